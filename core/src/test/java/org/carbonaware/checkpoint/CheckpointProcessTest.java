package org.carbonaware.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: killed while writing, and kept out while another one writes. */
@Tag("slow")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class CheckpointProcessTest {
  private static final int ROUNDS = 10;

  private final PrintStream quiet =
      new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

  @TempDir
  Path root;

  @Test
  void aKilledWriterLosesNothingItAcknowledged() throws Exception {
    SplittableRandom random = new SplittableRandom(42);
    long acknowledged = 1;
    try (DirectoryCheckpointStore store = DirectoryCheckpointStore.open(root, 2)) {
      store.write(CheckpointProcess.snapshot(1, quiet), Map.of(), CheckpointProcess.NOON);
    }
    for (int round = 0; round < ROUNDS; round++) {
      acknowledged = Math.max(acknowledged, writeUntilKilled(1 + random.nextInt(40)));

      try (DirectoryCheckpointStore store = DirectoryCheckpointStore.open(root, 2)) {
        Checkpoint latest = store.latest().orElseThrow();
        assertThat(latest.manifest().sequence())
            .as("round %d", round)
            .isBetween(acknowledged, acknowledged + 1);
        assertThat(CheckpointProcess.isRight(latest)).isTrue();
        assertThat(store.warnings()).allMatch(each -> each.contains("cut off"));
        acknowledged = latest.manifest().sequence();
      }
    }
  }

  /** Kills a writer after some lines of output; returns the last sequence it acknowledged. */
  private long writeUntilKilled(int afterLines) throws Exception {
    Process writer = CheckpointProcess.start(root, "write");
    long acknowledged = 0;
    try (BufferedReader lines = CheckpointProcess.lines(writer)) {
      int seen = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        assertThat(line).doesNotStartWith("refused");
        if (line.startsWith("wrote ")) {
          acknowledged = Long.parseLong(line.substring("wrote ".length()));
        }
        seen++;
        if (seen >= afterLines) {
          // Not Process.destroyForcibly, which also throws away what was said before.
          writer.toHandle().destroyForcibly();
        }
      }
    } finally {
      writer.destroyForcibly().waitFor();
    }
    return acknowledged;
  }

  @Test
  void anotherProcessIsKeptOutUntilTheFirstOneEnds() throws Exception {
    Process holder = CheckpointProcess.start(root, "hold");
    try (BufferedReader lines = CheckpointProcess.lines(holder)) {
      assertThat(lines.readLine()).isEqualTo("open");
      assertThatThrownBy(() -> DirectoryCheckpointStore.open(root))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("is in use by another process (pid " + holder.pid() + ", since ")
          .hasMessageContaining("use another directory or stop that training");

      holder.destroyForcibly().waitFor();

      assertThat(root.resolve(".lock")).exists();
      DirectoryCheckpointStore.open(root).close();
    } finally {
      holder.destroyForcibly();
    }
  }

  @Test
  void aRefusedSecondStoreDoesNotOpenTheDoorForOthers() throws Exception {
    try (DirectoryCheckpointStore store = DirectoryCheckpointStore.open(root)) {
      assertThatThrownBy(() -> DirectoryCheckpointStore.open(root.resolve(".")))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("in use by another store of this process (pid "
              + ProcessHandle.current().pid());
      Path link = Files.createSymbolicLink(root.resolveSibling(root.getFileName() + "-l"), root);
      try {
        assertThatThrownBy(() -> DirectoryCheckpointStore.open(link))
            .isInstanceOf(CheckpointException.class);
      } finally {
        Files.delete(link);
      }

      Process other = CheckpointProcess.start(root, "write");
      try (BufferedReader lines = CheckpointProcess.lines(other)) {
        assertThat(lines.readLine())
            .startsWith("refused ")
            .contains(
                "in use by another process (pid " + ProcessHandle.current().pid());
      } finally {
        other.destroyForcibly();
      }
      store.write(CheckpointProcess.snapshot(1, quiet), Map.of(), CheckpointProcess.NOON);
    }
    DirectoryCheckpointStore.open(root).close();
  }

  @Test
  void aLockFileOfAnyContentIsOnlyAFile() throws Exception {
    Files.writeString(root.resolve(".lock"), "pid 1, since the beginning".repeat(1000));

    DirectoryCheckpointStore.open(root).close();

    assertThat(root.resolve(".lock")).content().hasSizeLessThan(80);
  }

  @Test
  void aLinkedLockFileIsRefused() throws Exception {
    Path target = root.resolve("precious");
    Files.writeString(target, "stays");
    Files.createSymbolicLink(root.resolve(".lock"), target);

    assertThatThrownBy(() -> DirectoryCheckpointStore.open(root))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("symbolic link");
    assertThat(target).hasContent("stays");
  }
}
