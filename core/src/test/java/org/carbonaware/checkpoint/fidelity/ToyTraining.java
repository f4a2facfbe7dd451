package org.carbonaware.checkpoint.fidelity;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointStore;
import org.carbonaware.checkpoint.DirectoryCheckpointStore;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.TrainingIdentity;

/** Momentum descent on random least squares, with a fault of choice in what it saves. */
final class ToyTraining implements FidelityScenario {
  enum Fault {
    NONE,
    FORGETS_MOMENTUM,
    FORGETS_RANDOM_STATE,
    COUNTS_ONE_TOO_FEW,
    ROUNDS_PARAMETERS,
    FORGETS_TO_TRAIN_ON,
    FAILS_WHEN_RESUMED,
    EXITS_WHEN_RESUMED,
    HANGS_WHEN_RESUMED,
    LEAVES_NO_CHECKPOINT
  }

  private static final int SIZE = 8;
  private static final int SHOWN_LOSSES = 10;
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final TrainingIdentity IDENTITY =
      new TrainingIdentity("toy", "1", "ab", "8 parameters");

  private final Fault fault;

  ToyTraining(Fault fault) {
    this.fault = fault;
  }

  @Override
  public String name() {
    return "momentum, " + fault;
  }

  @Override
  public TrainingFingerprint train(Path checkpoints, long untilBatch) throws IOException {
    boolean keeps = fault != Fault.LEAVES_NO_CHECKPOINT;
    return run(keeps ? checkpoints : checkpoints.resolveSibling("elsewhere"), untilBatch);
  }

  private TrainingFingerprint run(Path checkpoints, long untilBatch) throws IOException {
    try (CheckpointStore store = DirectoryCheckpointStore.open(checkpoints, 1)) {
      Run run = new Run();
      Optional<Checkpoint> latest = store.latest();
      if (latest.isPresent()) {
        misbehave();
        run.restore(latest.get(), fault);
      }
      TrainingFingerprint.Builder fingerprint = TrainingFingerprint.builder();
      boolean stuck = latest.isPresent() && fault == Fault.FORGETS_TO_TRAIN_ON;
      while (run.iteration < untilBatch && !stuck) {
        double loss = run.step();
        if (run.iteration > untilBatch - SHOWN_LOSSES) {
          fingerprint.loss(run.iteration, loss);
        }
      }
      store.write(run.snapshot(), Map.of(), NOON);
      return fingerprint
          .array("parameters", run.parameters)
          .array("updater", run.momentum)
          .counter("iteration", run.iteration)
          .build();
    }
  }

  private void misbehave() throws IOException {
    switch (fault) {
      case FAILS_WHEN_RESUMED -> throw new IOException("no such layer");
      case EXITS_WHEN_RESUMED -> {
        System.err.println("out of toys");
        System.exit(3);
      }
      case HANGS_WHEN_RESUMED -> System.in.read(); // never ends: nobody writes
      default -> {
        // resumes as well as it can
      }
    }
  }

  private static final class Run {
    final double[] parameters = new double[SIZE];
    final double[] momentum = new double[SIZE];
    long iteration;
    long random = 42;

    double step() {
      double error = nextGaussianLike();
      double[] inputs = new double[SIZE];
      for (int i = 0; i < SIZE; i++) {
        inputs[i] = nextGaussianLike();
        error += inputs[i] * (parameters[i] - i);
      }
      for (int i = 0; i < SIZE; i++) {
        momentum[i] = 0.9 * momentum[i] - 0.01 * error * inputs[i];
        parameters[i] += momentum[i];
      }
      iteration++;
      return error * error;
    }

    private double nextGaussianLike() {
      double sum = -2;
      for (int i = 0; i < 4; i++) {
        random = random * 6364136223846793005L + 1442695040888963407L;
        sum += (random >>> 11) * 0x1p-53;
      }
      return sum;
    }

    Snapshot snapshot() {
      double[] parametersNow = parameters.clone();
      double[] momentumNow = momentum.clone();
      return new Snapshot(
          IDENTITY,
          Map.of("iteration", Long.toString(iteration), "random", Long.toString(random)),
          List.of(
              new Snapshot.File("parameters.bin", out -> write(out, parametersNow)),
              new Snapshot.File("updater.bin", out -> write(out, momentumNow))));
    }

    private static void write(OutputStream out, double[] values) throws IOException {
      DataOutputStream data = new DataOutputStream(out);
      for (double value : values) {
        data.writeDouble(value);
      }
    }

    void restore(Checkpoint checkpoint, Fault fault) throws IOException {
      read(checkpoint, "parameters.bin", parameters);
      if (fault == Fault.ROUNDS_PARAMETERS) {
        parameters[SIZE - 1] = Math.nextUp(parameters[SIZE - 1]);
      }
      if (fault != Fault.FORGETS_MOMENTUM) {
        read(checkpoint, "updater.bin", momentum);
      }
      Map<String, String> saved = checkpoint.manifest().training();
      iteration = Long.parseLong(saved.getOrDefault("iteration", "0"));
      if (fault == Fault.COUNTS_ONE_TOO_FEW) {
        iteration--;
      }
      if (fault != Fault.FORGETS_RANDOM_STATE) {
        random = Long.parseLong(saved.getOrDefault("random", "0"));
      }
    }

    private static void read(Checkpoint checkpoint, String name, double[] values)
        throws IOException {
      try (DataInputStream data = new DataInputStream(checkpoint.open(name))) {
        for (int i = 0; i < SIZE; i++) {
          values[i] = data.readDouble();
        }
      }
    }
  }
}
