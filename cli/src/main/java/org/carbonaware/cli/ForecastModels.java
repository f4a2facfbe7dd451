package org.carbonaware.cli;

import java.util.function.Supplier;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.forecast.Forecasters;

/** The forecast models that a command's options describe. */
final class ForecastModels {
  /**
   * A maker of a model.
   *
   * @throws IllegalArgumentException naming the models there are
   */
  Supplier<Forecaster> named(String model) {
    try {
      Forecasters.named(model); // whether there is one
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--forecast: " + e.getMessage() + "; or perfect", e);
    }
    return () -> Forecasters.named(model);
  }
}
