package org.carbonaware.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.carbonaware.ledger.RunSummary;
import org.carbonaware.ledger.RunSummary.Part;
import org.junit.jupiter.api.Test;

class TextReportTest {
  private static final double WH = 3600;
  private static final Instant START = Instant.parse("2024-06-03T05:00:00Z");

  private static RunSummary finished() {
    return summary(
        new Part(Duration.ofMinutes(130), 1_210 * WH, 500),
        new Part(Duration.ofSeconds(90), 10 * WH, 3.25),
        new Part(Duration.ofMinutes(63), 30 * WH, 9),
        START.plus(Duration.ofHours(4)),
        640.4,
        0,
        0,
        List.of());
  }

  private static RunSummary summary(
      Part active,
      Part switching,
      Part standing,
      Instant endedAt,
      double counterfactualGrams,
      double missingJoules,
      double unknownJoules,
      List<String> warnings) {
    return new RunSummary(
        "run-20240603T050000Z-1f3a9c2e",
        "DE",
        "lifecycle",
        "plan",
        START,
        endedAt,
        START.plus(Duration.ofHours(24)),
        "FINISHED",
        true,
        1200,
        20,
        active,
        switching,
        standing,
        Duration.ofSeconds(12),
        3,
        5,
        unknownJoules,
        counterfactualGrams,
        missingJoules,
        List.of("estimated"),
        List.of("assumed", "forecast"),
        List.of("typical year"),
        warnings);
  }

  @Test
  void tellsTheWholeStoryOfARun() {
    assertThat(TextReport.of(finished())).isEqualTo("""
            Run               run-20240603T050000Z-1f3a9c2e
            Grid              zone DE, lifecycle; intensity assumed and forecast (typical year)
            Policy            plan
            State             finished, all work done: 1,200 batches and 20 epochs done
            Time              2 h 10 min active, 1 h 4 min paused, 12 s away (suspended or not running)
            Energy            1.25 kWh (estimated), of which 40 Wh in pauses
            Emitted           512 g CO2e, pauses included
            Straight through  640 g CO2e by the same active energy without pauses
            Avoided           128 g CO2e (20.0 %) less than straight through
            Cost of pauses    12.3 g CO2e and 40 Wh: 3.25 g CO2e and 10 Wh to save and resume, 9 g CO2e and 30 Wh idle
            Delay             1 h 4 min; 20 h left before the deadline 2024-06-04T05:00:00Z
            Pauses            3; 5 checkpoints written
            """);
  }

  @Test
  void saysWhenPausingMadeItWorseTheDeadlineWasMissedAndWhatIsUnknown() {
    RunSummary worse = summary(
        new Part(Duration.ofHours(25), 2_000 * WH, 1_500),
        new Part(Duration.ZERO, 0, 0),
        new Part(Duration.ofHours(3), 0.5 * WH, 0.025),
        START.plus(Duration.ofHours(28)),
        1_000,
        250 * WH,
        5 * WH,
        List.of("no news from the grid,\n  going on with what is known"));
    assertThat(TextReport.of(worse).lines())
        .contains(
            "Emitted           1.5 kg CO2e, pauses included",
            "Straight through  1 kg CO2e by the same active energy without pauses;"
                + " intensity unknown for 250 Wh of it, counted as 0 g",
            "Avoided           nothing: by what is known 500 g CO2e (50.0 %) more than straight through",
            "Delay             3 h; missed the deadline 2024-06-04T05:00:00Z by 4 h",
            "Not counted       5 Wh drawn while the intensity was unknown:"
                + " their emissions are in no figure",
            "Warning           no news from the grid, going on with what is known");
  }

  @Test
  void claimsNoEmissionWhereTheIntensityWasNeverKnown() {
    RunSummary run = OddAccounts.noIntensity().summary();
    assertThat(TextReport.of(run).lines())
        .contains(
            "Emitted           unknown: the grid's intensity was never known",
            "Avoided           unknown: the grid's intensity was never known")
        .noneMatch(line -> line.contains("CO2e"));
  }

  @Test
  void saysThatARecordBreaksOff() {
    RunSummary whole = finished();
    RunSummary broken = new RunSummary(
        whole.runId(),
        whole.zone(),
        whole.basis(),
        whole.policy(),
        START,
        START.plusSeconds(61),
        whole.deadline(),
        "RUNNING",
        false,
        0,
        0,
        new Part(Duration.ZERO, 0, 0),
        new Part(Duration.ZERO, 0, 0),
        new Part(Duration.ZERO, 0, 0),
        Duration.ZERO,
        0,
        1,
        0,
        0,
        0,
        List.of(),
        List.of(),
        List.of(),
        List.of());
    assertThat(TextReport.of(broken).lines())
        .contains(
            "Grid              zone DE, lifecycle; intensity unknown throughout",
            "State             running, not ended: it still runs, or its process was killed;"
                + " the record goes to 2024-06-03T05:01:01Z",
            "Energy            0 Wh (nothing recorded), of which 0 Wh in pauses",
            "Emitted           unknown: nothing was metered",
            "Avoided           unknown: nothing was metered",
            "Pauses            0; 1 checkpoint written");
  }
}
