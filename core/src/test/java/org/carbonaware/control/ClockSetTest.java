package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.ControllerEvent.DecisionMade;
import org.carbonaware.control.ControllerEvent.EnergyUsed;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunSummary;
import org.carbonaware.plan.Policies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The computer's clock is set while it runs, or the computer sleeps. */
@Timeout(60)
class ClockSetTest {
  private static final Duration BATCH = Duration.ofMinutes(10);
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir
  Path directory;

  /** Six days of hours from three days before the start. */
  private static HourlyGrid grid(double... day) {
    double[] hours = new double[24 * 12];
    for (int i = 0; i < hours.length; i++) {
      hours[i] = day[i % 24 * day.length / 24];
    }
    return HourlyGrid.foreseeingSince(TestClock.START.minus(Duration.ofDays(4)), hours);
  }

  private VirtualRun run(HourlyGrid grid) {
    VirtualRun run = new VirtualRun(grid);
    run.settings
        .batches(36)
        .expectedWork(Duration.ofHours(6))
        .deadline(Duration.ofDays(5))
        .energyEvery(Duration.ofMinutes(30))
        .listener(Ledger.in(directory));
    return run;
  }

  private RunSummary summary() {
    return RunAccount.read(Ledger.files(directory).get(0)).summary();
  }

  @ParameterizedTest
  @ValueSource(longs = {-86_400, 86_400, -3600, -1})
  void checkpointsComeAsOftenAsBefore(long seconds) {
    InMemoryCheckpointStore store = new InMemoryCheckpointStore(100);
    VirtualRun run = run(grid(100)).store(store);
    run.settings.policy(Policies.runNow()).checkpointEvery(Duration.ofHours(1));
    run.start();
    run.batches(9, BATCH);
    run.clock.set(Duration.ofSeconds(seconds));
    for (int i = 9; i < 36; i++) {
      run.batch(BATCH);
      int due = run.training.captures.get();
      while (store.manifests().size() < due && !Thread.currentThread().isInterrupted()) {
        Thread.onSpinWait(); // written on a thread of its own
      }
    }
    run.close();

    assertThat(run.training.captures.get()).isBetween(5, 6);
  }

  @Test
  void aPauseEndsWithTheDirtyHoursAfterTheClockWasSetBack() {
    VirtualRun run = run(grid(100, 500)); // clean until noon
    run.settings.policy(Policies.threshold(300, 200));
    run.clock.advance(Duration.ofHours(13)); // began in dirty hours
    run.start();
    run.at(TestClock.START.plus(Duration.ofHours(14)), () -> run.clock.set(DAY.negated()));
    run.batch(BATCH);

    // From 14:00 until midnight is dirty on the day before, too.
    assertThat(run.clock.unset())
        .isBeforeOrEqualTo(TestClock.START.plus(Duration.ofHours(24)).plus(BATCH.multipliedBy(2)));
    run.batches(35, BATCH);
    run.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {-86_400, 86_400, -3600, 3600, -1, 1})
  void energyAndTimeAddUp(long seconds) {
    VirtualRun run = run(grid(100));
    run.settings.policy(Policies.runNow());
    run.start();
    run.batches(20, BATCH);
    run.clock.set(Duration.ofSeconds(seconds));
    run.batches(16, BATCH);
    run.close();

    List<EnergyUsed> booked = run.events.of(EnergyUsed.class);
    assertThat(booked.stream().mapToDouble(EnergyUsed::joules).sum())
        .isCloseTo(run.meter.total(), within(1e-6));
    assertThat(booked)
        .allSatisfy(used -> assertThat(Duration.between(used.from(), used.at()))
            .isBetween(Duration.ZERO, Duration.ofMinutes(36)));
    RunSummary summary = summary();
    assertThat(summary.joules()).isCloseTo(run.meter.total(), within(1e-6));
    assertThat(summary.active().time()).isBetween(Duration.ofMinutes(358), Duration.ofMinutes(362));
    assertThat(summary.warnings()).noneMatch(text -> text.contains("backwards"));
  }

  @Test
  void aNightsSleepDoesNotMakeTheMachineLookFrugal() {
    VirtualRun run = run(grid(100, 500));
    run.settings.policy(Policies.threshold(300, 200));
    run.start();
    run.batches(18, BATCH); // 200 W
    run.clock.set(Duration.ofHours(12)); // wakes in dirty hours, and pauses
    run.batches(18, BATCH);
    run.close();

    List<DecisionMade> decisions = run.events.of(DecisionMade.class);
    DecisionMade pause =
        decisions.stream().filter(made -> made.decision().isPause()).findFirst().orElseThrow();
    assertThat(pause.power().orElseThrow().runWatts()).isBetween(190.0, 210.0);
  }

  @Test
  void aClockThatLeapsIsTold() {
    VirtualRun run = run(grid(100));
    run.start();
    run.batches(10, BATCH);
    run.clock.set(DAY.negated());
    run.batches(10, BATCH);
    run.clock.set(DAY);
    run.batches(16, BATCH);
    run.close();

    assertThat(run.events.warnings())
        .filteredOn(text -> text.contains("clock"))
        .singleElement()
        .asString()
        .contains("PT-24H");
  }

  /** In Berlin the hour from two to three is missing that night; a run has it all the same. */
  @Test
  void summerTimeIsNoLeap() {
    TimeZone usual = TimeZone.getDefault();
    List<RunSummary> summaries = new ArrayList<>();
    try {
      for (String zone : List.of("UTC", "Europe/Berlin")) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        summaries.add(throughTheNight(directory.resolve(zone)));
      }
    } finally {
      TimeZone.setDefault(usual);
    }

    RunSummary inUtc = summaries.get(0);
    RunSummary inBerlin = summaries.get(1);
    assertThat(inBerlin.active()).isEqualTo(inUtc.active());
    assertThat(inBerlin.pauses()).isEqualTo(inUtc.pauses());
    assertThat(inBerlin.pauseCount()).isPositive();
    assertThat(inBerlin.endedAt()).isEqualTo(inUtc.endedAt());
    assertThat(inBerlin.warnings()).isEqualTo(inUtc.warnings());
  }

  private static RunSummary throughTheNight(Path ledger) {
    Instant evening = Instant.parse("2026-03-28T20:00:00Z");
    TestClock clock = new TestClock();
    clock.advance(Duration.between(TestClock.START, evening));
    double[] hours = new double[72];
    Arrays.setAll(hours, hour -> hour / 3 % 2 == 0 ? 100 : 500);
    VirtualRun run = new VirtualRun(HourlyGrid.foreseeingSince(evening.minus(DAY), hours), clock);
    run.settings
        .batches(36)
        .expectedWork(Duration.ofHours(6))
        .deadline(DAY)
        .policy(Policies.threshold(300, 200))
        .listener(Ledger.in(ledger));
    run.start();
    run.batches(36, BATCH);
    run.close();
    return RunAccount.read(Ledger.files(ledger).get(0)).summary();
  }
}
