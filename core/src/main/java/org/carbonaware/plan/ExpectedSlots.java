package org.carbonaware.plan;

import java.time.Duration;
import java.time.Instant;
import org.carbonaware.grid.IntensitySeries;

/**
 * The time up to the deadline in equal slots, with the mean intensity expected in each. Where the
 * outlook ends before, the same hours of its last day stand in; where it has a gap, its mean.
 *
 * @param start when the first slot begins
 * @param seconds the length of a slot
 * @param gramsPerKwh the mean intensity of each slot, at least one
 * @param work how many slots of work are left, at least 1
 * @param present what is expected of the first second
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, never compared
record ExpectedSlots(
    Instant start, double seconds, double[] gramsPerKwh, int work, double present) {
  /** Enough slots to place pauses well within days, few enough to solve in a millisecond. */
  private static final int MOST_SLOTS = 400;

  /** Slack beyond a week gains nothing: what is known of those days is this week's. */
  private static final double MOST_SLACK_SECONDS = Duration.ofDays(7).toSeconds();

  /** Within slots longer than this all outlooks are alike. */
  private static final double LONGEST_SLOT_SECONDS = Duration.ofDays(7).toSeconds();

  private static final double ROUNDING = 1e-6;

  private static final double JOULES_PER_KWH = 3_600_000;

  private static final double SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();

  static ExpectedSlots of(Situation situation, IntensitySeries outlook) {
    double work = Math.max(1, Moments.seconds(situation.job().pessimisticWorkLeft()));
    double horizon = Math.min(
        Moments.seconds(Duration.between(situation.now(), situation.job().deadline()))
            - reserve(situation),
        work + MOST_SLACK_SECONDS);
    double step = outlook.step().toSeconds();
    double slot = slot(step, Math.max(work / 8, Moments.seconds(situation.reaction())), horizon);
    double[] values = new double[Math.max(1, (int) (horizon / slot + ROUNDING))];
    double begin = Moments.seconds(Duration.between(outlook.start(), situation.now()));
    double mean = outlook.mean().orElseThrow();
    for (int i = 0; i < values.length; i++) {
      values[i] = mean(outlook, mean, begin + i * slot, begin + (i + 1) * slot);
    }
    return new ExpectedSlots(
        situation.now(),
        slot,
        values,
        (int) Math.ceil(work / slot - ROUNDING),
        mean(outlook, mean, begin, begin + 1));
  }

  /**
   * Whole slots in a step of the outlook, or whole steps in a slot: a slot across a change of the
   * intensity blurs it. A slot no longer than an eighth of the work keeps rounding the work up to
   * whole slots harmless; one shorter than the time between two looks can't be kept to.
   */
  private static double slot(double step, double shortest, double horizon) {
    double finest = Math.min(step, Math.max(60, shortest));
    double slot = step / Math.ceil(step / finest - ROUNDING);
    double least = horizon / MOST_SLOTS;
    return slot >= least
        ? slot
        : least <= step ? step / Math.floor(step / least) : step * Math.ceil(least / step);
  }

  /**
   * What can't be used. The guard ends a pause at the last look from which another would be too
   * late, and looks come at the reaction's distance: a plan that counts on more is cut short.
   */
  private static double reserve(Situation situation) {
    Job job = situation.job();
    double checkpoint = Moments.seconds(situation.costs().checkpointTime());
    double pause = Moments.seconds(Duration.between(situation.now(), job.deadline()))
        - Moments.seconds(job.pessimisticWorkLeft())
        - Moments.seconds(situation.costs().restoreTime())
        - checkpoint;
    double reaction = Moments.seconds(situation.reaction());
    double beyondTheLastLook = pause > 0 && reaction > 0 ? pause % reaction : 0;
    return checkpoint + (reaction - beyondTheLastLook < ROUNDING ? 0 : beyondTheLastLook);
  }

  /** The mean from one time to another, in seconds from the start of the outlook. */
  private static double mean(IntensitySeries outlook, double absent, double from, double to) {
    if (to - from > LONGEST_SLOT_SECONDS) {
      return absent;
    }
    double step = outlook.step().toSeconds();
    double end = outlook.size() * step;
    double sum = 0;
    double at = from;
    while (at < to) {
      double stepEnd = (Math.floor(at / step) + 1) * step;
      double next = stepEnd > at ? Math.min(to, stepEnd) : to; // far away doubles lie apart
      double days = at < end ? 0 : Math.floor((at - end) / SECONDS_PER_DAY) + 1;
      int index = (int) Math.floor((at - days * SECONDS_PER_DAY) / step);
      double value = index < 0 || index >= outlook.size() ? Double.NaN : outlook.gramsPerKwh(index);
      sum += (next - at) * (Double.isNaN(value) ? absent : value);
      at = next;
    }
    return sum / (to - from);
  }

  /** The intensity of the first slot: that of now, or a mean of now and later. */
  String firstInWords() {
    String first = Text.intensity(gramsPerKwh[0]);
    return first.equals(Text.intensity(present))
        ? first + " now"
        : first + " on average until " + Text.time(endOf(1));
  }

  /** The moment after so many slots. */
  Instant endOf(int slots) {
    return Moments.plus(start, Duration.ofMillis((long) (slots * seconds * 1000)));
  }

  /** What a slot of running emits at the mean intensity. */
  double meanSlotGrams(Costs costs) {
    return mean() * costs.runWatts() * seconds / JOULES_PER_KWH;
  }

  double mean() {
    double sum = 0;
    for (double value : gramsPerKwh) {
      sum += value;
    }
    return sum / gramsPerKwh.length;
  }

  double meanWhereRunning(boolean[] running) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < running.length; i++) {
      sum += running[i] ? gramsPerKwh[i] : 0;
      count += running[i] ? 1 : 0;
    }
    return count == 0 ? 0 : sum / count;
  }
}
