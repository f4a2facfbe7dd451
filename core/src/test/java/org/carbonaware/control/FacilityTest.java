package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.carbonaware.control.ControllerEvent.EnergyUsed;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.footprint.Embodied;
import org.carbonaware.footprint.Facility;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Policy;
import org.carbonaware.plan.Reason;
import org.carbonaware.plan.Situation;
import org.junit.jupiter.api.Test;

/**
 * What a facility adds to the computer's energy is in what policies are told, not in the meters.
 */
class FacilityTest {
  private static final double PUE = 1.5;

  private final List<Situation> situations = new ArrayList<>();

  @Test
  void policiesAreToldOfTheFacilitysPowerAndEmissions() {
    VirtualRun run = new VirtualRun(HourlyGrid.flat(100));
    run.settings
        .expectedWork(Duration.ofHours(4))
        .deadline(Duration.ofHours(12))
        .boundary(new Boundary(Facility.ofPue(PUE, "a test"), Optional.empty(), Optional.empty()))
        .policy(new Watching());
    run.start();
    run.batches(6, Duration.ofMinutes(10));
    run.close();

    double watts = VirtualRun.RUNNING_WATTS + 20;
    double joules =
        run.events.of(EnergyUsed.class).stream().mapToDouble(EnergyUsed::joules).sum();
    assertThat(joules).isCloseTo(watts * 3600, within(1e-6));
    Situation last = situations.get(situations.size() - 1);
    double hours = Duration.between(TestClock.START, last.now()).toSeconds() / 3600.0;
    assertThat(last.past().orElseThrow().grams())
        .isCloseTo(PUE * watts / 1000 * hours * 100, within(1e-9));
    assertThat(situations.get(0).costs().runWatts())
        .as("assumed, before any was metered")
        .isCloseTo(PUE * SwitchedMeter.EXPECTED_WATTS, within(1e-9));
    assertThat(last.past().orElseThrow().runNowGrams())
        .isCloseTo(last.costs().runWatts() / 1000 * hours * 100, within(1e-9));
  }

  @Test
  void policiesAreToldWhatAPauseKeepsOfTheHardware() {
    Embodied hardware = new Embodied(87_660_000, Duration.ofDays(1461), 0.5, "a test");
    VirtualRun run = new VirtualRun(HourlyGrid.flat(100));
    run.settings
        .expectedWork(Duration.ofHours(4))
        .deadline(Duration.ofHours(12))
        .boundary(new Boundary(Facility.UNKNOWN, Optional.empty(), Optional.of(hardware)))
        .policy(new Watching());
    run.start();
    run.batch(Duration.ofMinutes(10));
    run.at(TestClock.START.plus(Duration.ofHours(1)), () -> run.controller().resume());
    run.controller().pause();
    run.batches(2, Duration.ofMinutes(10));
    run.close();

    assertThat(situations)
        .allMatch(situation -> Math.abs(situation.costs().pausedGramsPerHour() - 1250) < 1);
    double pausedHours = 45 / 60.0; // the next round of the controller notices the pause
    double emitted = run.events.of(EnergyUsed.class).stream()
        .mapToDouble(used -> used.grams().orElseThrow())
        .sum();
    Situation last = situations.get(situations.size() - 1);
    double perHour = last.costs().pausedGramsPerHour();
    assertThat(last.past().orElseThrow().grams())
        .isCloseTo(emitted + pausedHours * perHour, within(1e-6));
  }

  private final class Watching implements Policy {
    @Override
    public String name() {
      return "watching";
    }

    @Override
    public Decision decide(Situation situation) {
      situations.add(situation);
      return Decision.run(
          situation.now().plus(Duration.ofHours(1)), Reason.Code.CLEAN_NOW, "a test");
    }
  }
}
