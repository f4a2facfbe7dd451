package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;
import org.ojalgo.optimisation.integer.IntegerStrategy;

/**
 * The switching optimum against an integer programme that shares no line with it. The solver,
 * ojAlgo 57.1.0, now and then takes a dearer solution for the best: so it may find nothing cheaper,
 * must find the same nearly always, and must agree on what our schedule emits.
 */
@Tag("slow")
class OptimumByIntegerProgramTest {
  private static final int SLOTS = 24;

  private static Switching random(SplittableRandom random) {
    return new Switching(
        random.nextBoolean() ? 0 : random.nextDouble(0.1),
        random.nextDouble(0.3),
        random.nextDouble(0.3),
        random.nextDouble(30),
        random.nextDouble(30),
        random.nextInt(1, 5),
        random.nextInt(1, 5),
        true,
        true,
        random.nextBoolean() ? 0 : random.nextDouble(30));
  }

  /** Variables by slot: runs, starts, stops, and whether work is left. */
  private static final class Programme {
    private final ExpressionsBasedModel model = new ExpressionsBasedModel();
    private final Variable[] runs = new Variable[SLOTS];
    private final Variable[] starts = new Variable[SLOTS];
    private final Variable[] stops = new Variable[SLOTS + 1];
    private final Variable[] unfinished = new Variable[SLOTS];

    Programme(double[] grams, int work, Switching s) {
      model.options.integer(IntegerStrategy.newConfigurable().withParallelism(() -> 1));
      for (int t = 0; t < SLOTS; t++) {
        double idle = s.idleShare() * grams[t] + s.idleGrams();
        runs[t] = variable("runs", t, grams[t] - idle);
        unfinished[t] = variable("unfinished", t, idle);
        starts[t] = variable("starts", t, s.startSlots() * grams[t] + s.startGrams());
      }
      for (int t = 0; t <= SLOTS; t++) {
        double last = grams[Math.min(t, SLOTS - 1)];
        stops[t] = variable("stops", t, s.stopSlots() * last + s.stopGrams());
      }
      Expression done = model.newExpression("work").level(work);
      for (int t = 0; t < SLOTS; t++) {
        done.set(runs[t], 1);
      }
      for (int t = 0; t <= SLOTS; t++) {
        change(t);
      }
      for (int t = 0; t < SLOTS; t++) {
        atMost("unfinished while running", 0).set(runs[t], 1).set(unfinished[t], -1);
        if (t > 0) {
          atMost("unfinished before", 0).set(unfinished[t], 1).set(unfinished[t - 1], -1);
        }
        for (int u = t; u < Math.min(SLOTS, t + s.minimumRun()); u++) {
          atMost("run", 1).set(starts[t], 1).set(unfinished[u], 1).set(runs[u], -1);
        }
        for (int u = t; u < Math.min(SLOTS, t + s.minimumPause()); u++) {
          atMost("pause", 1).set(stops[t], 1).set(runs[u], 1);
        }
      }
    }

    private Variable variable(String name, int slot, double grams) {
      return model.newVariable(name + slot).binary().weight(grams);
    }

    private Expression atMost(String name, int limit) {
      return model.newExpression(name + model.countExpressions()).upper(limit);
    }

    /** One start more than stops where it runs after a slot of pause, one less the other way. */
    private void change(int t) {
      Expression change = model.newExpression("change" + t).level(0).set(stops[t], 1);
      if (t < SLOTS) {
        change.set(runs[t], 1).set(starts[t], -1);
        atMost("either", 1).set(starts[t], 1).set(stops[t], 1);
      }
      if (t > 0) {
        change.set(runs[t - 1], -1);
      }
    }

    Programme with(Schedule schedule) {
      for (int t = 0; t < SLOTS; t++) {
        runs[t].level(schedule.share(t));
      }
      return this;
    }

    double grams() {
      Optimisation.Result result = model.minimise();
      assertThat(result.getState().isOptimal()).isTrue();
      return result.getValue();
    }
  }

  @Test
  void theIntegerProgrammeFindsNothingCheaper() {
    SplittableRandom random = new SplittableRandom(42);
    int interrupted = 0;
    int same = 0;
    for (int i = 0; i < 20; i++) {
      double[] grams = random.doubles(SLOTS, 50, 600).toArray();
      int work = random.nextInt(1, SLOTS);
      Switching switching = random(random);
      Schedule schedule = Optimum.switching(grams, work, switching);
      double ours = new Programme(grams, work, switching).with(schedule).grams();
      double theirs = new Programme(grams, work, switching).grams();
      assertThat(ours).as("%s", switching).isCloseTo(schedule.grams(), offset(1e-6));
      assertThat(theirs).as("%s", switching).isGreaterThan(schedule.grams() - 1e-6);
      same += theirs < schedule.grams() + 1e-6 ? 1 : 0;
      interrupted += schedule.runs() > 1 ? 1 : 0;
    }
    assertThat(same).isGreaterThanOrEqualTo(18);
    assertThat(interrupted).isGreaterThan(5);
  }
}
