package org.carbonaware.forecast;

import java.time.Duration;
import java.time.Instant;
import org.carbonaware.grid.IntensitySeries;
import org.jspecify.annotations.Nullable;

/**
 * A provider's newest issue at a moment, step by step on a history's grid. What it said wrong of
 * the latest known step is added to the steps ahead, fading with a half-life, as a live run does.
 * At the moment of its issue there is no such step.
 */
final class NewestIssue {
  private final @Nullable IntensitySeries issue;
  private final IntensitySeries history;
  private final Duration halfLife;
  private final int latest;
  private final double error;

  NewestIssue(
      ProviderForecasts forecasts,
      IntensitySeries history,
      PastDays past,
      Instant now,
      Duration halfLife) {
    this.issue = forecasts.newest(history.zone(), now).orElse(null);
    this.history = history;
    this.halfLife = halfLife;
    this.latest = past.latestKnown();
    double said = latest < 0 ? Double.NaN : said(latest);
    this.error = Double.isNaN(said) ? 0 : history.gramsPerKwh(latest) - said;
  }

  private double said(int index) {
    return issue == null
        ? Double.NaN
        : ProviderForecasts.gramsPerKwh(
            issue, history.startOf(index), history.step().toSeconds());
  }

  /** What is expected of a step, NaN if the issue says nothing of it. */
  double gramsPerKwh(int index) {
    double said = said(index);
    if (error == 0 || halfLife.isZero()) {
      return said;
    }
    double ages = (double) (index - latest) * history.step().toSeconds() / halfLife.toSeconds();
    return Math.max(0, said + error * Math.pow(0.5, ages));
  }
}
