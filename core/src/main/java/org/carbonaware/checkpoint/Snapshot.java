package org.carbonaware.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

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
  /** Copies the collections. */
  public Snapshot {
    attributes = Map.copyOf(attributes);
    files = List.copyOf(files);
  }

  /**
   * One file of a snapshot.
   *
   * @param name a plain file name, letters, digits, {@code . - _}
   * @param content writes the bytes
   */
  public record File(String name, Content content) {}

  /** Writes a file's bytes. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes all bytes; does not close the stream.
     *
     * @param out where to
     * @throws IOException if the stream fails
     */
    void writeTo(OutputStream out) throws IOException;
  }
}
