package org.carbonaware.benchmarks.micro;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.Tensor;
import org.carbonaware.checkpoint.TensorFile;
import org.carbonaware.checkpoint.TrainingIdentity;

/** Parameters and the two slots an Adam has of each, as the integrations save them: two files. */
final class MadeState {
  private static final String PARAMETERS = "parameters.safetensors";
  private static final String OPTIMIZER = "optimizer.safetensors";

  private final List<ByteBuffer> arrays;

  MadeState(int megabytes) {
    int parameters = (int) ((1L << 20) * megabytes / 3) & -Float.BYTES;
    SplittableRandom random = new SplittableRandom(42);
    this.arrays =
        List.of(noise(parameters, random), noise(parameters, random), noise(parameters, random));
  }

  /** All values, in the order they are saved in. */
  List<ByteBuffer> arrays() {
    return arrays;
  }

  private static ByteBuffer noise(int bytes, SplittableRandom random) {
    ByteBuffer array = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (array.remaining() >= Long.BYTES) {
      array.putLong(random.nextLong());
    }
    return array.rewind();
  }

  Snapshot snapshot() {
    return new Snapshot(
        new TrainingIdentity("made", "1", "ab", "made for a benchmark"),
        Map.of("iteration", "1"),
        List.of(
            TensorFile.of(PARAMETERS, List.of(tensor("w", 0))),
            TensorFile.of(OPTIMIZER, List.of(tensor("w.slot0", 1), tensor("w.slot1", 2)))));
  }

  private Tensor tensor(String name, int array) {
    ByteBuffer values = arrays.get(array);
    return new Tensor(name, "F32", List.of((long) values.capacity() / Float.BYTES), values);
  }

  static List<Map<String, Tensor>> read(Checkpoint checkpoint) {
    return List.of(TensorFile.read(checkpoint, PARAMETERS), TensorFile.read(checkpoint, OPTIMIZER));
  }
}
