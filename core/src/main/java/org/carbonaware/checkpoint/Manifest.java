package org.carbonaware.checkpoint;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is in a checkpoint; stored as {@code manifest.json} beside the files it names.
 *
 * @param formatVersion the format of the directory; readers refuse a higher one
 * @param sequence rises by one with each checkpoint of a directory
 * @param writtenAt when it was taken
 * @param identity which training it belongs to
 * @param run what the controller needs to go on: run id, deadline, progress
 * @param training what the integration needs to go on: counters, random states, data position
 * @param files the files, in the order written
 */
public record Manifest(
    int formatVersion,
    long sequence,
    Instant writtenAt,
    TrainingIdentity identity,
    Map<String, String> run,
    Map<String, String> training,
    List<Entry> files) {
  /** The format this version writes. */
  public static final int FORMAT_VERSION = 1;

  /** What {@code run} calls the training's last loss; missing if none was told. */
  public static final String LOSS = "loss";

  /** Copies the collections. */
  public Manifest {
    run = Map.copyOf(run);
    training = Map.copyOf(training);
    files = List.copyOf(files);
  }

  /**
   * One file.
   *
   * @param name its plain name
   * @param bytes its size
   * @param sha256 its SHA-256, 64 lower-case hexadecimal digits; empty if not made yet, as in a
   *     large checkpoint that has just been written
   * @param crcs its CRC-32 and CRC-32C, 8 lower-case hexadecimal digits each; empty if not known,
   *     as in checkpoints of earlier versions
   */
  public record Entry(String name, long bytes, String sha256, String crcs) {
    /**
     * A file whose CRCs are not known.
     *
     * @param name its plain name
     * @param bytes its size
     * @param sha256 its SHA-256, 64 lower-case hexadecimal digits
     */
    public Entry(String name, long bytes, String sha256) {
      this(name, bytes, sha256, "");
    }
  }

  /**
   * Whether the training's loss was no finite number when this was taken: then its parameters are
   * likely lost, and a store keeps the newest one from before besides.
   *
   * @return false also if no loss was told
   */
  public boolean diverged() {
    String loss = run.get(LOSS);
    return loss != null && (loss.equals("NaN") || loss.endsWith("Infinity"));
  }

  /** The same with other files. */
  Manifest withFiles(List<Entry> others) {
    return new Manifest(formatVersion, sequence, writtenAt, identity, run, training, others);
  }

  /**
   * The size of all files.
   *
   * @return bytes, the manifest itself not counted
   */
  public long bytes() {
    return files.stream().mapToLong(Entry::bytes).sum();
  }
}
