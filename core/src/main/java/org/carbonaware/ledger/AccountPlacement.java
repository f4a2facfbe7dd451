package org.carbonaware.ledger;

/**
 * Where the active energy of a run could have gone: goes through the energy lines a second time,
 * when all intensities are known.
 */
final class AccountPlacement {
  final StraightRun straight;
  final BestRun best;
  final double[] straightSeries;
  final double[] bestSeries;
  double repeatedJoules;
  private final PowerLevels levels = new PowerLevels();
  private long activeNanos;

  /**
   * Places the lines' energy.
   *
   * @param until the last moment that the best run may use
   */
  AccountPlacement(AccountBuilder account, IntensitySteps steps, long until, LineSource lines) {
    Slices slices = account.slices;
    long start = account.course.startedAt;
    straightSeries = slices.series();
    bestSeries = slices.series();
    straight = new StraightRun(start, steps, slices, straightSeries);
    long recorded = Math.max(start, account.lastAt);
    best = new BestRun(steps, start, Math.max(recorded, until), recorded, slices, bestSeries);
    Repeats repeats = account.course.repeats;
    lines.forEachEnergy(line -> {
      if (line.phase == Phase.ACTIVE) {
        add(line, repeats.countsUntil(line.sequence));
      }
    });
    best.place(levels.descending());
  }

  private void add(EnergyLine line, long countsUntil) {
    if (line.from >= countsUntil) {
      repeatedJoules += line.joules;
      return;
    }
    long nanos = Math.min(line.to, countsUntil) - line.from;
    double joules = line.to > countsUntil ? line.joules * nanos / line.nanos() : line.joules;
    repeatedJoules += line.joules - joules;
    activeNanos += nanos;
    straight.add(nanos, joules);
    levels.add(nanos, joules);
  }

  long activeNanos() {
    return activeNanos;
  }
}
