package org.carbonaware.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.carbonaware.checkpoint.FaultyFiles.Fault;
import org.carbonaware.control.tck.CampaignReport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stores that die or fail at random steps, one after the other in one directory: what was written
 * is there, whole, and nothing else is in the way.
 */
@Tag("slow")
class CheckpointCampaignTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final int STORES_OF_A_DIRECTORY = 20;
  private static final int MOST_STEPS = 80;

  @TempDir
  Path root;

  private final CampaignReport report = new CampaignReport("checkpoint-files");
  private int acknowledged;
  private int attempted;

  @Test
  void whatWasWrittenIsThere() throws IOException {
    SplittableRandom random = new SplittableRandom(CampaignReport.seed());
    int stores = CampaignReport.size(100);
    for (int i = 0; i < stores; i++) {
      Path directory = root.resolve("directory-" + i / STORES_OF_A_DIRECTORY);
      if (i % STORES_OF_A_DIRECTORY == 0) {
        acknowledged = 0;
        attempted = 0;
      }
      strike(directory, random.split());
      look(directory, 1 + random.nextInt(3));
    }
    System.out.println(report.write());
  }

  private void strike(Path directory, SplittableRandom random) {
    Fault fault = List.of(Fault.values()).get(random.nextInt(Fault.values().length));
    FaultyFiles files = new FaultyFiles(fault, random.nextInt(MOST_STEPS));
    long largeBytes = random.nextBoolean() ? 0 : Long.MAX_VALUE; // digests afterwards, or before
    String outcome = "what was written is there";
    DirectoryCheckpointStore store = null;
    try {
      store = DirectoryCheckpointStore.open(
          directory, 1 + random.nextInt(3), files, new Afterwork(Runnable::run), largeBytes);
      for (int writes = 0; writes < 4; writes++) {
        write(store);
      }
    } catch (FaultyFiles.Death | CheckpointException e) {
      // it is looked at below
    } finally {
      if (store != null) {
        store.close(); // as the operating system does for the dead
      }
    }
    report.add(words(fault), files.struck() ? outcome : "came too late");
  }

  private void write(CheckpointStore store) {
    attempted++;
    try {
      store.write(CheckpointCrashTest.snapshot(attempted), Map.of(), NOON);
      acknowledged = attempted;
    } catch (CheckpointException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private void look(Path directory, int keepLast) throws IOException {
    try (DirectoryCheckpointStore store =
        DirectoryCheckpointStore.open(directory, keepLast, FaultyFiles.sound())) {
      if (store.latest().isEmpty()) {
        assertThat(acknowledged)
            .as("checkpoints that were written and are gone")
            .isZero();
        return;
      }
      Checkpoint latest = store.latest().get();
      int value = CheckpointCrashTest.value(latest);
      assertThat(value).isBetween(acknowledged, attempted);
      CheckpointCrashTest.assertIntact(latest);
      acknowledged = value;
      attempted = value;
      try (Stream<Path> names = Files.list(directory)) {
        assertThat(names.map(CheckpointNames::nameOf))
            .allMatch(name -> name.startsWith("checkpoint-") || name.equals(CheckpointNames.LOCK));
      }
    }
  }

  private static String words(Fault fault) {
    return switch (fault) {
      case PROCESS_DIES -> "the process dies between two steps of a write";
      case MACHINE_DIES_RENAMES_LOST -> "the machine dies: torn files, renames lost";
      case MACHINE_DIES_RENAMES_KEPT -> "the machine dies: torn files, renames kept";
      case FAILS_ONCE -> "one step fails, such as fsync, and no other";
      case FAILS_FOR_GOOD -> "one step fails, and every other from there on";
    };
  }
}
