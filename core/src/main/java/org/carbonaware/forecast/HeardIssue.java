package org.carbonaware.forecast;

import java.time.Duration;
import org.carbonaware.grid.IntensitySeries;
import org.jspecify.annotations.Nullable;

/**
 * A provider's issue as it is heard at some later moment, step by step on a history's grid. What it
 * said wrong of the latest step known then is added to the steps ahead, fading with a half-life, as
 * a live run does. At the moment of its issue there is no such step.
 */
final class HeardIssue {
  private final @Nullable IntensitySeries issue;
  private final IntensitySeries history;
  private final Duration halfLife;
  private final int latest;
  private final double error;

  /**
   * Hears an issue.
   *
   * @param issue the issue; nothing is said if there is none
   * @param past the history at the moment of asking, not before the issue
   */
  HeardIssue(
      @Nullable IntensitySeries issue, IntensitySeries history, PastDays past, Duration halfLife) {
    this.issue = issue;
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
