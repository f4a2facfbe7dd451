package org.carbonaware.examples.forecast.task;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.carbonaware.CarbonAwareException;
import org.carbonaware.grid.IntensitySeries;

/**
 * A grid's hours, cut in two at the moment the training begins: what is known by then may be
 * learned from, what comes after is the hold-out. Immutable.
 *
 * @param hours the intensity in steps of an hour, none missing
 * @param start the first hour of the hold-out, an index of {@code hours}
 */
public record TimeSplit(IntensitySeries hours, int start) {
  /** The hold-out of a series that is long enough. */
  public static final int USUAL_HELD_OUT_DAYS = 56;

  /** The shortest series that is cut at its end, with a hold-out of nine days. */
  private static final int LEAST_DAYS = 45;

  /** A week of it is what the first window looks back on. */
  private static final int LEAST_PAST_DAYS = 35;

  private static final int LEAST_HELD_OUT_DAYS = 9;

  private static final int DAY = 24;
  private static final int NOON = 12;

  /**
   * Checks that there is enough of both parts.
   *
   * @throws CarbonAwareException if there is not, or an hour is missing
   */
  public TimeSplit {
    requireComplete(hours);
    if (start < LEAST_PAST_DAYS * DAY || hours.size() - start < LEAST_HELD_OUT_DAYS * DAY) {
      throw new CarbonAwareException("zone " + hours.zone() + " has " + hours.size()
          + " hours from " + hours.start() + ": expected at least "
          + LEAST_DAYS + " days, " + LEAST_PAST_DAYS
          + " to learn from and the rest to be judged by");
    }
  }

  /**
   * Cuts at a moment.
   *
   * @param series the intensity in steps of an hour, or in shorter ones that make up an hour
   * @param start when the hold-out begins
   * @throws CarbonAwareException if the steps are others, or a part is too short or lacks an hour
   */
  public static TimeSplit at(IntensitySeries series, Instant start) {
    IntensitySeries hours = HourlySteps.of(series);
    return new TimeSplit(hours, hours.indexOf(start));
  }

  /**
   * Cuts so that the last fifth is held out, at most 56 days, and begins at noon (UTC).
   *
   * @param series the intensity in steps of an hour, or in shorter ones that make up an hour
   * @throws CarbonAwareException if the steps are others, or a part is too short or lacks an hour
   */
  public static TimeSplit ofEnd(IntensitySeries series) {
    IntensitySeries hours = HourlySteps.of(series);
    int start = hours.size() - Math.min(USUAL_HELD_OUT_DAYS * DAY, hours.size() / 5);
    while (hours.startOf(start).atZone(ZoneOffset.UTC).getHour() != NOON) {
      start--;
    }
    return new TimeSplit(hours, start);
  }

  /** The moment of the cut. */
  public Instant startsAt() {
    return hours.startOf(start);
  }

  /** How long the part to learn from is. */
  public Duration past() {
    return Duration.between(hours.start(), startsAt());
  }

  /** How long the hold-out is. */
  public Duration heldOut() {
    return Duration.between(startsAt(), hours.end());
  }

  private static void requireComplete(IntensitySeries hours) {
    int[] missing = IntStream.range(0, hours.size())
        .filter(hour -> Double.isNaN(hours.gramsPerKwh(hour)))
        .toArray();
    if (missing.length > 0) {
      throw new CarbonAwareException("zone " + hours.zone() + " has no value at "
          + hours.startOf(missing[0]) + " (" + missing.length + " of " + hours.size()
          + " hours are missing): expected a trace without gaps");
    }
  }
}
