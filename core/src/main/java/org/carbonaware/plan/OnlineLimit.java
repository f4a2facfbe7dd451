package org.carbonaware.plan;

import java.util.Optional;

/**
 * Where the double threshold stands in a situation, in g/kWh. A slot of work is an hour or a little
 * less, so that the work is whole slots; the bounds are the recent range; a change is charged at
 * its upper bound.
 *
 * @param thresholds the rule
 * @param work slots of work, those done included
 * @param accepted slots of work done, fewer than all
 * @param idleShare what a paused machine draws for each hour of work moved if all slack is waited
 *     away, in hours of running power
 * @param range the bounds
 */
record OnlineLimit(
    DoubleThreshold thresholds, int work, int accepted, double idleShare, RecentRange range) {
  private static final double SLOT_SECONDS = 3600;

  /** Thresholds hardly move any more with more slots. */
  private static final int MOST_SLOTS = 200;

  /** Above any grid's intensity, and low enough to reckon with. */
  private static final double MOST_GRAMS_PER_KWH = 1e6;

  /** A bound of 0 would leave no ratio finite. */
  private static final double LEAST_SHARE = 1e-3;

  /** Empty if no range is known or it has no width. */
  static Optional<OnlineLimit> of(Situation situation) {
    return situation.recent().flatMap(range -> of(situation, range));
  }

  private static Optional<OnlineLimit> of(Situation situation, RecentRange range) {
    double upper = Math.min(MOST_GRAMS_PER_KWH, range.highGramsPerKwh());
    double lower = Math.max(range.lowGramsPerKwh(), LEAST_SHARE * upper);
    if (!(lower < upper && lower > 0)) {
      return Optional.empty();
    }
    Job job = situation.job();
    Costs costs = situation.costs();
    double done = Moments.seconds(job.workDone());
    double total = Math.max(1, done + Moments.seconds(job.workLeft()));
    int work = (int) Math.max(1, Math.min(MOST_SLOTS, Math.ceil(total / SLOT_SECONDS - 1e-6)));
    double slotJoules = costs.runWatts() * total / work;
    double change = (costs.suspendJoules() + costs.resumeJoules()) / slotJoules * upper / 2;
    DoubleThreshold thresholds =
        DoubleThreshold.observed(work, upper, lower, change, DoubleThreshold.Closing.TIGHT);
    return Optional.of(new OnlineLimit(
        thresholds,
        work,
        (int) Math.min(work - 1, done / total * work + 1e-6),
        costs.pausedWatts() / costs.runWatts() * hoursPausedPerHourOfWork(situation),
        range));
  }

  /** If it waited as long as it can; a pause moves an hour of work for an hour at best. */
  private static double hoursPausedPerHourOfWork(Situation situation) {
    Job job = situation.job();
    double slack = Moments.seconds(Moments.between(situation.now(), job.deadline()))
        - Moments.seconds(job.pessimisticWorkLeft());
    return Math.max(1, slack / Math.max(1, Moments.seconds(job.workLeft())));
  }

  /** Whether waiting could pay at all: it draws power for what it moves. */
  boolean pauseCanPay() {
    return (1 - idleShare) * range.highGramsPerKwh() > range.lowGramsPerKwh();
  }

  /** Up to which intensity to run. */
  double gramsPerKwh(boolean running) {
    return afterIdling(
        running ? thresholds.whileRunning(accepted) : thresholds.whilePaused(accepted));
  }

  /** A threshold, as what waiting would draw counts against it. */
  double afterIdling(double gramsPerKwh) {
    return gramsPerKwh / (1 - idleShare);
  }
}
