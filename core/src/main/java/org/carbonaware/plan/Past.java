package org.carbonaware.plan;

import java.time.Instant;

/**
 * What a run has behind it, as far as a budget for the whole of it has to know. A simulated run
 * counts grams at the powers of {@link Situation#costs()}; a live one counts what was metered, and
 * for running straight through the mean power metered while it trained, and no grams for energy or
 * time of unknown intensity. Immutable.
 *
 * @param begun when the run began
 * @param grams gCO2e emitted since, pauses and changes included, 0 or more
 * @param runNowGrams gCO2e that running straight through would have emitted until now (until its
 *     work was done, if that is earlier), 0 or more
 */
public record Past(Instant begun, double grams, double runNowGrams) {
  /** Checks the ranges. */
  public Past {
    if (!(grams >= 0 && runNowGrams >= 0 && grams + runNowGrams < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("emitted " + grams + " g, running straight through "
          + runNowGrams + " g: expected finite figures of 0 or more");
    }
  }
}
