package org.carbonaware.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.carbonaware.cli.RecordedDecision.Lowest;

/** The intensities that a ledger tells, each holding until the next. */
final class ObservedIntensities {
  private static final int MOST = 500_000;
  private static final long FURTHEST_SECONDS = 4_500_000_000L;

  private Instant[] at = new Instant[16];
  private double[] gramsPerKwh = new double[16];
  private long[] nanos = new long[0];
  private int size;

  /**
   * Adds what was observed.
   *
   * @throws IllegalArgumentException if no run has as many
   */
  void add(Instant moment, double value) {
    if (size == MOST) {
      throw new IllegalArgumentException(
          "more than " + MOST + " intensities, expected those of one run");
    }
    if (size == at.length) {
      at = Arrays.copyOf(at, 2 * size);
      gramsPerKwh = Arrays.copyOf(gramsPerKwh, 2 * size);
    }
    at[size] = checked(moment);
    gramsPerKwh[size++] = value;
  }

  /**
   * A moment that can be computed with.
   *
   * @throws DateTimeException if it is centuries away
   */
  static Instant checked(Instant moment) {
    if (Math.abs(moment.getEpochSecond()) > FURTHEST_SECONDS) {
      throw new DateTimeException(moment + " is out of range, expected 1828 to 2112");
    }
    return moment;
  }

  /** Puts them in order, for the questions below: a clock may have been set back. */
  void sort() {
    Integer[] order = IntStream.range(0, size).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparing(i -> at[i]));
    Instant[] times = Arrays.stream(order).map(i -> at[i]).toArray(Instant[]::new);
    gramsPerKwh = Arrays.stream(order).mapToDouble(i -> gramsPerKwh[i]).toArray();
    at = times;
    nanos = Arrays.stream(times).mapToLong(ObservedIntensities::nanos).toArray();
  }

  private static long nanos(Instant moment) {
    long seconds = Math.max(-FURTHEST_SECONDS, Math.min(FURTHEST_SECONDS, moment.getEpochSecond()));
    return seconds * 1_000_000_000L + moment.getNano();
  }

  /** The mean between two moments, each value weighted by the time that it held. */
  OptionalDouble mean(Instant from, Instant to) {
    long begin = nanos(from);
    long end = nanos(to);
    double sum = 0;
    double seconds = 0;
    for (int i = Math.max(0, firstAfter(begin) - 1); i < size && nanos[i] < end; i++) {
      long until = i + 1 < size ? Math.min(end, nanos[i + 1]) : end;
      double held = (until - Math.max(begin, nanos[i])) / 1e9;
      if (held > 0) {
        sum += held * gramsPerKwh[i];
        seconds += held;
      }
    }
    return seconds > 0 ? OptionalDouble.of(sum / seconds) : OptionalDouble.empty();
  }

  /** The lowest that began between two moments, the first one of several. */
  Optional<Lowest> lowest(Instant after, Instant before) {
    long end = nanos(before);
    int best = -1;
    for (int i = firstAfter(nanos(after)); i < size && nanos[i] < end; i++) {
      if (best < 0 || gramsPerKwh[i] < gramsPerKwh[best]) {
        best = i;
      }
    }
    return best < 0 ? Optional.empty() : Optional.of(new Lowest(at[best], gramsPerKwh[best]));
  }

  /** The index of the first one that began later. */
  private int firstAfter(long moment) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (nanos[middle] > moment) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
