package org.carbonaware.control.integration;

import java.util.Map;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.control.CarbonController;

/**
 * How far the data has been consumed; tells the controller too. Belongs to the training thread;
 * with several of them its counts are not exact.
 */
public final class DataPosition {
  private static final String EPOCHS = "epochsTrained";
  private static final String BATCHES = "batchesInEpoch";
  private static final String RESETS = "dataResets";
  private static final String TOLD = "epochsTold";

  private final CarbonController controller;
  private long epochs;
  private long batchesInEpoch;
  private long resets;
  private boolean epochsTold;

  /**
   * The position at the very start of the data.
   *
   * @param controller the run's controller, told of each batch and epoch
   */
  public DataPosition(CarbonController controller) {
    this.controller = controller;
  }

  /**
   * Epochs trained to their end, in all processes of the run.
   *
   * @return 0 or more
   */
  public long epochs() {
    return epochs;
  }

  /**
   * Batches trained since the last end of an epoch.
   *
   * @return 0 or more
   */
  public long batchesInEpoch() {
    return batchesInEpoch;
  }

  /**
   * How often the data was put back to its start.
   *
   * @return 0 or more
   */
  public long resets() {
    return resets;
  }

  /**
   * Whether ends of epochs are seen. A listener in a loop over single batches does not see them:
   * all its batches then count as those of one epoch.
   *
   * @return false until {@link #epochsAreTold()}
   */
  public boolean epochsTold() {
    return epochsTold;
  }

  /** Ends of epochs will be told from now on. */
  public void epochsAreTold() {
    epochsTold = true;
  }

  /** The data was put back to its start. */
  public void dataReset() {
    resets++;
  }

  /** A batch was trained. */
  public void batchTrained() {
    batchesInEpoch++;
    controller.batchDone();
  }

  /** An epoch was trained to its end. */
  public void epochEnded() {
    controller.epochDone(batchesInEpoch);
    epochs++;
    batchesInEpoch = 0;
  }

  /** The interrupted epoch is begun again from its first batch. */
  public void epochRestarted() {
    batchesInEpoch = 0;
  }

  /** An epoch and a reset nobody told of turned out to be among the batches trained. */
  void epochFound(long batches) {
    controller.epochDone(batches);
    epochs++;
    resets++;
    batchesInEpoch -= batches;
  }

  /**
   * Adds the position to the attributes of a snapshot.
   *
   * @param attributes where to
   */
  public void save(Map<String, String> attributes) {
    attributes.put(EPOCHS, Long.toString(epochs));
    attributes.put(BATCHES, Long.toString(batchesInEpoch));
    attributes.put(RESETS, Long.toString(resets));
    attributes.put(TOLD, Boolean.toString(epochsTold));
  }

  /**
   * Takes the position of a checkpoint, all of it or nothing. The controller is not told: it knows
   * the run's progress from the same checkpoint.
   *
   * @param saved the checkpoint's attributes
   * @throws CheckpointException if one of the position's is missing or unsound
   */
  public void restore(SavedAttributes saved) {
    long epochsDone = saved.number(EPOCHS);
    long batchesDone = saved.number(BATCHES);
    long dataResets = saved.number(RESETS);
    epochsTold = saved.flag(TOLD);
    epochs = epochsDone;
    batchesInEpoch = batchesDone;
    resets = dataResets;
  }
}
