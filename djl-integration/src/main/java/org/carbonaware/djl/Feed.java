package org.carbonaware.djl;

import org.carbonaware.control.integration.BatchBoundary;
import org.carbonaware.control.integration.DataPosition;
import org.carbonaware.control.integration.DataSize;

/** What happens between the batches of a training: the safe point, and the seeds of the plan. */
final class Feed {
  private final DataPosition position;
  private final BatchBoundary boundary;
  private final SeedPlan seeds;
  private final DataSize size;
  private final Runnable epochTrained;
  private boolean begun;
  private boolean unasked;
  private boolean seeded;

  Feed(
      DataPosition position,
      BatchBoundary boundary,
      SeedPlan seeds,
      DataSize size,
      Runnable epochTrained) {
    this.position = position;
    this.boundary = boundary;
    this.seeds = seeds;
    this.size = size;
    this.epochTrained = epochTrained;
  }

  /** Data is asked for from its start; returns how many of its batches are trained already. */
  long beginEpoch() {
    if (begun || position.resets() < position.epochs()) {
      boundary.reset(); // an epoch that was left in its middle counts as ended
    } else if (position.batchesInEpoch() > 0) {
      boundary.continueEpoch();
    }
    begun = true;
    unasked = false;
    seeded = false;
    seeds.epochBegins(position.epochs());
    return position.batchesInEpoch();
  }

  /** One of the batches that were trained already is about to be drawn again. */
  void replays(long batch) {
    seeds.batchBegins(position.epochs(), batch);
  }

  /** The next batch is about to be drawn, for which the data may need random numbers. */
  void draws() {
    if (!seeded) {
      seeded = true;
      seeds.batchBegins(position.epochs(), position.batchesInEpoch() + (unasked ? 1 : 0));
    }
  }

  void asked(boolean more) {
    unasked = false;
    long epochs = position.epochs();
    boundary.asked(more);
    if (position.epochs() > epochs) {
      epochTrained.run();
    }
  }

  void wanted() {
    unasked = false;
    boundary.wanted();
  }

  DataSize size() {
    return size;
  }

  void given(int examples) {
    if (position.batchesInEpoch() == 0) {
      size.firstBatch(examples);
    }
    boundary.given();
    unasked = true;
    seeded = false;
  }
}
