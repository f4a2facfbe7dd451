package org.carbonaware.control;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.Tensor;
import org.carbonaware.checkpoint.TensorFile;
import org.carbonaware.checkpoint.TrainingIdentity;
import org.carbonaware.checkpoint.TrainingState;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.tck.ChildTraining;
import org.jspecify.annotations.Nullable;

/** The main class of another JVM: a small training without a framework. */
final class PlainChild {
  /** As long as a small batch of a framework takes, so that others get to look at it. */
  private static final long BATCH_NANOS = 200_000;

  private PlainChild() {}

  public static void main(String[] arguments) throws Exception {
    ChildTraining.main(arguments, (carbon, begun, epochs, atBatch) -> {
      Descent training = new Descent();
      boolean resumes =
          carbon.resumePoint(Descent.IDENTITY).map(training::restore).isPresent();
      begun.accept(resumes);
      carbon.gate().join(Thread.currentThread());
      try {
        while (training.batches < epochs * ChildTraining.BATCHES_PER_EPOCH) {
          carbon.gate().safePoint(training);
          atBatch.run();
          training.step();
          LockSupport.parkNanos(BATCH_NANOS);
          carbon.batchDone();
          if (training.batches % ChildTraining.BATCHES_PER_EPOCH == 0) {
            carbon.epochDone(ChildTraining.BATCHES_PER_EPOCH);
          }
        }
        carbon.saveNow(training);
      } finally {
        carbon.gate().leave(Thread.currentThread());
      }
      return TrainingFingerprint.builder().snapshot(training.capture()).build();
    });
  }

  /** Momentum descent on noisy least squares; the noise is drawn as it goes. */
  static final class Descent implements TrainingState {
    static final TrainingIdentity IDENTITY =
        TrainingIdentity.of("plain", "1", "momentum 0.9, 64 parameters", "64 parameters");

    private static final int SIZE = 64;
    private static final String FILE = "state.safetensors";

    private final double[] parameters = new double[SIZE];
    private final double[] momentum = new double[SIZE];
    private long random = 42;
    long batches;

    void step() {
      double[] inputs = new double[SIZE];
      double error = draw();
      for (int i = 0; i < SIZE; i++) {
        inputs[i] = draw();
        error += inputs[i] * (parameters[i] - i);
      }
      for (int i = 0; i < SIZE; i++) {
        momentum[i] = 0.9 * momentum[i] - 1e-3 * error * inputs[i];
        parameters[i] += momentum[i];
      }
      batches++;
    }

    private double draw() {
      random = random * 6364136223846793005L + 1442695040888963407L;
      return (random >>> 11) * 0x1p-52 - 1;
    }

    Descent restore(Checkpoint checkpoint) {
      Map<String, Tensor> saved = TensorFile.read(checkpoint, FILE);
      read(saved.get("parameters"), parameters);
      read(saved.get("momentum"), momentum);
      Map<String, String> attributes = checkpoint.manifest().training();
      random = Long.parseLong(attributes.getOrDefault("random", ""));
      batches = Long.parseLong(attributes.getOrDefault("batches", ""));
      return this;
    }

    private static void read(@Nullable Tensor saved, double[] values) {
      ByteBuffer bytes = Objects.requireNonNull(saved, "an array is missing").bytes();
      bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
    }

    @Override
    public Snapshot capture() {
      return new Snapshot(
          IDENTITY,
          Map.of("random", Long.toString(random), "batches", Long.toString(batches)),
          List.of(TensorFile.of(
              FILE, List.of(tensor("parameters", parameters), tensor("momentum", momentum)))));
    }

    private static Tensor tensor(String name, double[] values) {
      ByteBuffer bytes =
          ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asDoubleBuffer().put(values);
      return new Tensor(name, "F64", List.of((long) values.length), bytes);
    }
  }
}
