package org.carbonaware.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.carbonaware.control.ControllerState.PAUSED;
import static org.carbonaware.control.ControllerState.PAUSING;
import static org.carbonaware.control.ControllerState.RESUMING;
import static org.carbonaware.control.ControllerState.RUNNING;
import static org.carbonaware.control.ControllerState.SUSPENDED;
import static org.carbonaware.ledger.RecordedRun.KWH;
import static org.carbonaware.ledger.RecordedRun.START;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.carbonaware.control.ControllerEvent.DecisionMade;
import org.carbonaware.control.ControllerEvent.LossObserved;
import org.carbonaware.control.ControllerEvent.MetersDescribed;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.energy.EnergyReading.Technique;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.footprint.Facility;
import org.carbonaware.ledger.RunAccount.ComponentTotal;
import org.carbonaware.ledger.RunAccount.EpochTotal;
import org.carbonaware.ledger.RunAccount.HourTotal;
import org.carbonaware.ledger.RunAccount.LossMoment;
import org.carbonaware.ledger.RunAccount.PauseTotal;
import org.carbonaware.ledger.RunAccount.Slice;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts of runs that were computed by hand. */
class RunAccountTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Offset<Double> EXACT = within(1e-6);
  private static final Boundary PUE_1_5 =
      new Boundary(Facility.ofPue(1.5, "made"), Optional.empty(), Optional.empty());

  @TempDir
  Path directory;

  private RunAccount account(RecordedRun run) {
    return RunAccount.read(run.write(directory));
  }

  /** Runs 5 to 6 at 100 g/kWh, pauses 6 to 7 at 400 g/kWh, runs 7 to 8 at 200 g/kWh; 1 kW. */
  private static RecordedRun pausedInTheMiddle() {
    return new RecordedRun()
        .within(PUE_1_5)
        .begin()
        .grid(100)
        .draw(HOUR, KWH)
        .grid(400)
        .become(PAUSING)
        .draw(MINUTE, 0.01 * KWH)
        .become(PAUSED)
        .draw(HOUR.minus(MINUTE.multipliedBy(2)), 0.1 * KWH)
        .become(RESUMING)
        .draw(MINUTE, 0.005 * KWH)
        .become(RUNNING)
        .grid(200)
        .draw(HOUR, KWH)
        .end(true);
  }

  @Test
  void gramsHaveTheFacilitysShareInThemAndJoulesHaveNot() {
    RunAccount account = account(pausedInTheMiddle());

    assertThat(account.boundary()).isEqualTo(PUE_1_5);
    assertThat(account.summary().joules()).isCloseTo(2.115 * KWH, EXACT);
    assertThat(account.summary().grams()).isCloseTo(1.5 * 346, EXACT);
    assertThat(account.summary().counterfactualGrams()).isCloseTo(1.5 * 500, EXACT);
    assertThat(account.hindsight().grams()).isCloseTo(1.5 * 300, EXACT);
    assertThat(account.hindsight().missingJoules()).isZero();
    assertThat(account.hindsight().from()).isEqualTo(START);
    assertThat(account.hindsight().to()).isEqualTo(START.plus(HOUR.multipliedBy(3)));
    assertThat(account.hours())
        .extracting(HourTotal::start)
        .containsExactly(START, START.plus(HOUR), START.plus(HOUR.multipliedBy(2)));
    assertThat(account.hours().get(1).grams()).isCloseTo(1.5 * 46, EXACT);
    assertThat(account.hours().get(1).activeJoules()).isZero();
    assertThat(account.hours().get(1).pausedJoules()).isCloseTo(0.115 * KWH, EXACT);
    assertThat(account.epochs()).hasSize(1);
    assertThat(account.epochs().get(0).grams()).isCloseTo(1.5 * 346, EXACT);
    assertThat(account.pauses()).hasSize(1);
    assertThat(account.pauses().get(0).grams()).isCloseTo(1.5 * 46, EXACT);
  }

  @Test
  void anotherBoundaryTakesTheRecordedOnesPlace() {
    Path file = pausedInTheMiddle().write(directory);
    RunAccount account = RunAccount.read(file, Boundary.DEFAULT);

    assertThat(account.boundary()).isEqualTo(Boundary.DEFAULT);
    assertThat(account.summary().grams()).isCloseTo(346, EXACT);
    assertThat(account.summary().joules()).isCloseTo(2.115 * KWH, EXACT);
    assertThat(account.footprint().locationGrams()).isCloseTo(346, EXACT);
  }

  @Test
  void anIntervalIsSplitEvenlyAtTheHoursOfUtc() {
    RunAccount account = account(new RecordedRun()
        .away(MINUTE.multipliedBy(45))
        .begin()
        .grid(120)
        .draw(MINUTE.multipliedBy(90), 0.9 * KWH)
        .gridUnknown()
        .draw(MINUTE.multipliedBy(45), 0.3 * KWH)
        .draw(HOUR, 0));

    List<HourTotal> hours = account.hours();
    assertThat(hours)
        .extracting(HourTotal::start)
        .containsExactly(START, START.plus(HOUR), START.plus(HOUR.multipliedBy(2)));
    assertThat(hours.get(0).activeJoules()).isCloseTo(0.15 * KWH, EXACT);
    assertThat(hours.get(1).activeJoules()).isCloseTo(0.6 * KWH, EXACT);
    assertThat(hours.get(2).activeJoules()).isCloseTo(0.45 * KWH, EXACT);
    assertThat(hours.get(0).grams()).isCloseTo(18, EXACT);
    assertThat(hours.get(1).grams()).isCloseTo(72, EXACT);
    assertThat(hours.get(2).grams()).isCloseTo(18, EXACT);
    assertThat(hours.get(2).joulesWithoutIntensity()).isCloseTo(0.3 * KWH, EXACT);
    assertThat(hours)
        .extracting(HourTotal::intensityKind, HourTotal::intensitySource)
        .containsOnly(tuple("measured", "made"));
  }

  @Test
  void anIntervalIsSpreadEvenlyOverTheEpochsItSpans() {
    RunAccount account = account(new RecordedRun()
        .begin()
        .grid(100)
        .draw(MINUTE, Map.of("gpu0", 60.0), 0, 0)
        .draw(MINUTE.multipliedBy(3), Map.of("gpu0", 300.0), 0, 2)
        .become(PAUSING)
        .draw(MINUTE, Map.of("gpu0", 10.0), 2, 2));

    List<EpochTotal> epochs = account.epochs();
    assertThat(epochs).extracting(EpochTotal::epoch).containsExactly(0L, 1L, 2L);
    assertThat(epochs)
        .extracting(EpochTotal::time)
        .containsExactly(MINUTE.multipliedBy(2), MINUTE, MINUTE.multipliedBy(2));
    assertThat(epochs.get(0).activeJoules()).isCloseTo(160, EXACT);
    assertThat(epochs.get(1).activeJoules()).isCloseTo(100, EXACT);
    assertThat(epochs.get(2).activeJoules()).isCloseTo(100, EXACT);
    assertThat(epochs.get(2).pausedJoules()).isCloseTo(10, EXACT);
    assertThat(epochs.get(0).grams()).isCloseTo(160 / KWH * 100, within(1e-12));
  }

  @Test
  void componentsAreWhatTheMetersSaid() {
    RecordedRun run = new RecordedRun().begin().grid(100);
    Component gpu = new Component(
        "gpu0", Kind.GPU, "H100", 0, Technique.NVML_ENERGY, Scope.DEVICE, 0.5, "its counter");
    Component ram = new Component(
        "memory", Kind.RAM, "", 0, Technique.SIZE_MODEL, Scope.ALLOCATION, 1, "0.375 W/GB");
    run.events.add(new MetersDescribed(run.now, List.of(gpu, ram)));
    run.draw(HOUR, Map.of("gpu0", 1000.0, "memory", 10.0, "cpu", 5.0), 0, 0)
        .become(PAUSING)
        .draw(HOUR, Map.of("gpu0", 100.0, "memory", 10.0), 0, 0);

    List<ComponentTotal> components = account(run).components();

    assertThat(components)
        .contains(
            new ComponentTotal(
                "gpu0",
                Kind.GPU,
                "H100",
                Technique.NVML_ENERGY,
                Scope.DEVICE,
                0.5,
                "its counter",
                1000,
                100),
            new ComponentTotal(
                "memory",
                Kind.RAM,
                "",
                Technique.SIZE_MODEL,
                Scope.ALLOCATION,
                1,
                "0.375 W/GB",
                10,
                10));
    assertThat(components)
        .extracting(ComponentTotal::name, ComponentTotal::kind, ComponentTotal::joules)
        .containsExactly(
            tuple("gpu0", Kind.GPU, 1100.0),
            tuple("memory", Kind.RAM, 20.0),
            tuple("cpu", Kind.CPU, 5.0));
  }

  @Test
  void aPauseSaysWhyWhenAndWhatItTook() {
    PauseTotal pause = account(pausedInTheMiddle()).pauses().get(0);

    assertThat(pause.from()).isEqualTo(START.plus(HOUR));
    assertThat(pause.to()).isEqualTo(START.plus(HOUR.multipliedBy(2)));
    assertThat(pause.ended()).isTrue();
    assertThat(pause.suspended()).isFalse();
    assertThat(pause.rule()).isEqualTo(Reason.Code.LIFECYCLE.label());
    assertThat(pause.reason()).isEqualTo("made to PAUSING");
    assertThat(pause.gramsPerKwh()).isEqualTo(400);
    assertThat(pause.joules()).isCloseTo(0.115 * KWH, EXACT);
  }

  @Test
  void aPauseThatNeverEndedReachesToTheEndOfTheRecord() {
    RunAccount account = account(new RecordedRun()
        .begin()
        .draw(HOUR, KWH)
        .become(PAUSING)
        .become(PAUSED)
        .draw(HOUR, 0.1 * KWH));

    PauseTotal pause = account.pauses().get(0);
    assertThat(pause.ended()).isFalse();
    assertThat(pause.to()).isEqualTo(START.plus(HOUR.multipliedBy(2)));
    assertThat(pause.gramsPerKwh()).isNaN();
    assertThat(pause.joules()).isCloseTo(0.1 * KWH, EXACT);
    assertThat(pause.grams()).isZero();
  }

  @Test
  void aSuspendedPauseGoesOnUntilTheNextProcessTrains() {
    RunAccount account = account(new RecordedRun()
        .begin()
        .grid(200)
        .draw(HOUR, KWH)
        .become(PAUSING)
        .draw(MINUTE, 0.01 * KWH)
        .checkpoint(1)
        .become(SUSPENDED)
        .away(HOUR)
        .begin()
        .draw(HOUR, KWH));

    PauseTotal pause = account.pauses().get(0);
    assertThat(account.pauses()).hasSize(1);
    assertThat(pause.suspended()).isTrue();
    assertThat(pause.ended()).isTrue();
    assertThat(pause.to()).isEqualTo(START.plus(HOUR.multipliedBy(2)).plus(MINUTE));
    assertThat(pause.joules()).isCloseTo(0.01 * KWH, EXACT);
    assertThat(account.summary().away()).isEqualTo(HOUR);
  }

  @Test
  void ofManyDecisionsTheFirstAndTheLastAreKept() {
    RecordedRun run = new RecordedRun().begin();
    for (int i = 0; i < 1203; i++) {
      run.away(MINUTE);
      Instant until = run.now.plus(HOUR);
      Decision decision = Decision.run(until, Reason.Code.LIFECYCLE, "decision " + i);
      run.events.add(new DecisionMade(run.now, decision, Optional.empty(), Optional.empty()));
    }
    RunAccount account = account(run);

    assertThat(account.decisions()).hasSize(1000);
    assertThat(account.droppedDecisions()).isEqualTo(203);
    assertThat(account.decisions().get(499).reason()).isEqualTo("decision 499");
    assertThat(account.decisions().get(500).reason()).isEqualTo("decision 703");
    assertThat(account.decisions().get(999).reason()).isEqualTo("decision 1202");
    assertThat(account.decisions().get(0).gramsPerKwh()).isNaN();
  }

  @Test
  void manyLossesAreThinnedEvenlyAndTheLastIsKept() {
    RecordedRun run = new RecordedRun().begin();
    for (int i = 1; i <= 10_000; i++) {
      run.events.add(new LossObserved(START.plusSeconds(i), i, 0, 1.0 / i));
    }
    run.events.add(new LossObserved(START.plusSeconds(10_000), 10_000, 0, Double.NaN));
    List<LossMoment> losses = account(run).losses();

    assertThat(losses).hasSizeBetween(1000, 2001);
    assertThat(losses.get(0).batches()).isEqualTo(1);
    assertThat(losses.get(losses.size() - 1))
        .isEqualTo(new LossMoment(START.plusSeconds(10_000), 10_000, 0, 1e-4));
    for (int i = 2; i < losses.size() - 1; i++) {
      assertThat(losses.get(i).batches() - losses.get(i - 1).batches()).isBetween(7L, 9L);
    }
  }

  @Test
  void slicesShowWhatRanAndWhen() {
    RunAccount account = account(new RecordedRun()
        .begin()
        .grid(100)
        .draw(Duration.ofMillis(1500), Map.of("gpu0", 300.0, "cpu", 30.0), 0, 0)
        .become(PAUSING)
        .draw(Duration.ofMillis(500), Map.of("gpu0", 10.0), 0, 0)
        .become(RUNNING)
        .away(Duration.ofSeconds(1))
        .grid(200)
        .draw(Duration.ofMillis(500), Map.of("gpu0", 100.0), 0, 0));

    List<Slice> slices = account.history().slices();
    assertThat(account.history().start()).isEqualTo(START);
    assertThat(account.history().step()).isEqualTo(Duration.ofSeconds(1));
    assertThat(slices)
        .extracting(Slice::runningShare, Slice::pausedShare, Slice::awayShare)
        .containsExactly(
            tuple(1.0, 0.0, 0.0), tuple(0.5, 0.5, 0.0), tuple(0.0, 0.0, 1.0), tuple(0.5, 0.0, 0.0));
    assertThat(slices.get(0).joules().get(Kind.GPU)).isCloseTo(200, EXACT);
    assertThat(slices.get(1).joules().get(Kind.GPU)).isCloseTo(110, EXACT);
    assertThat(slices.get(1).joules().get(Kind.CPU)).isCloseTo(10, EXACT);
    assertThat(slices).extracting(Slice::gramsPerKwh).containsExactly(100.0, 100.0, 100.0, 200.0);
    assertThat(slices.get(3).grams()).isCloseTo(100 / KWH * 200, within(1e-12));
    assertThat(slices.stream().mapToDouble(Slice::straightGrams).sum())
        .isCloseTo(account.summary().counterfactualGrams(), within(1e-12));
    assertThat(slices.get(3).straightGrams()).isZero();
    assertThat(slices.stream().mapToDouble(Slice::bestGrams).sum())
        .isCloseTo(account.hindsight().grams(), within(1e-12));
    assertThat(account.hindsight().grams()).isCloseTo(430 / KWH * 100, within(1e-12));
  }

  @Test
  void theHighestPowerGoesIntoTheCleanestHour() {
    RunAccount account = account(new RecordedRun()
        .begin()
        .grid(300)
        .draw(HOUR, 2 * KWH)
        .grid(100)
        .draw(HOUR, KWH)
        .become(PAUSING)
        .grid(50)
        .draw(HOUR, 0));

    assertThat(account.hindsight().grams()).isCloseTo(2 * 50 + 100, EXACT);
  }

  @Test
  void aRecordWithoutAStartIsRefused() throws IOException {
    Path empty = Files.createFile(directory.resolve("empty.jsonl"));
    assertThatThrownBy(() -> RunAccount.read(empty))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("empty.jsonl has no run-started line");
  }
}
