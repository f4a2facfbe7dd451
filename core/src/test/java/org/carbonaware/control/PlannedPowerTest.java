package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.carbonaware.control.ControllerEvent.DecisionMade;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.EnergyReading;
import org.carbonaware.energy.ExpectedPower;
import org.carbonaware.energy.Hardware;
import org.carbonaware.energy.PowerModel;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.footprint.Facility;
import org.carbonaware.plan.Policies;
import org.junit.jupiter.api.Test;

/** Which power a decision is made on, and that it says so. */
class PlannedPowerTest {
  private static List<PlannedPower> powers(VirtualRun run) {
    return run.events.of(DecisionMade.class).stream()
        .map(DecisionMade::power)
        .flatMap(Optional::stream)
        .toList();
  }

  private static VirtualRun run() {
    VirtualRun run = new VirtualRun(HourlyGrid.flat(100));
    run.settings
        .expectedWork(Duration.ofHours(4))
        .deadline(Duration.ofHours(12))
        .policy(Policies.runNow());
    return run;
  }

  private static PlannedPower first(CarbonControllerBuilder settings) {
    RecordedEvents events = new RecordedEvents();
    try (CarbonController controller = settings
        .zone("DE")
        .grid(HourlyGrid.flat(100))
        .clock(new TestClock())
        .expectedWork(Duration.ofHours(4))
        .deadline(Duration.ofHours(12))
        .listener(events)
        .stopOnSignals(false, Duration.ofSeconds(1))
        .startWithoutThreads()) {
      controller.tick();
    }
    return events.of(DecisionMade.class).get(0).power().orElseThrow();
  }

  /** A meter of the user's own that knows nothing beforehand. */
  private static EnergyMeter silent() {
    return () -> new EnergyReading(List.of());
  }

  @Test
  void isWhatTheMeterExpectsUntilItHasMetered() {
    VirtualRun run = run();
    run.start();
    run.close();
    PlannedPower power = powers(run).get(0);
    assertThat(power.runWatts()).isEqualTo(50);
    assertThat(power.pausedWatts()).isEqualTo(5);
    assertThat(power.basis()).isEqualTo("expected, not metered for a minute yet: made up");
  }

  @Test
  void isMeteredAfterwardsFirstRunningThenPaused() {
    VirtualRun run = run();
    run.start();
    run.batches(2, Duration.ofMinutes(10));
    run.at(run.clock.instant().plus(Duration.ofHours(1)), () -> run.controller().resume());
    run.controller().pause();
    run.batches(2, Duration.ofMinutes(10));
    run.controller().pause();
    run.at(run.clock.instant().plus(Duration.ofHours(1)), () -> run.controller().resume());
    run.batches(2, Duration.ofMinutes(10));
    run.close();
    List<PlannedPower> powers = powers(run);
    assertThat(powers)
        .extracting(PlannedPower::basis)
        .contains("metered while running; paused by the share expected")
        .endsWith("metered");
    PlannedPower last = powers.get(powers.size() - 1);
    assertThat(last.runWatts())
        .as("200 W, and 50 W until the next round notices a pause")
        .isBetween(150.0, 200.0);
    assertThat(last.pausedWatts()).isCloseTo(VirtualRun.WAITING_WATTS + 20, within(1.0));
  }

  @Test
  void isTheFacilitys() {
    VirtualRun run = run();
    run.settings.boundary(
        new Boundary(Facility.ofPue(1.5, "a test"), Optional.empty(), Optional.empty()));
    run.start();
    run.close();
    assertThat(powers(run).get(0).runWatts()).isEqualTo(75);
  }

  @Test
  void isWhatWasToldWhereTheMeterExpectsNothing() {
    PlannedPower power =
        first(CarbonController.builder().meter(silent()).power(new PowerModel(30, 300)));
    assertThat(power)
        .isEqualTo(
            new PlannedPower(300, 30, "expected, not metered for a minute yet: as it was told"));
  }

  @Test
  void isWhatWasToldBesideTheGpusThatAreFound() {
    PlannedPower power = first(CarbonController.builder().power(new PowerModel(30, 300)));
    assertThat(power.runWatts()).isGreaterThanOrEqualTo(300);
    assertThat(power.basis()).endsWith("machine 30 to 300 W (as it was told)");
  }

  @Test
  void isTheProcessorsWhereNothingIsKnownOfTheRest() {
    PlannedPower power = first(CarbonController.builder().meter(silent()));
    ExpectedPower expected = ExpectedPower.ofProcessors(Hardware.detect());
    assertThat(power.runWatts()).isEqualTo(expected.fullWatts());
    assertThat(power.pausedWatts()).isEqualTo(expected.idleWatts());
    assertThat(power.basis()).endsWith(expected.basis());
  }

  @Test
  void aMeterThatExpectsNothingToBeDrawnIsNotBelieved() {
    EnergyMeter zero = new EnergyMeter() {
      @Override
      public EnergyReading read() {
        return new EnergyReading(List.of());
      }

      @Override
      public Optional<ExpectedPower> expectedPower() {
        return Optional.of(new ExpectedPower(0, 0, "charged by another rank"));
      }
    };
    assertThat(first(CarbonController.builder().meter(zero)).runWatts()).isPositive();
  }
}
