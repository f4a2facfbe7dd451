package org.carbonaware.examples.forecast.task;

import org.carbonaware.examples.training.TrainedNetwork;

/** A network that has learned a {@link ForecastTask}. */
public interface TrainedForecaster extends TrainedNetwork {
  /**
   * Answers some windows; blocks for less than a second and changes nothing.
   *
   * @param inputs {@link Examples#INPUTS} values for each window, not normalised
   * @param count how many windows, at least 1
   * @return {@link Examples#TARGETS} values for each window, not normalised: what ln(intensity /
   *     expected) will be, in the sense of {@link Windows}
   */
  float[] logCorrections(float[] inputs, int count);
}
