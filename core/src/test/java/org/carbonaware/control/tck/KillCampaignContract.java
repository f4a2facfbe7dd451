package org.carbonaware.control.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.LedgerEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One training, killed again and again at random moments, is the training nobody killed. A subclass
 * names its framework's child.
 */
public abstract class KillCampaignContract {
  private static final int KILLS = 30;
  private static final long EPOCHS = 50;

  /** No life is longer, so that 30 of them can't reach the end. */
  private static final int MOST_BATCHES_OF_A_LIFE = 160;

  private static final int LONGEST_LIFE_MILLIS = 120;

  /**
   * The child.
   *
   * @return a class whose {@code main} is {@link ChildTraining#main}
   */
  protected abstract Class<?> child();

  @TempDir
  private Path directory;

  @Test
  void thirtyKillsLeaveNoTrace() throws IOException, InterruptedException {
    TrainingFingerprint straight = TrainingFingerprint.fromJson(
        toTheEnd(ChildProcess.start(child(), directory.resolve("straight"), EPOCHS)));
    Path killed = directory.resolve("killed");
    SplittableRandom random = new SplittableRandom(42);
    List<ChildProcess> lives = new ArrayList<>();
    int hits = 0;

    for (int kill = 0; kill < KILLS; kill++) {
      ChildProcess child =
          ChildProcess.start(child(), killed, EPOCHS, "wait", MOST_BATCHES_OF_A_LIFE);
      lives.add(child);
      child.awaitTraining();
      hits += child.killAfter(random.nextInt(LONGEST_LIFE_MILLIS)) ? 1 : 0;
    }
    ChildProcess last = ChildProcess.start(child(), killed, EPOCHS);
    lives.add(last);
    String end = toTheEnd(last);

    assertThat(hits).as("kills that hit a running training").isGreaterThanOrEqualTo(25);
    assertThat(TrainingFingerprint.fromJson(end)).isEqualTo(straight);
    assertEachLifeWentOnWhereItWasSaved(lives);
    assertNoLineIsLost(lives, killed.resolve("ledger"));
  }

  private static String toTheEnd(ChildProcess child) throws InterruptedException {
    assertThat(child.exitCode()).isZero();
    return child.said("finished").get(0);
  }

  private static void assertEachLifeWentOnWhereItWasSaved(List<ChildProcess> lives) {
    long saved = 0;
    for (ChildProcess life : lives) {
      boolean first = life == lives.get(0);
      long from = Long.parseLong(life.said(first ? "begun" : "resumed").get(0));
      assertThat(from).as("batches at the start of a life").isGreaterThanOrEqualTo(saved);
      for (String batches : life.said("checkpoint")) {
        assertThat(Long.parseLong(batches)).isGreaterThanOrEqualTo(from);
        saved = Math.max(saved, Long.parseLong(batches));
      }
    }
  }

  private static void assertNoLineIsLost(List<ChildProcess> lives, Path ledger) {
    List<Path> files = Ledger.files(ledger);
    assertThat(files).as("one run, one file").hasSize(1);
    List<LedgerEntry> entries = Ledger.read(files.get(0));
    List<String> written = entries.stream().map(entry -> entry.at().toString()).toList();
    List<String> acknowledged =
        lives.stream().flatMap(life -> life.said("line").stream()).toList();
    assertThat(acknowledged).hasSizeGreaterThan(KILLS * 4);
    List<String> lost = new ArrayList<>(acknowledged);
    for (String line : written) {
      lost.remove(line); // one for one: moments may repeat
    }
    assertThat(lost).isEmpty();
    for (int i = 0; i < entries.size(); i++) {
      assertThat(entries.get(i).sequence()).isEqualTo(i + 1L);
    }
  }
}
