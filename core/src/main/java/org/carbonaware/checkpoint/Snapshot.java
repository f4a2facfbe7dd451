package org.carbonaware.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A training's state at one safe point, detached from the live training: it may be written later
 * and on another thread while the training goes on.
 *
 * @param identity which training this is
 * @param attributes small values (counters, random states), keys and values of the integration's
 *     choice
 * @param files the large values, each with a distinct name
 */
public record Snapshot(
    TrainingIdentity identity, Map<String, String> attributes, List<File> files) {
  /**
   * Copies the collections.
   *
   * @throws CheckpointException if two files have the same name; upper and lower case are the same,
   *     as they are to some file systems
   */
  public Snapshot {
    attributes = Map.copyOf(attributes);
    files = List.copyOf(files);
    Set<String> names = new HashSet<>();
    for (File file : files) {
      if (!names.add(file.name().toLowerCase(Locale.ROOT))) {
        throw new CheckpointException("Two files of a snapshot are named \"" + file.name()
            + "\": expected distinct names, also when case is ignored");
      }
    }
  }

  /**
   * One file of a snapshot.
   *
   * @param name a plain file name of 1 to 127 letters, digits, {@code . - _}, no dot in front; not
   *     {@code manifest.json}
   * @param content writes the bytes
   */
  public record File(String name, Content content) {
    /**
     * Checks the name.
     *
     * @throws CheckpointException if it is not a plain one
     */
    public File {
      if (!CheckpointNames.isPlain(name)) {
        throw new CheckpointException("A snapshot can't have a file named \"" + name
            + "\": expected 1 to 127 letters, digits, '.', '-' or '_' with no dot in front, and not "
            + CheckpointNames.MANIFEST);
      }
    }
  }

  /** Writes a file's bytes. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes all bytes; need not close the stream.
     *
     * @param out where to
     * @throws IOException if the stream fails
     */
    void writeTo(OutputStream out) throws IOException;
  }
}
