package org.carbonaware.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.carbonaware.grid.IntensitySeries;

/**
 * Remembers what an outlook said, so that jobs and policies that ask at the same moment share it:
 * each is asked for once, for the longest horizon anybody needs. Used by one thread, on one trace.
 */
final class IssuedOutlooks implements Outlook {
  private static final int MANY = 256;

  private final Outlook outlook;
  private final Duration longest;
  private final TreeMap<Instant, Optional<IntensitySeries>> issued = new TreeMap<>();

  IssuedOutlooks(Outlook outlook, Duration longest) {
    this.outlook = outlook;
    this.longest = longest;
  }

  @Override
  public Optional<IntensitySeries> at(IntensitySeries trace, Instant now, Duration horizon) {
    return issued
        .computeIfAbsent(now, moment -> outlook.at(trace, moment, longest))
        .map(series -> series.between(now, now.plus(horizon)));
  }

  /** Nobody will ask for what was said before. */
  void forgetBefore(Instant moment) {
    if (issued.size() > MANY) {
      issued.headMap(moment).clear();
    }
  }

  /** What is said at one moment, later on. */
  Outlook frozenAt(Instant start) {
    return (trace, now, horizon) -> at(trace, start, longest)
        .map(series -> series.between(now, now.plus(horizon)))
        .filter(series -> series.size() > 0);
  }
}
