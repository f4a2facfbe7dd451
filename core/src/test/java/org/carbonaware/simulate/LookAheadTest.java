package org.carbonaware.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.carbonaware.forecast.ErrorCarry;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.forecast.LogRidge;
import org.carbonaware.forecast.Persistence;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.plan.Costs;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Policies;
import org.carbonaware.plan.Policy;
import org.carbonaware.plan.Situation;
import org.junit.jupiter.api.Test;

/** Overwriting all that a trace holds from a moment on changes no decision made before. */
class LookAheadTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int HOURS = 24 * 80;
  private static final int FIRST = 24 * 70;

  private static final class Recording implements Policy {
    private final Policy policy;
    private final Map<Instant, Decision> decisions = new LinkedHashMap<>();

    Recording(Policy policy) {
      this.policy = policy;
    }

    @Override
    public String name() {
      return policy.name();
    }

    @Override
    public Decision decide(Situation situation) {
      Decision decision = policy.decide(situation);
      decisions.put(situation.now(), decision);
      return decision;
    }
  }

  private static double[] values() {
    SplittableRandom random = new SplittableRandom(42);
    double[] values = new double[HOURS];
    double noise = 0;
    for (int i = 0; i < HOURS; i++) {
      noise = 0.9 * noise + random.nextDouble(-20, 20);
      values[i] = Math.max(10, 300 + 100 * Math.sin(i * Math.PI / 12) + noise);
    }
    return values;
  }

  private static Map<Instant, Decision> decisions(double[] values, Foresight foresight) {
    IntensitySeries trace = RandomGrids.series(HOUR, values);
    Recording policy = new Recording(Policies.plan());
    SimulationSettings settings = new SimulationSettings(
        Duration.ofHours(12),
        Duration.ofHours(36),
        new Costs(1000, 0, Duration.ZERO, Duration.ZERO, 1e5, 1e5),
        HOUR,
        Tail.TRUNCATE);
    Simulation.of(settings, List.of(Strategy.planned("plan", foresight, policy, HOUR)))
        .run(
            List.of(trace),
            Starts.only(RandomGrids.START.plus(HOUR.multipliedBy(FIRST))),
            (done, all) -> {});
    return policy.decisions;
  }

  private static Map<Instant, Decision> before(Map<Instant, Decision> decisions, Instant moment) {
    Map<Instant, Decision> before = new LinkedHashMap<>(decisions);
    before.keySet().removeIf(at -> !at.isBefore(moment));
    return before;
  }

  @Test
  void nothingIsDecidedByWhatIsStillToCome() {
    List<Supplier<Forecaster>> models =
        List.of(Persistence::new, LogRidge::new, () -> new ErrorCarry(new LogRidge()));
    for (Supplier<Forecaster> model : models) {
      for (boolean once : new boolean[] {false, true}) {
        Foresight every = Foresight.forecasts("model", model);
        Foresight foresight = once ? every.once() : every;
        Map<Instant, Decision> decisions = decisions(values(), foresight);
        assertThat(decisions).hasSizeGreaterThan(1);
        for (int hour = FIRST; hour < FIRST + 48; hour += 5) {
          double[] overwritten = values();
          Arrays.fill(overwritten, hour, HOURS, 1);
          Instant moment = RandomGrids.START.plus(HOUR.multipliedBy(hour));
          // At the moment itself the present intensity is another, but no plan looks at it.
          assertThat(before(decisions(overwritten, foresight), moment))
              .isEqualTo(before(decisions, moment));
        }
      }
    }
  }
}
