package org.carbonaware.forecast;

import java.time.Instant;
import java.util.Optional;
import org.carbonaware.grid.IntensitySeries;

/**
 * What a model expects, and between which values it expects that to lie. Immutable.
 *
 * @param issuedAt the moment it was made; nothing that began later went into it
 * @param model the model's name, such as {@code "persistence"}
 * @param mean the expected intensity; the first step contains {@code issuedAt}, no value is
 *     missing, and the series is empty if the history held nothing to go by
 * @param p10 the values below which one in ten is expected, in the steps of {@code mean}; empty if
 *     not known
 * @param p90 the values above which one in ten is expected, in the steps of {@code mean}; known if
 *     {@code p10} is
 */
public record Forecast(
    Instant issuedAt,
    String model,
    IntensitySeries mean,
    Optional<IntensitySeries> p10,
    Optional<IntensitySeries> p90) {

  /** Checks that all series have the same steps. */
  public Forecast {
    if (p10.isPresent() != p90.isPresent()) {
      throw new IllegalArgumentException("forecast with p10 or p90 alone: expected both or none");
    }
    checkSteps("p10", p10, mean);
    checkSteps("p90", p90, mean);
  }

  /**
   * A forecast that does not say how far it may be off.
   *
   * @param issuedAt the moment it was made
   * @param model the model's name
   * @param mean the expected intensity
   */
  public Forecast(Instant issuedAt, String model, IntensitySeries mean) {
    this(issuedAt, model, mean, Optional.empty(), Optional.empty());
  }

  private static void checkSteps(
      String name, Optional<IntensitySeries> quantile, IntensitySeries mean) {
    boolean fits = quantile
        .map(series -> series.start().equals(mean.start())
            && series.step().equals(mean.step())
            && series.size() == mean.size())
        .orElse(true);
    if (!fits) {
      throw new IllegalArgumentException(
          name + " is " + quantile.orElseThrow() + ": expected the steps of the mean, " + mean);
    }
  }
}
