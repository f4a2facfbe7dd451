package org.carbonaware.simulate;

import java.time.Duration;
import java.time.Instant;
import org.carbonaware.plan.Costs;
import org.carbonaware.plan.Optimum;
import org.carbonaware.plan.Schedule;
import org.carbonaware.plan.Switching;

/**
 * The time of one job in equal slots, each of one intensity: the steps of the trace, or the longest
 * parts of them into which start, work and deadline fall evenly.
 *
 * @param gramsPerSlot what running each slot emits
 * @param slotSeconds how long a slot is
 * @param work slots of work
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, never compared
record StartWindow(double[] gramsPerSlot, long slotSeconds, int work) {
  /** A week of minutes. The exact optimum takes seconds then. */
  static final int MOST_SLOTS = 10_080;

  private static final double JOULES_PER_KWH = 3_600_000;

  static StartWindow of(
      EmittedGrams emitted, Instant start, Instant deadline, Duration work, double watts) {
    long from = (long) emitted.position(start);
    long length = Duration.between(start, deadline).toSeconds();
    long step = emitted.stepSeconds();
    long slot = slotSeconds(step, Math.floorMod(from, step), work.toSeconds(), length);
    int slots = (int) (length / slot);
    double kwh = watts * slot / JOULES_PER_KWH;
    double[] grams = new double[slots];
    for (int t = 0; t < slots; t++) {
      grams[t] = kwh * emitted.gramsPerKwh((double) from + t * slot);
    }
    return new StartWindow(grams, slot, (int) (work.toSeconds() / slot));
  }

  /** The longest slot into which all fall evenly. */
  private static long slotSeconds(long step, long phase, long work, long length) {
    long slot = divisor(divisor(step, phase), divisor(work, length));
    if (length / slot > MOST_SLOTS) {
      throw new IllegalArgumentException("steps of " + Duration.ofSeconds(step) + ", work of "
          + Duration.ofSeconds(work) + ", a start " + Duration.ofSeconds(phase)
          + " into a step and " + Duration.ofSeconds(length) + " to the deadline have no common"
          + " slot longer than " + Duration.ofSeconds(slot) + ": expected at most " + MOST_SLOTS
          + " slots; choose round lengths");
    }
    return slot;
  }

  private static long divisor(long one, long other) {
    return other == 0 ? one : divisor(other, one % other);
  }

  double runNow() {
    double sum = 0;
    for (int t = 0; t < work; t++) {
      sum += gramsPerSlot[t];
    }
    return sum;
  }

  /** The cheapest schedule with all costs. */
  RunOutcome switching(Costs costs) {
    return charged(schedule(Strategy.Kind.SWITCHING, costs), costs);
  }

  /** The schedule of a strategy that knows everything. */
  Schedule schedule(Strategy.Kind kind, Costs costs) {
    if (kind == Strategy.Kind.CONTIGUOUS) {
      return Optimum.contiguous(gramsPerSlot, work);
    }
    Switching switching = switching(slotSeconds, costs);
    boolean free = switching.idleShare() == 0
        && switching.idleGrams() == 0
        && switching.stopSlots() == 0
        && switching.startSlots() == 0;
    return free || kind == Strategy.Kind.OPTIMAL
        ? Optimum.interruptible(gramsPerSlot, work)
        : Optimum.switching(gramsPerSlot, work, switching);
  }

  /** Says when a schedule runs, until its work is done. */
  void record(Schedule schedule, Course.Recorder recorder) {
    int left = work;
    for (int t = 0; left > 0; t++) {
      boolean runs = schedule.share(t) > 0;
      recorder.add(Duration.ofSeconds((t + 1) * slotSeconds), runs);
      left -= runs ? 1 : 0;
    }
  }

  private static Switching switching(long slotSeconds, Costs costs) {
    double slotJoules = costs.runWatts() * slotSeconds;
    return Switching.energy(costs.suspendJoules() / slotJoules, costs.resumeJoules() / slotJoules)
        .withIdleShare(costs.pausedWatts() / costs.runWatts())
        .withIdleGrams(idleGrams(slotSeconds, costs));
  }

  private static double idleGrams(long slotSeconds, Costs costs) {
    return costs.pausedGramsPerHour() * slotSeconds / 3600.0;
  }

  RunOutcome interruptible(Costs costs) {
    return charged(schedule(Strategy.Kind.OPTIMAL, costs), costs);
  }

  RunOutcome contiguous(Costs costs) {
    return charged(schedule(Strategy.Kind.CONTIGUOUS, costs), costs);
  }

  /** What a schedule of whole slots emits with changes and pauses charged. */
  RunOutcome charged(Schedule schedule, Costs costs) {
    double slotJoules = costs.runWatts() * slotSeconds;
    double idle = costs.pausedWatts() / costs.runWatts();
    double idleGrams = idleGrams(slotSeconds, costs);
    double stop = costs.suspendJoules() / slotJoules;
    double start = costs.resumeJoules() / slotJoules;
    double grams = 0;
    int switches = 0;
    int left = work;
    boolean running = false;
    int t = 0;
    for (; left > 0; t++) {
      boolean runs = schedule.share(t) > 0;
      boolean first = left == work; // the first start is no change
      if (runs != running && !(runs && first)) {
        grams += gramsPerSlot[t] * (runs ? start : stop);
        switches++;
      }
      grams += gramsPerSlot[t] * (runs ? 1 : idle) + (runs ? 0 : idleGrams);
      left -= runs ? 1 : 0;
      running = runs;
    }
    return new RunOutcome(grams, switches, (double) (t - work) * slotSeconds, true);
  }
}
