package org.carbonaware.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.carbonaware.grid.IntensitySeries;

/**
 * What is known of a history hour by hour, from the first known hour to the latest. An hour is the
 * mean of its known steps once all of them have begun; a longer step holds in each of its hours.
 * Hours are numbered from 1970 on, and begin where whole steps fit into them.
 */
final class KnownHours {
  static final int HOUR_SECONDS = 3600;

  private final int offset;
  private final long first;
  private final double[] grams;

  private KnownHours(int offset, long first, double[] grams) {
    this.offset = offset;
    this.first = first;
    this.grams = grams;
  }

  /**
   * Looks through a history.
   *
   * @param knownEnd the steps before this one may be looked at
   * @param most how many of the latest hours are wanted
   * @return the hours; none if nothing is known or hours and steps do not fit into one another
   */
  static KnownHours of(IntensitySeries history, int knownEnd, int most) {
    long step = history.step().toSeconds();
    long start = history.start().getEpochSecond();
    int offset = (int) Math.floorMod(start, Math.min(step, HOUR_SECONDS));
    if (!suit(history.step())) {
      return new KnownHours(offset, 0, new double[0]);
    }
    long end = Math.floorDiv(start + knownEnd * step - offset, HOUR_SECONDS);
    long first = Math.max(Math.floorDiv(start - offset, HOUR_SECONDS), end - most);
    double[] grams = new double[(int) Math.max(0, end - first)];
    int stepsPerHour = (int) Math.max(1, HOUR_SECONDS / step);
    int hoursPerStep = (int) Math.max(1, step / HOUR_SECONDS);
    if (step == HOUR_SECONDS) {
      int index = Math.toIntExact(first - Math.floorDiv(start - offset, HOUR_SECONDS));
      for (int i = 0; i < grams.length; i++) {
        grams[i] = history.gramsPerKwh(index + i);
      }
      return new KnownHours(offset, first, grams).trimmed();
    }
    int begun = (int) (first - Math.floorDiv(start - offset, HOUR_SECONDS)); // hours of the history
    int before = (int) (Math.floorMod(start - offset, HOUR_SECONDS) / step); // steps of its first
    for (int i = 0; i < grams.length; i++) {
      int from = (begun + i) / hoursPerStep * stepsPerHour - before;
      grams[i] = mean(history, from, Math.min(knownEnd, from + stepsPerHour));
    }
    return new KnownHours(offset, first, grams).trimmed();
  }

  /** Whether steps and hours fit into one another. */
  static boolean suit(Duration step) {
    long seconds = step.toSeconds();
    return HOUR_SECONDS % seconds == 0 || seconds % HOUR_SECONDS == 0;
  }

  private static double mean(IntensitySeries history, int from, int to) {
    double sum = 0;
    int count = 0;
    for (int i = Math.max(0, from); i < to; i++) {
      double value = history.gramsPerKwh(i);
      if (!Double.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  private KnownHours trimmed() {
    int from = 0;
    int to = grams.length;
    while (to > 0 && Double.isNaN(grams[to - 1])) {
      to--;
    }
    while (from < to && Double.isNaN(grams[from])) {
      from++;
    }
    return to - from == grams.length
        ? this
        : new KnownHours(offset, first + from, Arrays.copyOfRange(grams, from, to));
  }

  /** Seconds from the full hour, UTC, to where the hours begin. */
  int offsetSeconds() {
    return offset;
  }

  /** The first known hour. */
  long first() {
    return first;
  }

  /** The hour after the latest known one. */
  long end() {
    return first + grams.length;
  }

  /** The hour that holds a time. */
  long hourOf(Instant time) {
    return Math.floorDiv(time.getEpochSecond() - offset, HOUR_SECONDS);
  }

  /** When an hour begins. */
  Instant startOf(long hour) {
    return Instant.EPOCH.plus(Duration.ofHours(hour)).plusSeconds(offset);
  }

  /** The mean of an hour between the first and the latest, NaN if it is a gap. */
  double grams(long hour) {
    return grams[(int) (hour - first)];
  }

  /** The hours of an interval, as far as they lie between the first and the latest. */
  double[] between(long from, long to) {
    return Arrays.copyOfRange(grams, index(from), Math.max(index(from), index(to)));
  }

  /** An interval by itself, as far as it lies between the first and the latest known hour. */
  KnownHours part(long from, long to) {
    return new KnownHours(offset, Math.max(first, Math.min(from, end())), between(from, to));
  }

  /** Whether two intervals that end at the same hour hold the same values, bit for bit. */
  static boolean same(KnownHours one, long oneFrom, KnownHours other, long otherFrom, long to) {
    return Arrays.equals(
        one.grams,
        one.index(oneFrom),
        Math.max(one.index(oneFrom), one.index(to)),
        other.grams,
        other.index(otherFrom),
        Math.max(other.index(otherFrom), other.index(to)));
  }

  // Where an hour is in the array, or the end that is nearer to it.
  private int index(long hour) {
    return (int) Math.max(0, Math.min(grams.length, hour - first));
  }
}
