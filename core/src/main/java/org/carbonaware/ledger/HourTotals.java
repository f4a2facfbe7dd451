package org.carbonaware.ledger;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.carbonaware.ledger.IntensityOrigins.Origin;
import org.carbonaware.ledger.RunAccount.HourTotal;
import org.jspecify.annotations.Nullable;

/** Energy by hour; an interval's is spread evenly over its time. */
final class HourTotals {
  private static final long HOUR = 3_600_000_000_000L;
  private static final int MOST_ORIGINS = 16;

  /** Twenty years. */
  private static final int MOST = 175_320;

  /** A thousand times that: intervals may overlap, if clocks are set. */
  private static final long MOST_SPREAD = 1000L * MOST;

  private static final class Hour {
    double activeJoules;
    double pausedJoules;
    double unknownJoules;
    double grams;
    final Set<Origin> origins = new LinkedHashSet<>(2);

    void add(EnergyLine line, double joules, double grams, @Nullable Origin origin) {
      if (line.phase == Phase.ACTIVE) {
        activeJoules += joules;
      } else {
        pausedJoules += joules;
      }
      if (line.known()) {
        this.grams += grams;
        if (origin != null && origins.size() < MOST_ORIGINS) {
          origins.add(origin);
        }
      } else {
        unknownJoules += joules;
      }
    }
  }

  private final NavigableMap<Long, Hour> hours = new TreeMap<>();
  private Hour last = new Hour();
  private long lastNumber = Long.MIN_VALUE;
  private long spread;

  /**
   * Adds a line's energy.
   *
   * @throws IllegalArgumentException if no run has as many hours
   */
  void add(EnergyLine line, @Nullable Origin origin) {
    long first = Math.floorDiv(line.from, HOUR);
    long end = Math.floorDiv(Math.max(line.from, line.to - 1), HOUR);
    spread += end - first;
    if (spread > MOST_SPREAD) {
      throw new IllegalArgumentException("the intervals of energy have more than " + MOST_SPREAD
          + " hours in all, expected intervals that follow each other");
    }
    double joulesLeft = line.joules;
    double gramsLeft = line.grams;
    for (long hour = first; hour < end; hour++) {
      double share = (double) ((hour + 1) * HOUR - Math.max(line.from, hour * HOUR)) / line.nanos();
      hour(hour).add(line, line.joules * share, line.grams * share, origin);
      joulesLeft -= line.joules * share;
      gramsLeft -= line.grams * share;
    }
    hour(end).add(line, joulesLeft, gramsLeft, origin);
  }

  private Hour hour(long number) {
    if (number != lastNumber) {
      last = hours.computeIfAbsent(number, added -> new Hour());
      if (hours.size() > MOST) {
        throw new IllegalArgumentException("energy in more than " + MOST
            + " different hours, expected those of one run; was a clock set?");
      }
      lastNumber = number;
    }
    return last;
  }

  List<HourTotal> totals(double pue) {
    List<HourTotal> totals = new ArrayList<>();
    hours.forEach((number, hour) -> {
      if (hour.activeJoules == 0 && hour.pausedJoules == 0) {
        return;
      }
      totals.add(new HourTotal(
          EpochNanos.instant(number * HOUR),
          hour.activeJoules,
          hour.pausedJoules,
          hour.unknownJoules,
          hour.grams * pue,
          hour.origins.stream().map(Origin::kind).distinct().collect(Collectors.joining(", ")),
          hour.origins.stream().map(Origin::source).distinct().collect(Collectors.joining(", "))));
    });
    return totals;
  }
}
