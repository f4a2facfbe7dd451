package org.carbonaware.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may write to a directory, and what becomes of it while somebody does. */
class DirectoryInUseTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final TrainingIdentity IDENTITY =
      TrainingIdentity.of("toy", "1", "a value", "a value");

  @TempDir
  Path temporary;

  private Path runs;
  private Path root;

  @BeforeEach
  void realPath() throws IOException {
    runs = temporary.toRealPath().resolve("runs");
    root = runs.resolve("checkpoints");
  }

  private static Snapshot snapshot(int value) {
    return new Snapshot(
        IDENTITY, Map.of(), List.of(new Snapshot.File("value.bin", out -> out.write(value))));
  }

  private static long write(CheckpointStore store) {
    return store.write(snapshot(1), Map.of(), NOON).sequence();
  }

  /** The disk, where what is chosen can't be deleted. */
  private static final class Sticky extends RealDisk {
    private Predicate<Path> sticks = path -> false;

    @Override
    public void delete(Path path) throws IOException {
      if (sticks.test(path)) {
        throw new IOException("it sticks");
      }
      super.delete(path);
    }
  }

  @Test
  void aSecondStoreOfThisProcessIsRefusedUntilTheFirstIsClosed() {
    String self = "pid " + ProcessHandle.current().pid();
    try (CheckpointStore store = DirectoryCheckpointStore.open(root)) {
      for (int again = 0; again < 2; again++) {
        assertThatThrownBy(() -> DirectoryCheckpointStore.open(root))
            .isInstanceOf(CheckpointException.class)
            .hasMessageStartingWith(root + " is in use by another store of this process (" + self)
            .hasMessageEndingWith("): use another directory or close that store");
      }
      assertThat(write(store)).as("a refusal takes nothing away").isEqualTo(1);
    }
    try (CheckpointStore store = DirectoryCheckpointStore.open(root)) {
      assertThat(write(store)).isEqualTo(2);
    }
  }

  @Test
  void theLockFileTellsOthersWhoHasIt() throws IOException {
    Files.createDirectories(root);
    Files.writeString(root.resolve(".lock"), "whoever had it before, in many words ".repeat(9));
    try (CheckpointStore store = DirectoryCheckpointStore.open(root)) {
      assertThat(store.warnings()).isEmpty();
      assertThat(root.resolve(".lock"))
          .hasContent("pid " + ProcessHandle.current().pid()
              + ProcessHandle.current()
                  .info()
                  .startInstant()
                  .map(start -> ", since " + start)
                  .orElse(""));
    }
  }

  @Test
  void anOpeningThatFailsLocksNobodyOut() throws IOException {
    Files.createDirectories(root.resolve(CheckpointNames.WRITING + "1"));
    Sticky files = new Sticky();
    files.sticks = path -> {
      throw new OutOfMemoryError("no memory to list");
    };
    assertThatThrownBy(() -> DirectoryCheckpointStore.open(root, 3, files))
        .isInstanceOf(OutOfMemoryError.class);
    try (CheckpointStore store = DirectoryCheckpointStore.open(root)) {
      assertThat(write(store)).isEqualTo(1);
    }
  }

  @Test
  void aFolderRemovedUnderTheTrainingIsMadeAgainAndLocked() throws IOException {
    try (CheckpointStore store = DirectoryCheckpointStore.open(root)) {
      write(store);
      new OsFiles().deleteTree(runs);

      assertThat(write(store)).isEqualTo(2);

      assertThat(store.latest().orElseThrow().manifest().sequence()).isEqualTo(2);
      assertThat(store.warnings())
          .singleElement()
          .asString()
          .startsWith(root + " was removed, or emptied, while a training saves to it");
      assertThat(root.resolve(".lock")).exists();
      assertThatThrownBy(() -> DirectoryCheckpointStore.open(root))
          .hasMessageContaining("is in use by another store");
    }
    try (CheckpointStore store = DirectoryCheckpointStore.open(root)) {
      assertThat(write(store)).isEqualTo(3);
    }
  }

  @Test
  void aFolderThatStandsIsNotMadeAgain() {
    try (CheckpointStore store = DirectoryCheckpointStore.open(root)) {
      write(store);
      write(store);
      assertThat(store.warnings()).isEmpty();
    }
  }

  @Test
  void whatCanNotBeDoneAfterwardsIsToldByTheNextCheckpoint() {
    Sticky files = new Sticky();
    try (CheckpointStore store =
        DirectoryCheckpointStore.open(root, 1, files, new Afterwork(Runnable::run), 1)) {
      write(store);
      files.sticks = path -> true;
      write(store);
      assertThat(store.warnings()).as("nobody has asked").isEmpty();
      files.sticks = path -> false;
      write(store);
      assertThat(store.warnings())
          .first()
          .asString()
          .startsWith("Older checkpoints in " + root + " could not be removed")
          .endsWith("it sticks");
    }
  }

  /** One byte is large from one byte on, and small where two are. */
  @Test
  void fromItsSizeOnItIsDigestedAfterwards() {
    int[] pieces = new int[1];
    for (long large : new long[] {1, 2}) {
      Path directory = root.resolve("from" + large);
      try (CheckpointStore store = DirectoryCheckpointStore.open(
          directory,
          3,
          new OsFiles(),
          new Afterwork(task -> {
            pieces[0]++;
            task.run();
          }),
          large)) {
        write(store);
        assertThat(pieces[0]).as("from %d bytes on", large).isEqualTo(1);
      }
    }
  }

  @Test
  void aLeftOverThatStaysIsToldOnce() throws IOException {
    Path leftOver = Files.createDirectories(root.resolve(CheckpointNames.WRITING + "1"));
    Sticky files = new Sticky();
    files.sticks = leftOver::equals;
    try (CheckpointStore store = DirectoryCheckpointStore.open(root, 3, files)) {
      write(store);
      assertThat(store.warnings())
          .singleElement()
          .asString()
          .startsWith(leftOver + " was left over")
          .contains("can't be removed", "it sticks");
    }
  }
}
