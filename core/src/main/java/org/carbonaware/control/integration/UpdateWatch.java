package org.carbonaware.control.integration;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells by an optimizer's count of updates what has become of the batches handed out. Gradients
 * that are summed up over several batches are not saved: a state is whole only where the newest
 * batch was followed by an update. Belongs to the training thread.
 */
public final class UpdateWatch {
  /** More batches than anybody accumulates gradients over before an update. */
  private static final int LONGEST_ACCUMULATION = 1_000;

  private static final long UNKNOWN = Long.MIN_VALUE;

  private final LongSupplier updates;
  private final Consumer<String> untrained;
  private long updatesBefore;
  private long updatesBeforeEpoch;
  private int batchesWithoutUpdate;
  private boolean reported;

  /**
   * Makes a watch of a training at its start.
   *
   * @param updates grows with every update
   * @param untrained told, once, that data is handed out and nothing updated: which data, to begin
   *     a sentence with
   */
  public UpdateWatch(LongSupplier updates, Consumer<String> untrained) {
    this.updates = updates;
    this.untrained = untrained;
    this.updatesBeforeEpoch = updates.getAsLong();
  }

  /** The training goes on from a checkpoint, perhaps within an epoch. */
  public void resumed() {
    updatesBeforeEpoch = UNKNOWN;
  }

  /** A batch is handed out. */
  public void batchGiven() {
    updatesBefore = updates.getAsLong();
  }

  /**
   * The batch given before has been trained, or should have been.
   *
   * @return whether it was followed by an update; also if there has been none for so long that none
   *     will be seen, so that a pause holds all the same
   */
  public boolean batchTaken() {
    if (updates.getAsLong() != updatesBefore) {
      batchesWithoutUpdate = 0;
    } else if (++batchesWithoutUpdate == LONGEST_ACCUMULATION) {
      report(LONGEST_ACCUMULATION + " batches");
    }
    return batchesWithoutUpdate == 0 || batchesWithoutUpdate >= LONGEST_ACCUMULATION;
  }

  /** An epoch has been counted. */
  public void epochTaken() {
    if (updates.getAsLong() == updatesBeforeEpoch) {
      batchesWithoutUpdate = LONGEST_ACCUMULATION;
      report("a whole epoch of data");
    }
    updatesBeforeEpoch = updates.getAsLong();
  }

  private void report(String what) {
    if (!reported) {
      reported = true;
      untrained.accept(what);
    }
  }
}
