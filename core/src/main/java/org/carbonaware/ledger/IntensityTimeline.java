package org.carbonaware.ledger;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.carbonaware.grid.IntensitySeries;

/**
 * Collects the intensities of a run's whole time: those its energy was booked at, and around them
 * those that were observed, each holding until the next. Neighbours of the same value are kept as
 * one, so that it takes memory for changes only.
 */
final class IntensityTimeline {
  /** How many there are at most: one each minute for two years. */
  private static final int MOST = 1 << 20;

  /** What is computed back from grams and joules differs by as much. */
  private static final double ROUNDING = 1e-12;

  /** Values from a moment on, or between two. */
  private static final class Spans {
    long[] from = new long[16];
    long[] to = new long[16];
    double[] value = new double[16];
    int size;

    void add(long start, long end, double gramsPerKwh) {
      if (size == MOST) {
        throw new IllegalArgumentException(
            "the intensity changes more than " + MOST + " times, expected the changes of one run");
      }
      if (size == from.length) {
        from = Arrays.copyOf(from, 2 * size);
        to = Arrays.copyOf(to, 2 * size);
        value = Arrays.copyOf(value, 2 * size);
      }
      from[size] = start;
      to[size] = end;
      value[size++] = gramsPerKwh;
    }

    /** In order of their starts; of several with the same start in the order they were told. */
    void sort() {
      if (IntStream.range(1, size).allMatch(i -> from[i - 1] <= from[i])) {
        return;
      }
      int[] order = IntStream.range(0, size)
          .boxed()
          .sorted(Comparator.comparingLong(i -> from[i]))
          .mapToInt(Integer::intValue)
          .toArray();
      from = Arrays.stream(order).mapToLong(i -> from[i]).toArray();
      to = Arrays.stream(order).mapToLong(i -> to[i]).toArray();
      value = Arrays.stream(order).mapToDouble(i -> value[i]).toArray();
    }

    long startAfter(int index) {
      return index + 1 < size ? from[index + 1] : Long.MAX_VALUE;
    }
  }

  private final Spans observed = new Spans();
  private final Spans booked = new Spans();
  private final Spans gaps = new Spans();

  static boolean same(double one, double other) {
    return Double.compare(one, other) == 0
        || Math.abs(one - other) <= ROUNDING * Math.max(Math.abs(one), Math.abs(other));
  }

  /** Of two observations of the same moment the later one holds: it is the better informed. */
  void observe(long from, double gramsPerKwh) {
    int last = observed.size - 1;
    boolean holdsAlready =
        last >= 0 && observed.from[last] <= from && same(observed.value[last], gramsPerKwh);
    // What is told again each minute is one observation; earlier ones come with a new process.
    if (!(holdsAlready && last == latest)) {
      observed.add(from, Long.MAX_VALUE, gramsPerKwh);
      latest = latest < 0 || from >= observed.from[latest] ? observed.size - 1 : latest;
    }
  }

  private int latest = -1;

  /** Nothing was recorded in between, as the run was in no process: others may know more of it. */
  void gap(long from, long to) {
    book(from, to, Double.NaN);
    gaps.add(from, to, Double.NaN);
  }

  /** Books an interval; without an intensity (NaN) it is unknown, whatever was observed. */
  void book(long from, long to, double gramsPerKwh) {
    int last = booked.size - 1;
    if (last >= 0 && booked.to[last] == from && same(booked.value[last], gramsPerKwh)) {
      booked.to[last] = to;
    } else {
      booked.add(from, to, gramsPerKwh);
    }
  }

  /**
   * All that is known by now. Where bookings overlap, as after a clock was set back, the one that
   * began last holds, and behind its end those that it covered; of two that began at the same
   * moment the longer one.
   */
  IntensitySteps steps() {
    observed.sort();
    booked.sort();
    IntensitySteps steps = new IntensitySteps();
    ArrayDeque<Integer> open = new ArrayDeque<>();
    int booking = -1;
    int observation = -1;
    for (long cursor = Long.MIN_VALUE; cursor < Long.MAX_VALUE; ) {
      while (booked.startAfter(booking) <= cursor) {
        open(open, ++booking);
      }
      while (!open.isEmpty() && booked.to[open.element()] <= cursor) {
        open.remove();
      }
      while (observed.startAfter(observation) <= cursor) {
        observation++;
      }
      boolean isBooked = !open.isEmpty();
      double seen = observation < 0 ? Double.NaN : observed.value[observation];
      steps.add(cursor, isBooked ? booked.value[open.element()] : seen);
      cursor = Math.min(
          Math.min(booked.startAfter(booking), observed.startAfter(observation)),
          isBooked ? booked.to[open.element()] : Long.MAX_VALUE);
    }
    latest = -1; // indices are in another order now
    return steps;
  }

  /**
   * All that is known by now and from elsewhere: in gaps, and behind the end of the record, where
   * the last observation would hold for ever, only what others have seen counts.
   *
   * @param end where the record ends
   * @param actual what the grid really emitted
   */
  IntensitySteps steps(long end, IntensitySeries actual) {
    IntensitySteps own = steps();
    IntensitySteps all = new IntensitySteps();
    IntensitySteps others = IntensitySteps.of(actual);
    gaps.sort();
    int gap = -1;
    for (long cursor = Long.MIN_VALUE; cursor < Long.MAX_VALUE; ) {
      while (gaps.startAfter(gap) <= cursor) {
        gap++;
      }
      int mine = own.at(cursor);
      int theirs = others.at(cursor);
      boolean inGap = gap >= 0 && cursor < gaps.to[gap] && Double.isNaN(own.gramsPerKwh(mine));
      boolean after = cursor >= end;
      all.add(cursor, inGap || after ? others.gramsPerKwh(theirs) : own.gramsPerKwh(mine));
      long next = Math.min(Math.min(own.to(mine), others.to(theirs)), gaps.startAfter(gap));
      next = gap >= 0 && cursor < gaps.to[gap] ? Math.min(next, gaps.to[gap]) : next;
      cursor = after ? next : Math.min(next, end);
    }
    return all;
  }

  /** The first one of those that are open is the one that holds. */
  private void open(ArrayDeque<Integer> open, int booking) {
    Integer before = open.peek();
    boolean covered = before != null
        && booked.from[before] == booked.from[booking]
        && booked.to[before] > booked.to[booking];
    if (!covered) {
      open.push(booking);
    }
  }
}
