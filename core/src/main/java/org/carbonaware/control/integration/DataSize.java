package org.carbonaware.control.integration;

import java.util.Map;
import java.util.function.Consumer;

/**
 * Knows data that goes on again by its size: other data can't be put where the training was.
 * Belongs to the training thread.
 */
public final class DataSize {
  private static final String EXAMPLES = "examples";
  private static final String BATCH = "batchSize";
  private static final long UNKNOWN = -1;

  private final Consumer<String> difference;
  private long examples = UNKNOWN;
  private long batch = UNKNOWN;
  private long savedExamples = UNKNOWN;
  private long savedBatch = UNKNOWN;

  /**
   * Makes an unknown size.
   *
   * @param difference told, in a sentence, that a resumed training has other data
   */
  public DataSize(Consumer<String> difference) {
    this.difference = difference;
  }

  /**
   * Sees how much data there is.
   *
   * @param now the examples of an epoch
   */
  public void examples(long now) {
    examples = now;
    compare("examples", savedExamples, now);
    savedExamples = UNKNOWN;
  }

  /**
   * Sees the first batch of an epoch.
   *
   * @param now its examples
   */
  public void firstBatch(long now) {
    batch = now;
    compare("examples in a batch", savedBatch, now);
    savedBatch = UNKNOWN;
  }

  private void compare(String what, long saved, long now) {
    if (saved != UNKNOWN && saved != now) {
      difference.accept("the data has " + now + " " + what + ", but had " + saved
          + " when the checkpoint was written: what is left of it is other than it would have been;"
          + " give the data the training began with");
    }
  }

  /**
   * Adds the size to the attributes of a snapshot.
   *
   * @param attributes where to
   */
  public void save(Map<String, String> attributes) {
    attributes.put(EXAMPLES, Long.toString(examples));
    attributes.put(BATCH, Long.toString(batch));
  }

  /**
   * Expects the size of a checkpoint; that of batches may change between two epochs.
   *
   * @param saved the checkpoint's attributes
   * @param withinEpoch whether it was written within an epoch
   */
  public void restore(SavedAttributes saved, boolean withinEpoch) {
    savedExamples = examples = saved.number(EXAMPLES);
    batch = saved.number(BATCH);
    savedBatch = withinEpoch ? batch : UNKNOWN;
  }
}
