package org.carbonaware.control.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.TrainingSuspendedException;
import org.carbonaware.control.tck.ChildOrder.Then;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.LedgerEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One training through four processes: suspended, asked to stop, ended by itself, carried to its
 * end. A subclass names its framework's child.
 */
public abstract class LeavingTheProcessContract {
  private static final int EPOCHS = 8;
  private static final int SIGTERM_EXIT_CODE = 143;

  /**
   * The child.
   *
   * @return a class whose {@code main} is {@link ChildTraining#main}
   */
  protected abstract Class<?> child();

  @TempDir
  private Path directory;

  @Test
  void theLastOfFourProcessesEndsAsOneWouldHave() throws IOException, InterruptedException {
    assumeTrue(File.separatorChar == '/', "Windows has no SIGTERM");
    ChildProcess straight =
        ChildProcess.start(child(), ChildOrder.toTheEnd(directory.resolve("straight"), EPOCHS));
    assertThat(straight.exitCode()).isZero();
    Path run = directory.resolve("run");
    ChildOrder order = ChildOrder.toTheEnd(run, EPOCHS);

    ChildProcess suspended = ChildProcess.start(child(), order.then(Then.SUSPEND, 130));
    assertThat(suspended.exitCode()).isEqualTo(TrainingSuspendedException.EXIT_CODE);
    ChildProcess terminated = ChildProcess.start(child(), order.atMost(120));
    assertThat(terminated.awaitSaid("waiting")).isTrue();
    terminated.terminate();
    assertThat(terminated.exitCode()).isEqualTo(SIGTERM_EXIT_CODE);
    ChildProcess exited = ChildProcess.start(child(), order.then(Then.EXIT, 110));
    assertThat(exited.exitCode()).isEqualTo(ChildTraining.EXIT_CODE);
    List<LedgerEntry> until = ledger(run);
    assertThat(until.get(until.size() - 1).kind())
        .as("its record is complete")
        .isEqualTo("run-ended");
    assertThat(until).noneMatch(line -> line.toString().contains("no safe point within"));
    ChildProcess last = ChildProcess.start(child(), order);
    assertThat(last.exitCode()).isZero();

    assertThat(terminated.said("resumed")).containsExactly("131");
    assertThat(Long.parseLong(last.said("resumed").get(0))).isBetween(250L, 799L);
    assertThat(last.said("resumed").get(0))
        .isEqualTo(exited.said("checkpoint").get(exited.said("checkpoint").size() - 1));
    assertThat(TrainingFingerprint.fromJson(last.said("finished").get(0)))
        .isEqualTo(TrainingFingerprint.fromJson(straight.said("finished").get(0)));
    List<LedgerEntry> record = ledger(run);
    ChildProcess again = ChildProcess.start(child(), order);
    assertThat(again.exitCode()).isZero();
    assertThat(again.said("finished")).isEqualTo(last.said("finished"));
    assertThat(ledger(run)).as("a complete run is left alone").isEqualTo(record);
    assertThat(again.said("checkpoint")).isEmpty();
  }

  private static List<LedgerEntry> ledger(Path run) {
    return Ledger.read(Ledger.files(run.resolve("ledger")).get(0));
  }
}
