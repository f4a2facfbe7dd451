package org.carbonaware.examples.demo;

import java.util.function.BooleanSupplier;
import org.carbonaware.control.TrainingClock;
import org.carbonaware.examples.training.DemoTraining;

/** How fast this computer trains, measured on a network that is thrown away. */
final class Calibration implements BooleanSupplier {
  /** Until the JVM has compiled what is hot. */
  private static final double WARM_UP_SECONDS = 1.5;

  private static final double MEASURED_SECONDS = 1.5;

  private static final int FEWEST_BATCHES = 3;

  private final TrainingClock clock;
  private boolean warm;
  private long begin;
  private int trained;
  private double secondsPerBatch;

  private Calibration(TrainingClock clock) {
    this.clock = clock;
    this.begin = clock.nanoTime();
  }

  /** Seconds an epoch takes; blocks for about three seconds. */
  static double secondsPerEpoch(DemoTraining<?> training, TrainingClock clock) {
    Calibration calibration = new Calibration(clock);
    training.rehearse(calibration);
    return calibration.secondsPerBatch * training.batchesPerEpoch();
  }

  /** Whether one more batch is to be trained. */
  @Override
  public boolean getAsBoolean() {
    if (!warm && enough(WARM_UP_SECONDS)) {
      warm = true;
      begin = clock.nanoTime();
      trained = 0;
    }
    if (warm && enough(MEASURED_SECONDS)) {
      secondsPerBatch = seconds() / trained;
      return false;
    }
    trained++;
    return true;
  }

  private boolean enough(double atLeast) {
    return trained >= FEWEST_BATCHES && seconds() >= atLeast;
  }

  private double seconds() {
    return (clock.nanoTime() - begin) / 1e9;
  }
}
