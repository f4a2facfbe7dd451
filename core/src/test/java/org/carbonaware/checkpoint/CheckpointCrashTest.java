package org.carbonaware.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.carbonaware.checkpoint.FaultyFiles.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Cuts the write protocol between every two steps. */
class CheckpointCrashTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir
  Path root;

  /** What happened in one write with a fault. */
  private record Outcome(boolean written, boolean struck) {}

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      mode = Mode.EXCLUDE,
      names = {"FAILS_ONCE", "FAILS_FOR_GOOD"})
  void aDeathLeavesTheOldOrTheNewCheckpoint(Fault fault) throws IOException {
    for (int keepLast = 1; keepLast <= 2; keepLast++) {
      Outcome outcome = new Outcome(false, true);
      int steps = 0;
      for (; outcome.struck; steps++) {
        int step = steps;
        Path directory = root.resolve(keepLast + "-" + step);
        writeSound(directory, keepLast, 1);
        writeSound(directory, keepLast, 2);

        outcome = dieAtStep(directory, keepLast, fault, step);

        try (DirectoryCheckpointStore store = openSound(directory, keepLast)) {
          Checkpoint latest = store.latest().orElseThrow();
          assertThat(latest.manifest().sequence())
              .as("after a death at step %d", step)
              .isBetween(outcome.written ? 3L : 2L, 3L);
          assertIntact(latest);
          assertThat(leftOvers(directory)).isEmpty();
          for (String name : names(directory)) {
            if (!name.equals(CheckpointNames.LOCK)) {
              assertThatCode(() -> CheckpointReader.verify(directory.resolve(name)))
                  .as("%s after a death at step %d", name, step)
                  .doesNotThrowAnyException();
            }
          }
          long next = store.write(snapshot(4), Map.of(), NOON).sequence();
          assertThat(next).isEqualTo(latest.manifest().sequence() + 1);
          assertThat(value(store.latest().orElseThrow())).isEqualTo(4);
        }
      }
      assertThat(steps).as("steps of the protocol").isGreaterThan(15);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      mode = Mode.EXCLUDE,
      names = {"FAILS_ONCE", "FAILS_FOR_GOOD"})
  void aDeathInTheFirstWriteLeavesNothingOrAllOfIt(Fault fault) {
    Outcome outcome = new Outcome(false, true);
    for (int step = 0; outcome.struck; step++) {
      Path directory = root.resolve("deep-" + step).resolve("checkpoints");

      outcome = dieAtStep(directory, 1, fault, step);

      try (DirectoryCheckpointStore store = openSound(directory, 1)) {
        store.latest().ifPresent(CheckpointCrashTest::assertIntact);
        assertThat(store.latest().isPresent() || !outcome.written).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aFullDiskLeavesTheEarlierCheckpointsAndNoRest(int keepLast) throws IOException {
    Outcome outcome = new Outcome(false, true);
    for (int step = 0; outcome.struck; step++) {
      Path directory = root.resolve("full-" + step);
      writeSound(directory, keepLast, 1);
      FaultyFiles files = new FaultyFiles(Fault.FAILS_ONCE, step);

      try (DirectoryCheckpointStore store =
          DirectoryCheckpointStore.open(directory, keepLast, files)) {
        outcome = new Outcome(writes(store, snapshot(2)), files.struck());
        boolean warned = store.warnings().stream().anyMatch(each -> each.contains("No space left"));
        assertThat(warned).isEqualTo(outcome.written && outcome.struck);
        Checkpoint latest = store.latest().orElseThrow();
        assertThat(value(latest)).isBetween(outcome.written ? 2 : 1, 2);
        assertIntact(latest);
        assertThat(names(directory)).noneMatch(name -> name.startsWith(CheckpointNames.WRITING));

        files.heal();
        store.write(snapshot(3), Map.of(), NOON);
        assertThat(value(store.latest().orElseThrow())).isEqualTo(3);
        assertThat(leftOvers(directory)).isEmpty();
      }
    }
  }

  @Test
  void aDiskThatStaysFullHarmsNothing() throws IOException {
    boolean struck = true;
    for (int step = 0; struck; step++) {
      Path directory = root.resolve("full-" + step);
      writeSound(directory, 1, 1);
      FaultyFiles files = new FaultyFiles(Fault.FAILS_FOR_GOOD, step);
      try (DirectoryCheckpointStore store = DirectoryCheckpointStore.open(directory, 1, files)) {
        boolean first = writes(store, snapshot(2));
        struck = files.struck();
        if (struck) {
          assertThat(writes(store, snapshot(3))).isFalse();
        }
        assertThat(value(store.latest().orElseThrow())).isBetween(first ? 2 : 1, 2);
        files.heal();
        store.write(snapshot(4), Map.of(), NOON);
        assertThat(value(store.latest().orElseThrow())).isEqualTo(4);
        assertThat(leftOvers(directory)).isEmpty();
      }
    }
  }

  @Test
  void anInterruptedThreadStillCompletesItsCheckpoint() {
    try (DirectoryCheckpointStore store = DirectoryCheckpointStore.open(root)) {
      Thread.currentThread().interrupt();
      store.write(snapshot(1), Map.of(), NOON);
      Checkpoint latest = store.latest().orElseThrow();
      assertIntact(latest);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(value(latest)).isEqualTo(1);
    } finally {
      boolean ignored = Thread.interrupted();
    }
  }

  private static Outcome dieAtStep(Path directory, int keepLast, Fault fault, int step) {
    FaultyFiles files = new FaultyFiles(fault, step);
    DirectoryCheckpointStore store = null;
    try {
      // All of it on this thread, so that death comes between the steps of the afterwork too.
      store = DirectoryCheckpointStore.open(
          directory, keepLast, files, new Afterwork(Runnable::run), 0);
      store.write(snapshot(3), Map.of(), NOON);
      return new Outcome(true, files.struck());
    } catch (FaultyFiles.Death death) {
      return new Outcome(false, true);
    } finally {
      if (store != null) {
        store.close(); // as the operating system does for the dead
      }
    }
  }

  private static boolean writes(CheckpointStore store, Snapshot snapshot) {
    try {
      store.write(snapshot, Map.of(), NOON);
      return true;
    } catch (CheckpointException e) {
      assertThat(e).hasMessageContaining("No space left");
      return false;
    }
  }

  private static DirectoryCheckpointStore openSound(Path directory, int keepLast) {
    return DirectoryCheckpointStore.open(directory, keepLast, FaultyFiles.sound());
  }

  private static void writeSound(Path directory, int keepLast, int value) {
    try (DirectoryCheckpointStore store = openSound(directory, keepLast)) {
      store.write(snapshot(value), Map.of(), NOON);
      assertThat(value(store.latest().orElseThrow())).isEqualTo(value);
    }
  }

  static Snapshot snapshot(int value) {
    byte[] parameters = new byte[100_000];
    Arrays.fill(parameters, (byte) value);
    return new Snapshot(
        new TrainingIdentity("toy", "1", "ab", "a toy"),
        Map.of("value", Integer.toString(value)),
        List.of(
            new Snapshot.File("parameters.bin", out -> out.write(parameters)),
            new Snapshot.File("updater.bin", out -> out.write(parameters, 0, 10))));
  }

  static int value(Checkpoint checkpoint) {
    return Integer.parseInt(checkpoint.manifest().training().getOrDefault("value", "0"));
  }

  static void assertIntact(Checkpoint checkpoint) {
    for (Manifest.Entry entry : checkpoint.manifest().files()) {
      byte[] expected = new byte[entry.name().startsWith("p") ? 100_000 : 10];
      Arrays.fill(expected, (byte) value(checkpoint));
      try (var in = checkpoint.open(entry.name())) {
        assertThat(in.readAllBytes()).isEqualTo(expected);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static List<String> leftOvers(Path directory) throws IOException {
    return names(directory).stream()
        .filter(name -> name.startsWith(".") && !name.equals(CheckpointNames.LOCK))
        .toList();
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void failuresNameTheDirectory() {
    FaultyFiles files = new FaultyFiles(Fault.FAILS_FOR_GOOD, 0);
    try (DirectoryCheckpointStore store = DirectoryCheckpointStore.open(root, 1, files)) {
      assertThatThrownBy(() -> store.write(snapshot(1), Map.of(), NOON))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining(root.getFileName().toString())
          .hasMessageContaining("earlier ones are untouched")
          .hasCauseInstanceOf(IOException.class);
    }
  }
}
