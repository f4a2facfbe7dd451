package org.carbonaware.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.carbonaware.checkpoint.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Copies share no memory with what they are copies of, and leave nothing behind in the engine. */
class DetachedArrayTest {
  private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");

  @AfterEach
  void close() {
    manager.close();
  }

  private static byte[] bytes(Tensor tensor) {
    byte[] bytes = new byte[tensor.bytes().remaining()];
    tensor.bytes().duplicate().get(bytes);
    return bytes;
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT32", "FLOAT64", "FLOAT16", "UINT8", "INT8", "INT32", "INT64", "BOOLEAN"})
  void everyTypeComesBack(DataType type) {
    NDArray array =
        manager.create(new float[] {1, 0, 3, 2, 5, 7}, new Shape(2, 3)).toType(type, true);
    Tensor copy = DetachedArray.copyOf("array", array);
    NDArray into = array.zerosLike();
    DetachedArray.copyTo(copy, into);

    assertThat(into.toByteArray()).isEqualTo(array.toByteArray());
    assertThat(DetachedArray.of(copy, manager, Device.cpu()).toByteArray())
        .isEqualTo(array.toByteArray());
    assertThat(copy.shape()).isEqualTo(List.of(2L, 3L));
  }

  /** PyTorch has a switch for each thread; DJL sets it on the one that loads the engine. */
  @Test
  void whatLearnsCanBeWrittenIntoOnAnyThread() throws Exception {
    Tensor copy = DetachedArray.copyOf("array", manager.arange(6f));
    NDArray into = manager.zeros(new Shape(6));
    into.setRequiresGradient(true);

    FutureTask<Void> copying = new FutureTask<>(() -> DetachedArray.copyTo(copy, into), null);
    new Thread(copying).start();
    copying.get(10, TimeUnit.SECONDS);

    assertThat(into.toFloatArray()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(into.hasGradient()).isTrue();
  }

  @Test
  void aViewIsCopiedInItsOwnOrder() {
    NDArray transposed = manager.arange(6f).reshape(2, 3).transpose();

    Tensor copy = DetachedArray.copyOf("transposed", transposed);

    assertThat(DetachedArray.of(copy, manager, Device.cpu()).toFloatArray())
        .containsExactly(0, 3, 1, 4, 2, 5);
  }

  @Test
  void whatIsTrainedOnLeavesTheCopyAsItIs() {
    NDArray array = manager.arange(6f);
    Tensor copy = DetachedArray.copyOf("array", array);
    byte[] before = bytes(copy);

    array.addi(1);

    assertThat(bytes(copy)).isEqualTo(before);
  }

  @Test
  void whatIsRestoredHasMemoryOfItsOwn() {
    Tensor values = DetachedArray.copyOf("array", manager.arange(6f));
    byte[] before = bytes(values);
    NDArray into = manager.zeros(new Shape(6));

    DetachedArray.copyTo(values, into);
    into.addi(1);
    DetachedArray.of(values, manager, Device.cpu()).addi(1);

    assertThat(bytes(values)).isEqualTo(before);
  }

  @Test
  void leavesNothingBehind() {
    NDArray array = manager.arange(6f);
    int arrays = manager.getManagedArrays().size();

    Tensor copy = DetachedArray.copyOf("array", array);
    DetachedArray.copyTo(copy, array);

    assertThat(manager.getManagedArrays()).hasSize(arrays);
  }

  @Test
  void fitsTheSameTypeAndShapeOnly() {
    Tensor values = DetachedArray.copyOf("array", manager.zeros(new Shape(2, 3)));

    assertThat(DetachedArray.fits(values, manager.ones(new Shape(2, 3)))).isTrue();
    assertThat(DetachedArray.fits(values, manager.ones(new Shape(3, 2)))).isFalse();
    assertThat(DetachedArray.fits(values, manager.ones(new Shape(2, 3), DataType.INT32)))
        .isFalse();
  }
}
