package org.carbonaware.control.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.TrainingIdentity;

/** A training that lists what it is told, and can stand in the middle of an update. */
class ListedTraining implements FedTraining {
  static final TrainingIdentity IDENTITY = TrainingIdentity.of("toy", "1", "a list", "a list");

  final List<String> told = new ArrayList<>();
  boolean betweenUpdates = true;
  private final DataPosition position;

  ListedTraining(DataPosition position) {
    this.position = position;
  }

  @Override
  public final void batchGiven() {
    told.add("given");
  }

  @Override
  public final boolean batchTaken() {
    told.add("taken");
    return betweenUpdates;
  }

  @Override
  public final Snapshot capture() {
    told.add("captured");
    Map<String, String> attributes = new TreeMap<>();
    position.save(attributes);
    return new Snapshot(IDENTITY, attributes, List.of());
  }
}
