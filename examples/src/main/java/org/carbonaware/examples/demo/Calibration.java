package org.carbonaware.examples.demo;

import org.carbonaware.control.TrainingClock;
import org.carbonaware.examples.dl4j.ImageBatches;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** How fast this computer trains, measured on a model that is thrown away. */
final class Calibration {
  /** Until the JVM has compiled what is hot. */
  private static final double WARM_UP_SECONDS = 1.5;

  private static final double MEASURED_SECONDS = 1.5;

  private static final int FEWEST_BATCHES = 3;

  private final TrainingClock clock;
  private final ImageBatches batches;
  private final MultiLayerNetwork model;

  private Calibration(DigitsTraining training, TrainingClock clock) {
    this.clock = clock;
    this.batches = training.batches();
    this.model = training.freshModel(1);
  }

  /** Seconds an epoch takes; blocks for about three seconds. */
  static double secondsPerEpoch(DigitsTraining training, TrainingClock clock) {
    Calibration calibration = new Calibration(training, clock);
    calibration.secondsPerBatch(WARM_UP_SECONDS);
    return calibration.secondsPerBatch(MEASURED_SECONDS) * training.batchesPerEpoch();
  }

  private double secondsPerBatch(double atLeast) {
    long begin = clock.nanoTime();
    int trained = 0;
    double seconds = 0;
    while (seconds < atLeast || trained < FEWEST_BATCHES) {
      if (!batches.hasNext()) {
        batches.reset();
      }
      model.fit(batches.next());
      trained++;
      seconds = (clock.nanoTime() - begin) / 1e9;
    }
    return seconds / trained;
  }
}
