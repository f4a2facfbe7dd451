package org.carbonaware.control;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.TrainingIdentity;
import org.carbonaware.checkpoint.TrainingState;

/** A training whose whole state is how many steps it made. */
final class ToyTraining implements TrainingState {
  static final TrainingIdentity IDENTITY =
      new TrainingIdentity("toy", "1", "ab12", "a toy that counts steps");

  final AtomicInteger captures = new AtomicInteger();
  final AtomicInteger releases = new AtomicInteger();
  private final Runnable beforeCapture;
  private volatile long steps;

  ToyTraining() {
    this(() -> {});
  }

  ToyTraining(Runnable beforeCapture) {
    this.beforeCapture = beforeCapture;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread trains
  void step() {
    steps++;
  }

  long steps() {
    return steps;
  }

  void restore(Checkpoint checkpoint) {
    steps = stepsIn(checkpoint);
  }

  static long stepsIn(Checkpoint checkpoint) {
    return Long.parseLong(checkpoint.manifest().training().getOrDefault("steps", ""));
  }

  @Override
  public Snapshot capture() {
    captures.incrementAndGet();
    beforeCapture.run();
    return new Snapshot(IDENTITY, Map.of("steps", Long.toString(steps)), List.of());
  }

  @Override
  public String releaseMemory() {
    releases.incrementAndGet();
    return "some of it";
  }
}
