package org.carbonaware.control;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A training's main class as users write it: whatever differs between computers is configured. */
final class ConfiguredTraining {
  static final int EPOCHS = 3;
  static final int BATCHES = 100;

  private ConfiguredTraining() {}

  public static void main(String[] arguments) {
    ToyTraining training = new ToyTraining();
    try (CarbonController carbon = CarbonController.fromConfig().epochs(EPOCHS).start()) {
      carbon.resumePoint(ToyTraining.IDENTITY).ifPresent(training::restore);
      System.out.println("begins at " + training.steps());
      while (training.steps() < EPOCHS * BATCHES) {
        carbon.gate().safePoint(training);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5)); // the work of a batch
        training.step();
        carbon.batchDone();
        if (training.steps() % BATCHES == 0) {
          carbon.epochDone(BATCHES);
        }
      }
      System.out.println("ends at " + training.steps());
    } catch (TrainingSuspendedException e) {
      System.out.println("left at " + training.steps());
      System.exit(TrainingSuspendedException.EXIT_CODE);
    }
  }
}
