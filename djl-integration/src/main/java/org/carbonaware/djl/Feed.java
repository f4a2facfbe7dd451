package org.carbonaware.djl;

import org.carbonaware.control.integration.BatchBoundary;
import org.carbonaware.control.integration.DataPosition;

/** What happens between the batches of a training: the safe point, and the seeds of the plan. */
final class Feed {
  private final DataPosition position;
  private final BatchBoundary boundary;
  private final SeedPlan seeds;
  private final Runnable epochTrained;
  private boolean begun;
  private boolean seeded;

  Feed(DataPosition position, BatchBoundary boundary, SeedPlan seeds, Runnable epochTrained) {
    this.position = position;
    this.boundary = boundary;
    this.seeds = seeds;
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
    seeded = false;
    seeds.epochBegins(position.epochs());
    return position.batchesInEpoch();
  }

  void asked(boolean more) {
    boundary.asked(more);
    if (more) {
      seed();
    } else {
      epochTrained.run();
    }
  }

  void wanted() {
    boundary.wanted();
    seed();
  }

  void given() {
    boundary.given();
    seeded = false;
  }

  private void seed() {
    if (!seeded) {
      seeded = true;
      seeds.batchBegins(position.epochs(), position.batchesInEpoch());
    }
  }
}
