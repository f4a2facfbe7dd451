package org.carbonaware.examples.forecast.task;

import org.carbonaware.examples.training.DemoTraining;

/** A training of a {@link ForecastTask} in some framework. */
public interface ForecastTraining extends DemoTraining<TrainedForecaster> {
  @Override
  default String project() {
    return "grid-forecast";
  }

  @Override
  default String task() {
    return "timeSeriesForecasting";
  }

  /**
   * How many epochs teach this network enough and not too much.
   *
   * @return the epochs of a run for which nobody wants another number, at least 1
   */
  int usualEpochs();

  /**
   * The epochs that have about so many batches, however long the past is: but no window is learned
   * so often, or so seldom, that the number of batches no longer tells what is learned.
   *
   * @param batches what is wanted
   * @param batchesPerEpoch at least 1
   * @return a 150th to a 15th of the batches
   */
  static int epochs(int batches, int batchesPerEpoch) {
    int fitting = Math.round((float) batches / batchesPerEpoch);
    return Math.max(batches / 150, Math.min(batches / 15, fitting));
  }
}
