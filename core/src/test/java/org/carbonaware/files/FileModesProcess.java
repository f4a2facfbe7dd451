package org.carbonaware.files;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.checkpoint.CheckpointStore;
import org.carbonaware.checkpoint.DirectoryCheckpointStore;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.TrainingIdentity;
import org.carbonaware.control.ControllerEvent.RunStarted;
import org.carbonaware.control.ControllerEvent.Warned;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridProviders;
import org.carbonaware.grid.Zone;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.sql.SqlLedger;

/** Makes one of each kind of file that is kept, in a process whose umask the caller chooses. */
final class FileModesProcess {
  private FileModesProcess() {}

  /** Arguments: the folder of it all, and the address of a grid's document. */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    checkpoint(root.resolve("made/checkpoints"));
    Path records = root.resolve("made/here/records");
    record(records);
    SqlLedger.open("jdbc:sqlite:" + root.resolve("made/there/runs.db")).importDirectory(records);
    Instant now = InstantSource.system().instant();
    GridProviders.keptIn(root.resolve("made/cache/grid"))
        .document(URI.create(arguments[1]), Basis.LIFECYCLE)
        .forecast(Zone.of("DE"), now, Duration.ofHours(6));
    checkpoint(root.resolve("given"));
    record(root.resolve("given"));
    System.exit(0); // the cache's threads would keep this process for a while
  }

  private static void checkpoint(Path directory) {
    try (CheckpointStore store = DirectoryCheckpointStore.open(directory)) {
      Snapshot snapshot = new Snapshot(
          new TrainingIdentity("toy", "1", "ab", "a toy"),
          Map.of(),
          List.of(new Snapshot.File("parameters.bin", out -> out.write(7))));
      store.write(snapshot, Map.of(), Instant.EPOCH);
    }
  }

  private static void record(Path directory) {
    Instant start = Instant.parse("2024-06-03T05:00:00Z");
    Ledger ledger = Ledger.in(directory);
    ledger.onEvent(new RunStarted(
        start,
        "run-1",
        start,
        start.plus(Duration.ofHours(24)),
        "DE",
        "lifecycle",
        "plan",
        Optional.empty(),
        Optional.empty(),
        Boundary.DEFAULT,
        Duration.ofMinutes(1)));
    ledger.onEvent(new Warned(start, "nothing"));
    ledger.onClose();
  }
}
