package org.carbonaware.cli.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.carbonaware.ledger.RunSummary;
import org.carbonaware.ledger.RunSummary.Part;
import org.junit.jupiter.api.Test;

/** The last line of a run, word for word. */
class ClosingTest {
  private static final Instant END = Instant.parse("2026-03-02T12:00:00Z");
  private static final String REPORT = "; carbon-trainer report my/ledger --run run-1";
  private static final Part NOTHING = new Part(Duration.ZERO, 0, 0);

  private static String words(RunSummary summary, int code, int wouldHavePaused, boolean dry) {
    return new Closing(summary, code, wouldHavePaused, dry, Path.of("my/ledger")).inWords();
  }

  /** A run of 2 kWh and 600 g in 4 hours, and what else there was. */
  private static RunSummary run(int pauses, Part standing, double straightGrams, Duration slack) {
    return new RunSummary(
        "run-1",
        "DE",
        "lifecycle",
        "threshold",
        END.minus(Duration.ofHours(10)),
        END,
        END.plus(slack),
        "FINISHED",
        true,
        0,
        0,
        new Part(Duration.ofHours(4), 7.2e6, 600),
        NOTHING,
        standing,
        Duration.ZERO,
        pauses,
        0,
        0,
        straightGrams,
        0,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  @Test
  void tellsWhatWasAvoidedAndHowLongItStood() {
    Part standing = new Part(Duration.ofMinutes(150), 3600, 1);
    assertThat(words(run(3, standing, 802, Duration.ofHours(1)), 0, 0, false))
        .isEqualTo("exit code 0; 2.00 kWh, 601 g CO2e, 201 g (25 %) avoided;"
            + " 3 pauses, 2 h 30 min in all" + REPORT);
  }

  @Test
  void onePauseIsOne() {
    Part standing = new Part(Duration.ofMinutes(5), 0, 0);
    assertThat(words(run(1, standing, 600, Duration.ofHours(1)), 0, 0, false))
        .contains("; 1 pause, 5 min in all;");
  }

  @Test
  void saysThatPausesCostMoreThanTheySaved() {
    assertThat(words(run(0, NOTHING, 500, Duration.ofHours(1)), 3, 0, false))
        .isEqualTo("exit code 3; 2.00 kWh, 600 g CO2e, 100 g (20 %) more than without pauses;"
            + " no pause" + REPORT);
  }

  @Test
  void nothingAvoidedIsNotMore() {
    assertThat(words(run(0, NOTHING, 600, Duration.ZERO), 0, 0, false))
        .contains(", 0.000 g (0 %) avoided;");
  }

  @Test
  void anUnknownGridHasNoShare() {
    assertThat(words(run(0, NOTHING, 0, Duration.ofHours(1)), 0, 0, false))
        .contains(", 600 g more than without pauses;")
        .doesNotContain("%");
  }

  @Test
  void tellsHowLateItWasOnlyIfItWas() {
    assertThat(words(run(0, NOTHING, 600, Duration.ofMinutes(-90)), 0, 0, false))
        .endsWith("no pause; 1 h 30 min after its deadline" + REPORT);
    assertThat(words(run(0, NOTHING, 600, Duration.ZERO), 0, 0, false))
        .endsWith("no pause" + REPORT);
  }

  @Test
  void aDryRunTellsWhatItWouldHaveDone() {
    RunSummary run = run(0, NOTHING, 600, Duration.ofHours(1));
    assertThat(words(run, 7, 0, true))
        .isEqualTo("exit code 7; 2.00 kWh, 600 g CO2e; would have paused 0 times" + REPORT);
    assertThat(words(run, 0, 1, true)).contains("; would have paused once;");
    assertThat(words(run, 0, 2, true)).contains("; would have paused 2 times;");
  }
}
