package org.carbonaware.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.carbonaware.control.ControllerState.FINISHED;
import static org.carbonaware.control.ControllerState.PAUSED;
import static org.carbonaware.control.ControllerState.PAUSING;
import static org.carbonaware.control.ControllerState.RESUMING;
import static org.carbonaware.control.ControllerState.RUNNING;
import static org.carbonaware.control.ControllerState.SUSPENDED;
import static org.carbonaware.ledger.RecordedRun.KWH;
import static org.carbonaware.ledger.RecordedRun.START;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerEvent.IntensityObserved;
import org.carbonaware.control.ControllerEvent.RunStarted;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.Provenance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose figures were computed by hand. */
class RunSummaryTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Offset<Double> EXACT = within(1e-9);

  /** Runs 5 to 6 at 100 g/kWh, pauses 6 to 7 at 400 g/kWh, runs 7 to 8 at 200 g/kWh; 1 kW. */
  private static RecordedRun pausedInTheMiddle() {
    return new RecordedRun()
        .begin()
        .grid(100)
        .draw(HOUR, KWH)
        .grid(400)
        .become(PAUSING)
        .draw(MINUTE, 0.01 * KWH)
        .checkpoint(50)
        .become(PAUSED)
        .draw(HOUR.minus(MINUTE.multipliedBy(2)), 0.1 * KWH)
        .become(RESUMING)
        .draw(MINUTE, 0.005 * KWH)
        .become(RUNNING)
        .grid(200)
        .draw(HOUR, KWH)
        .become(FINISHED)
        .end(true);
  }

  @Test
  void aPauseInADirtyHourAvoidsThatHourAndCostsItsIdling() {
    RunSummary run = pausedInTheMiddle().summary();

    assertThat(run.active().grams()).isCloseTo(300, EXACT);
    assertThat(run.switching().grams()).isCloseTo(6, EXACT);
    assertThat(run.standing().grams()).isCloseTo(40, EXACT);
    assertThat(run.pauses().grams()).isCloseTo(46, EXACT);
    assertThat(run.pauses().joules()).isCloseTo(0.115 * KWH, EXACT);
    assertThat(run.grams()).isCloseTo(346, EXACT);
    assertThat(run.joules()).isCloseTo(2.115 * KWH, within(1e-6));
    assertThat(run.counterfactualGrams()).isCloseTo(100 + 400, EXACT);
    assertThat(run.avoidedGrams()).isCloseTo(154, EXACT);
    assertThat(run.counterfactualMissingJoules()).isZero();
    assertThat(run.joulesWithoutIntensity()).isZero();

    assertThat(run.active().time()).isEqualTo(HOUR.multipliedBy(2));
    assertThat(run.standing().time()).isEqualTo(Duration.ofMinutes(58));
    assertThat(run.away()).isZero();
    assertThat(run.delay()).isEqualTo(HOUR);
    assertThat(run.slackLeft()).isEqualTo(Duration.ofHours(21));
    assertThat(run.pauseCount()).isEqualTo(1);
    assertThat(run.checkpoints()).isEqualTo(1);
    assertThat(run.state()).isEqualTo("FINISHED");
    assertThat(run.complete()).isTrue();
    assertThat(run.batches()).isEqualTo(100);
    assertThat(run.epochs()).isEqualTo(10);
    assertThat(run.methods()).containsExactly("estimated");
    assertThat(run.intensityKinds()).containsExactly("measured");
    assertThat(run.intensitySources()).containsExactly("made");
  }

  @Test
  void aFileGivesTheFiguresOfItsEvents(@TempDir Path directory) {
    RecordedRun run = pausedInTheMiddle();
    Ledger ledger = Ledger.in(directory);
    run.events.forEach(ledger::onEvent);
    ledger.onClose();

    assertThat(ledger.summary()).isEqualTo(run.summary());
    assertThat(ledger.lostLines()).isZero();
  }

  @Test
  void energyAtUnknownIntensityIsToldAndEmitsNothing() {
    RunSummary run = new RecordedRun()
        .begin()
        .grid(100)
        .draw(HOUR, KWH)
        .gridUnknown()
        .draw(HOUR, 3 * KWH)
        .grid(200)
        .draw(HOUR, KWH)
        .summary();

    assertThat(run.grams()).isCloseTo(300, EXACT);
    assertThat(run.joules()).isCloseTo(5 * KWH, within(1e-6));
    assertThat(run.joulesWithoutIntensity()).isCloseTo(3 * KWH, within(1e-6));
    assertThat(run.counterfactualGrams()).isCloseTo(300, EXACT);
    assertThat(run.counterfactualMissingJoules()).isCloseTo(3 * KWH, within(1e-6));
  }

  @Test
  void oldAnswersAndMixedFiguresAreTold() {
    RecordedRun recorded = new RecordedRun().begin().grid(100).draw(HOUR, KWH);
    Provenance stale =
        new Provenance("made", Provenance.Kind.FORECAST, Freshness.stale(Duration.ofHours(3)));
    recorded.events.add(new IntensityObserved(
        recorded.now, new Intensity(90, Basis.LIFECYCLE, recorded.now, stale)));
    assertThat(recorded.summary().intensityKinds()).containsExactly("measured", "stale forecast");
    assertThat(recorded.summary().warnings()).isEmpty();

    recorded.events.add(new RunStarted(
        recorded.now,
        "run-1",
        RecordedRun.START,
        RecordedRun.START.plus(Duration.ofHours(24)),
        "DE",
        "direct",
        "plan",
        Optional.empty(),
        Optional.empty(),
        Boundary.DEFAULT,
        Duration.ofMinutes(1)));
    RunSummary mixed = recorded.summary();
    assertThat(mixed.basis()).isEqualTo("lifecycle, direct");
    assertThat(mixed.warnings()).anyMatch(text -> text.contains("(lifecycle, direct)"));
  }

  @Test
  void pausingInACleanHourIsANegativeAvoidance() {
    RunSummary run = new RecordedRun()
        .begin()
        .grid(50)
        .become(PAUSING)
        .become(PAUSED)
        .draw(HOUR, 0.1 * KWH)
        .become(RESUMING)
        .become(RUNNING)
        .grid(500)
        .draw(HOUR, KWH)
        .summary();

    assertThat(run.counterfactualGrams()).isCloseTo(50, EXACT);
    assertThat(run.avoidedGrams()).isCloseTo(50 - 500 - 5, EXACT);
  }

  @Test
  void aSuspendedRunCountsWhatTheGridDidMeanwhile() {
    RunSummary run = new RecordedRun()
        .begin()
        .grid(100)
        .draw(HOUR, KWH)
        .become(PAUSING)
        .become(SUSPENDED)
        .end(false)
        .away(HOUR)
        .begin()
        .observed(START.plus(HOUR), 300)
        .grid(200)
        .draw(HOUR, KWH)
        .become(FINISHED)
        .end(true)
        .summary();

    assertThat(run.grams()).isCloseTo(300, EXACT);
    assertThat(run.counterfactualGrams()).isCloseTo(100 + 300, EXACT);
    assertThat(run.counterfactualMissingJoules()).isZero();
    assertThat(run.pauseCount()).isEqualTo(1);
    assertThat(run.away()).isEqualTo(HOUR);
    assertThat(run.delay()).isEqualTo(HOUR);
    assertThat(run.complete()).isTrue();
  }

  @Test
  void whatNobodyObservedBetweenTwoProcessesIsUnknown() {
    RunSummary run = new RecordedRun()
        .begin()
        .grid(100)
        .draw(HOUR, KWH)
        .checkpoint(40)
        .away(HOUR)
        .begin()
        .observed(START.plus(Duration.ofMinutes(105)), 200) // holds from a quarter before
        .draw(HOUR, KWH)
        .summary();

    assertThat(run.counterfactualMissingJoules()).isCloseTo(0.75 * KWH, within(1e-6));
    assertThat(run.counterfactualGrams()).isCloseTo(100 + 0.25 * 200, EXACT);
  }

  @Test
  void aKilledRunKeepsItsRecordAndAvoidsNothingByTrainingAgain() {
    RecordedRun killed = new RecordedRun()
        .begin()
        .grid(100)
        .draw(HOUR, KWH)
        .checkpoint(40)
        .draw(Duration.ofMinutes(30), 0.5 * KWH); // trained in vain

    RunSummary before = killed.summary();
    assertThat(before.state()).isEqualTo("RUNNING");
    assertThat(before.complete()).isFalse();
    assertThat(before.batches()).isEqualTo(40);
    assertThat(before.endedAt()).isEqualTo(START.plus(Duration.ofMinutes(90)));

    RunSummary after = killed
        .away(Duration.ofMinutes(30))
        .begin()
        .observed(START.plus(HOUR), 300)
        .grid(200)
        .draw(HOUR, KWH)
        .become(FINISHED)
        .end(true)
        .summary();
    assertThat(after.active().joules()).isCloseTo(2.5 * KWH, within(1e-6));
    assertThat(after.grams()).isCloseTo(100 + 50 + 200, EXACT);
    // Without the half hour in vain: half an hour booked at 100, then half an hour at 300.
    assertThat(after.counterfactualGrams()).isCloseTo(100 + 50 + 150, EXACT);
    assertThat(after.warnings()).singleElement().asString().startsWith("500 Wh of training");
    assertThat(after.pauseCount()).isZero();
    assertThat(after.away()).isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void aCheckpointInTheMiddleOfAnIntervalCutsIt() {
    RecordedRun run = new RecordedRun().begin().grid(100);
    run.now = START.plus(Duration.ofMinutes(45));
    run.checkpoint(30);
    run.now = START;
    RunSummary summary = run.draw(HOUR, KWH).begin().grid(100).draw(HOUR, KWH).summary();

    assertThat(summary.grams()).isCloseTo(200, EXACT);
    assertThat(summary.counterfactualGrams()).isCloseTo(75 + 100, EXACT);
  }

  @Test
  void aSuspendedRunHasNothingToTrainAgain() {
    RecordedRun run = new RecordedRun().begin().grid(100).checkpoint(40).draw(HOUR, KWH);
    RunSummary summary = run.become(PAUSING)
        .become(SUSPENDED)
        .away(HOUR)
        .begin()
        .grid(100)
        .draw(HOUR, KWH)
        .summary();

    assertThat(summary.counterfactualMissingJoules() / KWH * 100 + summary.counterfactualGrams())
        .isCloseTo(200, EXACT);
    assertThat(summary.warnings()).isEmpty();
  }

  @Test
  void observationsOutOfOrderOrTwiceChangeNothing() {
    double[] inOrder = counterfactualOfGap(1, 2, 3, 4);
    assertThat(counterfactualOfGap(4, 2, 1, 3)).isEqualTo(inOrder);
    assertThat(counterfactualOfGap(1, 1, 2, 3, 3, 4, 2)).isEqualTo(inOrder);
    assertThat(inOrder).containsExactly(100 + 0.1 + 0.2 + 0.3 + 0.4, 0);
  }

  /** One hour at 100 g/kWh, four away in which the hour h had h g/kWh, then 0.4 kWh in four. */
  private static double[] counterfactualOfGap(int... hours) {
    RecordedRun run = new RecordedRun()
        .begin()
        .grid(100)
        .draw(HOUR, KWH)
        .checkpoint(40)
        .away(HOUR.multipliedBy(4))
        .begin();
    for (int hour : hours) {
      run.observed(START.plus(HOUR.multipliedBy(hour)), hour);
    }
    RunSummary summary = run.grid(7).draw(HOUR.multipliedBy(4), 0.4 * KWH).summary();
    return new double[] {
      Math.rint(summary.counterfactualGrams() * 1e9) / 1e9, summary.counterfactualMissingJoules()
    };
  }

  @Test
  void theLaterOfTwoObservationsOfAMomentHolds() {
    RunSummary run = new RecordedRun()
        .begin()
        .grid(100)
        .draw(HOUR, KWH)
        .checkpoint(40)
        .away(HOUR)
        .begin()
        .observed(START.plus(HOUR), 900)
        .observed(START.plus(HOUR), 300)
        .grid(200)
        .draw(HOUR, KWH)
        .summary();
    assertThat(run.counterfactualGrams()).isCloseTo(100 + 300, EXACT);
  }

  @Test
  void startAndEndOfARunAreNoPause() {
    RunSummary run = new RecordedRun()
        .begin()
        .grid(100)
        .draw(HOUR, KWH)
        .become(FINISHED)
        .draw(MINUTE, 0.1 * KWH)
        .summary();
    assertThat(run.pauses().joules()).isZero();
    assertThat(run.active().joules()).isCloseTo(1.1 * KWH, within(1e-6));
    assertThat(run.avoidedGrams()).isCloseTo(0, EXACT);
  }

  @Test
  void whatChangedAtARestartIsToldWithTheLastDeadline() {
    RecordedRun run = new RecordedRun().begin();
    Instant later = START.plus(Duration.ofHours(30));
    run.events.add(new ControllerEvent.RunStarted(
        START,
        "run-1",
        START,
        later,
        "FR",
        "lifecycle",
        "threshold",
        Optional.of("checkpoint-1"),
        Optional.empty(),
        Boundary.DEFAULT,
        Duration.ofMinutes(1)));
    RunSummary summary = run.summary();
    assertThat(summary.zone()).isEqualTo("DE, FR");
    assertThat(summary.basis()).isEqualTo("lifecycle");
    assertThat(summary.policy()).isEqualTo("plan, threshold");
    assertThat(summary.deadline()).isEqualTo(later);
  }

  @Test
  void refusesARecordWithoutStartOrWithAWrongTime() {
    assertThatThrownBy(() -> RunSummary.of(List.of()))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("no run-started line");

    List<LedgerEntry> entries = new RecordedRun().begin().draw(HOUR, KWH).entries();
    entries.get(2).fields().put("from", "yesterday");
    assertThatThrownBy(() -> RunSummary.of(entries))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("line 3 of the ledger (energy) has a wrong time")
        .hasMessageContaining("yesterday");
  }
}
