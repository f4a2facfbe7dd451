package org.carbonaware.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.carbonaware.grid.IntensitySeries;

/**
 * Solves {@link SwitchingPlan} on the outlook at every decision and does what its first slot says,
 * if that is worth the change. The horizon reaches to the deadline; where the outlook ends before,
 * the same hours of its last day stand in.
 */
record RecedingHorizon(double smallestGain) implements Policy {
  /** Enough slots to place pauses well within days, few enough to solve in a millisecond. */
  private static final int MOST_SLOTS = 400;

  private static final long SECONDS_PER_DAY = 86_400;

  RecedingHorizon {
    if (!(smallestGain >= 0 && smallestGain < 1)) {
      throw new IllegalArgumentException(
          "smallest gain " + smallestGain + ": expected a share from 0 to below 1");
    }
  }

  @Override
  public String name() {
    return "plan(changes for a gain of " + Text.percent(smallestGain) + ")";
  }

  @Override
  public Decision decide(Situation situation) {
    if (situation.outlook().isEmpty() || situation.outlook().get().mean().isEmpty()) {
      return Decision.run(
          situation.now().plus(situation.reaction()),
          Reason.Code.UNKNOWN_INTENSITY,
          "there is no outlook for the grid, so the training runs");
    }
    IntensitySeries outlook = situation.outlook().get();
    Slots slots = Slots.of(situation, outlook);
    if (slots.work() >= slots.gramsPerKwh().length) {
      return Decision.run(
          situation.job().deadline(), Reason.Code.DEADLINE, "no slack is left before the deadline");
    }
    SwitchingPlan plan = SwitchingPlan.solve(
        slots.gramsPerKwh(), slots.work(), slots.seconds(), situation.costs(), situation.running());
    return judge(situation, slots, plan);
  }

  private Decision judge(Situation situation, Slots slots, SwitchingPlan plan) {
    double stay = situation.running() ? plan.gramsRunningFirst() : plan.gramsPausingFirst();
    double change = situation.running() ? plan.gramsPausingFirst() : plan.gramsRunningFirst();
    boolean changes = change < stay - smallestGain * stay;
    boolean run = situation.running() != changes;
    boolean asPlanned = run == plan.running()[0];
    Instant until = asPlanned
        ? slots.endOfFirstBlock(plan.running())
        : situation.now().plus(situation.reaction());
    if (!asPlanned) {
      String text = "a change would save only " + Text.percent((stay - change) / stay)
          + " of what is left to emit";
      return run
          ? Decision.run(until, Reason.Code.SMALL_GAIN, text)
          : Decision.pause(until, Reason.Code.SMALL_GAIN, text);
    }
    double now = slots.gramsPerKwh()[0];
    if (run) {
      return Decision.run(
          until,
          Reason.Code.PLANNED_RUN,
          Text.intensity(now) + " now, among the cleanest hours before the deadline");
    }
    String text = Text.intensity(now) + " now, running hours ahead average "
        + Text.intensity(slots.meanWhereRunning(plan.running())) + "; waiting saves "
        + Text.percent(
            (plan.gramsRunningFirst() - plan.gramsPausingFirst()) / plan.gramsRunningFirst());
    return Decision.pause(until, Reason.Code.PLANNED_PAUSE, text);
  }

  /** The time up to the deadline in equal slots, with the intensity expected in each. */
  @SuppressWarnings("ArrayRecordComponent") // private, never compared
  private record Slots(Instant start, double seconds, double[] gramsPerKwh, int work) {
    static Slots of(Situation situation, IntensitySeries outlook) {
      double horizon = seconds(Duration.between(situation.now(), situation.job().deadline()));
      double step = outlook.step().toSeconds();
      // A slot no longer than an eighth of the work keeps rounding the work up to whole slots
      // harmless.
      double work = Math.max(1, seconds(situation.job().pessimisticWorkLeft()));
      double slot = Math.max(horizon / MOST_SLOTS, Math.min(step, Math.max(60, work / 8)));
      double[] values = new double[Math.max(1, (int) (horizon / slot))];
      for (int i = 0; i < values.length; i++) {
        values[i] = expected(outlook, situation.now().plusMillis((long) ((i + 0.5) * slot * 1000)));
      }
      return new Slots(situation.now(), slot, values, (int) Math.ceil(work / slot));
    }

    private static double expected(IntensitySeries outlook, Instant time) {
      Instant inside = time;
      if (!time.isBefore(outlook.end())) {
        long beyond = Duration.between(outlook.end(), time).toSeconds();
        inside = time.minusSeconds((beyond / SECONDS_PER_DAY + 1) * SECONDS_PER_DAY);
      }
      OptionalDouble value = outlook.at(inside);
      return value.isPresent() ? value.getAsDouble() : outlook.mean().orElseThrow();
    }

    private static double seconds(Duration duration) {
      return duration.toMillis() / 1000.0;
    }

    Instant endOfFirstBlock(boolean[] running) {
      int end = 1;
      while (end < running.length && running[end] == running[0]) {
        end++;
      }
      return start.plusMillis((long) (end * seconds * 1000));
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
}
