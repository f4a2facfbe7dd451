package org.carbonaware.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.Tensor;

/** Copies arrays out of the engine, to where the garbage collector sees them, and back. */
final class DetachedArray {
  private static final NDIndex EVERYTHING = new NDIndex("...");

  private DetachedArray() {}

  /**
   * Copies an array; waits for the device it is on.
   *
   * @throws IllegalArgumentException if it has more than 2 GiB
   */
  static Tensor copyOf(String name, NDArray array) {
    if (array.getDevice().equals(Device.cpu())) {
      return copyOfHost(name, array);
    }
    try (NDArray onHost = array.toDevice(Device.cpu(), true)) {
      return copyOfHost(name, onHost);
    }
  }

  private static Tensor copyOfHost(String name, NDArray array) {
    long size = array.size() * array.getDataType().getNumOfBytes();
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("array " + name + " has " + size
          + " bytes: up to 2 GiB can be saved; split the layer it belongs to");
    }
    ByteBuffer copy = outsideTheHeap((int) size);
    try (NDManager views = array.getManager().newSubManager()) {
      NDArray view = array.flatten(); // one that is not contiguous is copied by this
      view.attach(views);
      copy.put(view.toByteBuffer(true));
    }
    return new Tensor(name, array.getDataType().asSafetensors(), shape(array), copy.flip());
  }

  private static ByteBuffer outsideTheHeap(int size) {
    try {
      return ByteBuffer.allocateDirect(size);
    } catch (OutOfMemoryError e) {
      throw new CheckpointException(
          "a checkpoint needs memory outside the heap of the size of all parameters and optimizer state:"
              + " raise -XX:MaxDirectMemorySize (" + e.getMessage() + ")",
          e);
    }
  }

  private static List<Long> shape(NDArray array) {
    return Arrays.stream(array.getShape().getShape()).boxed().toList();
  }

  /** Whether an array could take these values. */
  static boolean fits(Tensor values, NDArray array) {
    return values.type().equals(array.getDataType().asSafetensors())
        && values.shape().equals(shape(array));
  }

  /** An array of its own with these values; the manager is one of the CPU. */
  static NDArray of(Tensor values, NDManager manager, Device device) {
    Shape shape = new Shape(values.shape());
    DataType type = DataType.fromSafetensors(values.type());
    // DJL makes an array that shares the buffer's memory, however that is aligned.
    try (NDArray shared = manager.create(values.bytes().duplicate(), shape, type)) {
      return device.equals(Device.cpu()) ? shared.duplicate() : shared.toDevice(device, true);
    }
  }

  /** Puts values into an array that exists, in its own memory. */
  static void copyTo(Tensor values, NDArray array) {
    boolean learned = array.hasGradient();
    if (learned) {
      // On a thread other than the one that loaded it PyTorch lets nobody write into what learns.
      array.setRequiresGradient(false);
    }
    try (NDManager manager = array.getManager().newSubManager(Device.cpu())) {
      // Not NDArray.copyTo, which makes the array share the memory of a buffer.
      array.set(EVERYTHING, of(values, manager, array.getDevice()));
    } finally {
      if (learned) {
        array.setRequiresGradient(true);
      }
    }
  }
}
