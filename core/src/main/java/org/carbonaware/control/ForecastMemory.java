package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import org.carbonaware.grid.IntensitySeries;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what an issue of a forecast said of steps that are over by now, so that its error is
 * known once they are measured. Providers give a forecast from now on only. For one thread.
 */
final class ForecastMemory {
  private static final Duration LONGEST = Duration.ofDays(1);

  /** Fewer steps may be alike by chance. */
  private static final int ENOUGH_ALIKE = 3;

  private @Nullable IntensitySeries remembered;

  /** The forecast with what it said earlier, if it still is the same issue. */
  IntensitySeries prolonged(IntensitySeries news) {
    IntensitySeries old = remembered;
    IntensitySeries longer = old != null && isOneIssue(old, news) ? joined(old, news) : news;
    remembered = longer;
    return longer;
  }

  /** The first step in common tells nothing: some providers put the measured value there. */
  private static boolean isOneIssue(IntensitySeries old, IntensitySeries news) {
    if (!old.zone().equals(news.zone())
        || old.basis() != news.basis()
        || !old.step().equals(news.step())
        || news.start().isBefore(old.start())
        || !news.start().isBefore(old.end())
        || !old.startOf(old.indexOf(news.start())).equals(news.start())) {
      return false;
    }
    int offset = old.indexOf(news.start());
    int common = Math.min(old.size() - offset, news.size());
    for (int i = 1; i < common; i++) {
      if (Double.compare(old.gramsPerKwh(offset + i), news.gramsPerKwh(i)) != 0) {
        return false;
      }
    }
    return common > ENOUGH_ALIKE;
  }

  private static IntensitySeries joined(IntensitySeries old, IntensitySeries news) {
    Instant earliest = news.start().minus(LONGEST);
    int from = old.start().isBefore(earliest) ? old.indexOf(earliest) : 0;
    int first = old.indexOf(news.start()) - from;
    double[] values = new double[first + news.size()];
    for (int i = 0; i < values.length; i++) {
      boolean said = i <= first && !Double.isNaN(old.gramsPerKwh(from + i));
      values[i] =
          said ? old.gramsPerKwh(from + i) : i < first ? Double.NaN : news.gramsPerKwh(i - first);
    }
    return IntensitySeries.of(
        news.zone(), news.basis(), news.provenance(), old.startOf(from), news.step(), values);
  }
}
