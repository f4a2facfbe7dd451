package org.carbonaware.ledger;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.carbonaware.ledger.PowerLevels.Level;

/**
 * The best a run could have done, had it known all: its active energy in the cleanest moments, as
 * far as they are known, until its deadline, the highest power in the cleanest. No run of the same
 * intervals, in whatever order and with whatever pauses, emits less.
 */
final class BestRun {
  private static final double JOULES_PER_KWH = 3_600_000;

  private final IntensitySteps steps;
  private final long from;
  private final long to;
  private final long shownTo;
  private final Slices slices;
  private final double[] series;
  private double grams;
  private double unplacedJoules;

  /**
   * Chooses from a span of time.
   *
   * @param shownTo up to where the series goes
   */
  BestRun(IntensitySteps steps, long from, long to, long shownTo, Slices slices, double[] series) {
    this.steps = steps;
    this.from = from;
    this.to = to;
    this.shownTo = shownTo;
    this.slices = slices;
    this.series = series;
  }

  /** Places all levels, the highest power first. */
  void place(List<Level> levels) {
    int first = steps.at(from);
    Iterator<Integer> cleanest = IntStream.range(first, steps.size())
        .filter(step -> Math.max(from, steps.from(step)) < to)
        .filter(step -> !Double.isNaN(steps.gramsPerKwh(step)))
        .boxed()
        .sorted(Comparator.comparingDouble(steps::gramsPerKwh))
        .iterator();
    int step = -1;
    long cursor = 0;
    long end = 0;
    for (Level level : levels) {
      long left = level.nanos();
      double joulesLeft = level.joules();
      do {
        if (cursor >= end) {
          if (!cleanest.hasNext()) {
            unplacedJoules += joulesLeft;
            break;
          }
          step = cleanest.next();
          cursor = Math.max(from, steps.from(step));
          end = Math.min(to, steps.to(step));
        }
        long time = Math.min(left, end - cursor);
        double joules = time < left ? level.joules() * time / level.nanos() : joulesLeft;
        emit(cursor, cursor + time, joules, steps.gramsPerKwh(step));
        cursor += time;
        left -= time;
        joulesLeft -= joules;
      } while (left > 0);
    }
  }

  private void emit(long start, long end, double joules, double gramsPerKwh) {
    double emitted = joules / JOULES_PER_KWH * gramsPerKwh;
    grams += emitted;
    if (end <= shownTo) {
      slices.add(series, start, end, emitted);
    } else if (start < shownTo) {
      slices.add(series, start, shownTo, emitted * (shownTo - start) / (end - start));
    }
  }

  /** In gCO2e, without what a facility adds. */
  double grams() {
    return grams;
  }

  /** Energy for which no moment of known intensity was left. */
  double unplacedJoules() {
    return unplacedJoules;
  }
}
