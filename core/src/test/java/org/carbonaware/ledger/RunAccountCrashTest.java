package org.carbonaware.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.carbonaware.control.ControllerState.PAUSED;
import static org.carbonaware.control.ControllerState.PAUSING;
import static org.carbonaware.control.ControllerState.RESUMING;
import static org.carbonaware.control.ControllerState.RUNNING;
import static org.carbonaware.ledger.RecordedRun.KWH;
import static org.carbonaware.ledger.RecordedRun.START;

import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.carbonaware.ledger.RunAccount.PauseTotal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts of runs whose processes died, computed by hand. */
class RunAccountCrashTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Offset<Double> EXACT = within(1e-6);

  @TempDir
  Path directory;

  private RunAccount account(RecordedRun run) {
    return RunAccount.read(run.write(directory));
  }

  /** Pauses from 6 to 7 and resumes at once. */
  private static RecordedRun paused() {
    return new RecordedRun()
        .begin()
        .grid(100)
        .draw(HOUR, KWH)
        .become(PAUSING)
        .become(PAUSED)
        .draw(HOUR, 0.1 * KWH);
  }

  @Test
  void whatEachCrashLostIsEmittedAndInNoCounterfactual() {
    RunAccount account = account(new RecordedRun()
        .begin()
        .grid(100)
        .draw(HOUR, KWH)
        .checkpoint(1)
        .draw(HOUR, KWH)
        .begin()
        .draw(HOUR, KWH)
        .checkpoint(2)
        .draw(HOUR, KWH)
        .begin()
        .draw(HOUR, KWH));

    assertThat(account.summary().grams()).isCloseTo(500, EXACT);
    assertThat(account.summary().counterfactualGrams()).isCloseTo(300, EXACT);
    assertThat(account.hindsight().grams()).isCloseTo(300, EXACT);
    assertThat(account.summary().warnings()).hasSize(1);
    assertThat(account.summary().warnings().get(0)).startsWith("2000 Wh of training were lost");
  }

  @Test
  void aProcessThatDiesInAPauseLeavesItOpenUntilTheNextOneTrains() {
    RunAccount account = account(paused().away(HOUR).begin().draw(HOUR, KWH));

    PauseTotal pause = account.pauses().get(0);
    assertThat(account.pauses()).hasSize(1);
    assertThat(pause.suspended()).isTrue();
    assertThat(pause.ended()).isTrue();
    assertThat(pause.from()).isEqualTo(START.plus(HOUR));
    assertThat(pause.to()).isEqualTo(START.plus(HOUR.multipliedBy(3)));
    assertThat(pause.joules()).isCloseTo(0.1 * KWH, EXACT);
  }

  @Test
  void resumingAfterACrashBelongsToNoPauseThatIsOver() {
    RunAccount account = account(paused()
        .become(RUNNING)
        .draw(HOUR, KWH)
        .away(HOUR)
        .begin()
        .become(RESUMING)
        .draw(HOUR, 0.5 * KWH)
        .become(RUNNING));

    assertThat(account.pauses()).hasSize(1);
    assertThat(account.pauses().get(0).joules()).isCloseTo(0.1 * KWH, EXACT);
    assertThat(account.summary().switching().joules()).isCloseTo(0.5 * KWH, EXACT);
  }
}
