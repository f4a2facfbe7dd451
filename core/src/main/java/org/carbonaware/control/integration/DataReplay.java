package org.carbonaware.control.integration;

import java.util.function.BooleanSupplier;
import org.carbonaware.checkpoint.CheckpointException;

/**
 * Puts fresh data where the training was: reset as often as then, then read over the batches that
 * were trained, on the calling thread.
 */
public final class DataReplay {
  private final DataPosition position;
  private final Runnable reset;
  private final BooleanSupplier hasNext;
  private final Runnable next;

  /**
   * Makes a replay; reads nothing yet.
   *
   * @param position where the data is to be put
   * @param reset puts the data back to its start
   * @param hasNext whether the data has more batches in this epoch
   * @param next reads over one batch
   */
  public DataReplay(DataPosition position, Runnable reset, BooleanSupplier hasNext, Runnable next) {
    this.position = position;
    this.reset = reset;
    this.hasNext = hasNext;
    this.next = next;
  }

  /**
   * Replays. Blocks while it reads; call it once.
   *
   * @throws CheckpointException if the data ends too soon
   */
  public void run() {
    for (long i = 0; i < position.resets(); i++) {
      reset.run();
    }
    if (position.batchesInEpoch() == 0 && position.resets() < position.epochs()) {
      readToTheEnd(); // saved when the last epoch was done: fit resets only to begin the next
    }
    long inEpoch = 0;
    while (inEpoch < position.batchesInEpoch()) {
      if (hasNext.getAsBoolean()) {
        next.run();
        inEpoch++;
      } else if (inEpoch > 0 && !position.epochsTold()) {
        position.epochFound(inEpoch);
        reset.run();
        inEpoch = 0;
      } else {
        throw new CheckpointException("the data ends after " + inEpoch
            + " batches, but the checkpoint was taken after " + position.batchesInEpoch()
            + " of an epoch: give the data the training began with");
      }
    }
  }

  private void readToTheEnd() {
    while (hasNext.getAsBoolean()) {
      next.run();
    }
  }

  /**
   * Whether the replay stopped at the very end of an epoch that nobody has counted yet.
   *
   * @return true after the last batch of an epoch
   */
  public boolean atEndOfEpoch() {
    return position.batchesInEpoch() > 0 && !hasNext.getAsBoolean();
  }
}
