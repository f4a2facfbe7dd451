package org.carbonaware.checkpoint;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a checkpoint says of itself. */
public final class ManifestFuzz {
  private ManifestFuzz() {}

  /**
   * Reads it, and writes what was read.
   *
   * @param input the bytes of {@code manifest.json}
   */
  public static void fuzzerTestOneInput(byte[] input) {
    Manifest manifest;
    try {
      manifest = ManifestJson.read(input);
    } catch (IOException refused) {
      if (refused.getMessage() == null || refused.getMessage().length() > 2000) {
        throw new AssertionError("a refusal that helps nobody", refused);
      }
      return;
    }
    try {
      if (!ManifestJson.read(ManifestJson.write(manifest)).equals(manifest)) {
        throw new AssertionError("what is written is not what was read");
      }
    } catch (IOException e) {
      throw new AssertionError("what was read can't be written", e);
    }
  }

  /**
   * Sound manifests to begin with.
   *
   * @return their bytes
   */
  public static List<byte[]> seeds() {
    Manifest manifest = new Manifest(
        1,
        7,
        Instant.parse("2024-06-01T12:00:00Z"),
        new TrainingIdentity("framework", "1.0", "model", "a description"),
        Map.of("runId", "run-1"),
        Map.of("epoch", "3", "seed", "42"),
        List.of(new Manifest.Entry("state.bin", 12, "0".repeat(64))));
    try {
      return List.of(ManifestJson.write(manifest));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
