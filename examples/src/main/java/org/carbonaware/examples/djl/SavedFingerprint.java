package org.carbonaware.examples.djl;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.DirectoryCheckpointStore;
import org.carbonaware.checkpoint.Manifest;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;

/**
 * Digests of all that was saved at the end of a training. DJL shows nobody what its optimizer
 * remembers; a checkpoint of {@link org.carbonaware.djl.CarbonAwareTraining} holds it by name.
 */
public final class SavedFingerprint {
  private static final Map<String, String> NAMES =
      Map.of("parameters.safetensors", "parameters", "optimizer.safetensors", "optimizer state");

  private SavedFingerprint() {}

  /**
   * Reads the newest checkpoint of a directory that no controller uses.
   *
   * @param directory of the checkpoints
   * @param updates of the whole training
   * @return the fingerprint
   * @throws CheckpointException if the training's end was not saved there
   */
  public static TrainingFingerprint newest(Path directory, long updates) {
    Optional<Checkpoint> newest;
    try (DirectoryCheckpointStore store = DirectoryCheckpointStore.open(directory)) {
      newest = store.latest();
    }
    String found = newest
        .map(checkpoint -> checkpoint.manifest().training().getOrDefault("updates", "?"))
        .orElse("0");
    if (newest.isEmpty() || !found.equals(Long.toString(updates))) {
      throw new CheckpointException("the newest checkpoint in " + directory + " is of update "
          + found + " and not of the last, " + updates
          + ": the end of the training could not be saved, so it can't be compared");
    }
    return of(newest.get().manifest());
  }

  /**
   * Takes the digests of what was saved.
   *
   * @param manifest of the checkpoint
   * @return the fingerprint
   */
  public static TrainingFingerprint of(Manifest manifest) {
    TrainingFingerprint.Builder builder = TrainingFingerprint.builder();
    for (Manifest.Entry file : manifest.files()) {
      builder.digest(NAMES.getOrDefault(file.name(), file.name()), file.sha256());
    }
    return builder
        .counter("updates", number(manifest, "updates"))
        .counter("epochs", number(manifest, "epochsTrained"))
        .build();
  }

  private static long number(Manifest manifest, String name) {
    return Long.parseLong(manifest.training().getOrDefault(name, "-1"));
  }
}
