package org.carbonaware.examples.djl;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.CheckpointStore;
import org.carbonaware.checkpoint.Manifest;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.control.CarbonController;
import org.carbonaware.plan.Policies;
import org.jspecify.annotations.Nullable;

/** Keeps of what is saved the newest manifest only: digests of a training that nobody resumes. */
public final class LastSnapshot implements CheckpointStore {
  private @Nullable Manifest newest;

  /** Holds nothing yet. */
  public LastSnapshot() {}

  /**
   * A controller that never pauses and saves here when the training is done, for a training to
   * compare with.
   *
   * @param epochs of the whole run, at least 1
   * @return the controller; close it
   */
  public CarbonController neverPausing(int epochs) {
    return CarbonController.builder()
        .zone("DE")
        .policy(Policies.runNow())
        .epochs(epochs)
        .deadline(Duration.ofDays(365))
        .checkpoints(this)
        .checkpointEvery(Duration.ofDays(365))
        .stopOnSignals(false, Duration.ZERO)
        .start();
  }

  /**
   * What a directory would hold of the training's last state.
   *
   * @return its digests
   * @throws IllegalStateException if nothing was saved
   */
  public synchronized Manifest manifest() {
    Manifest written = newest;
    if (written == null) {
      throw new IllegalStateException("the training saved nothing at its end");
    }
    return written;
  }

  @Override
  public synchronized Manifest write(Snapshot snapshot, Map<String, String> run, Instant at) {
    long sequence = newest == null ? 1 : newest.sequence() + 1;
    List<Manifest.Entry> files =
        snapshot.files().stream().map(LastSnapshot::digest).toList();
    Manifest written = new Manifest(
        Manifest.FORMAT_VERSION,
        sequence,
        at,
        snapshot.identity(),
        run,
        snapshot.attributes(),
        files);
    newest = written;
    return written;
  }

  private static Manifest.Entry digest(Snapshot.File file) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (DigestOutputStream out =
          new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
        file.content().writeTo(out);
      }
      return new Manifest.Entry(file.name(), 0, HexFormat.of().formatHex(digest.digest()));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new CheckpointException("no digest of " + file.name(), e);
    }
  }

  @Override
  public Optional<Checkpoint> latest() {
    return Optional.empty();
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }

  @Override
  public void close() {}
}
