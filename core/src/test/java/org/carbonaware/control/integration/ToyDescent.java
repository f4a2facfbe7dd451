package org.carbonaware.control.integration;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.TrainingIdentity;
import org.carbonaware.control.CarbonController;

/**
 * A training without a framework that stands on all that integrations share. It draws random
 * numbers while it trains, and its optimizer has a state.
 */
final class ToyDescent implements FedTraining {
  static final int BATCHES = 6;

  final DataPosition position;
  final TrainingFeed feed;
  private final TrainingIdentity identity;
  private double parameter = 3;
  private double momentum;
  private long random = 42;
  private long updates;
  private double loss;
  private final CarbonController controller;

  ToyDescent(CarbonController controller, String model) {
    this.controller = controller;
    identity = TrainingIdentity.of("toy", "1", model, model);
    position = new DataPosition(controller);
    feed = new TrainingFeed(controller, position, this, null);
  }

  /** Begins, or goes on from the controller's checkpoint. */
  static ToyDescent resumeOrStart(CarbonController controller, String model) {
    ToyDescent training = new ToyDescent(controller, model);
    Optional<Checkpoint> found = controller.resumePoint(training.identity);
    found.map(SavedAttributes::of).ifPresent(training::restore);
    return training;
  }

  private void restore(SavedAttributes saved) {
    position.restore(saved);
    parameter = Double.longBitsToDouble(saved.number("parameter"));
    momentum = Double.longBitsToDouble(saved.number("momentum"));
    random = saved.number("random");
    updates = saved.number("updates");
  }

  /** Loses what an optimizer keeps. */
  void forgetMomentum() {
    momentum = 0;
  }

  /** As a gradient without bounds does. */
  void diverge() {
    parameter = Double.NaN;
  }

  /** Trains one batch. */
  double update(double target) {
    random = random * 6364136223846793005L + 1442695040888963407L;
    double slope = random < 0 ? 0 : parameter - target;
    loss = (parameter - target) * (parameter - target);
    momentum = 0.9 * momentum + slope;
    parameter -= 0.05 * momentum;
    updates++;
    return slope * slope;
  }

  long updates() {
    return updates;
  }

  @Override
  public void batchGiven() {}

  @Override
  public boolean batchTaken() {
    if (controller.wantsLoss()) {
      controller.loss(loss);
    }
    return true;
  }

  @Override
  public Snapshot capture() {
    Map<String, String> attributes = new TreeMap<>();
    position.save(attributes);
    attributes.put("parameter", Long.toString(Double.doubleToRawLongBits(parameter)));
    attributes.put("momentum", Long.toString(Double.doubleToRawLongBits(momentum)));
    attributes.put("random", Long.toString(random));
    attributes.put("updates", Long.toString(updates));
    byte[] bytes = Double.toHexString(parameter).getBytes(StandardCharsets.UTF_8);
    return new Snapshot(
        identity, attributes, List.of(new Snapshot.File("parameter", out -> out.write(bytes))));
  }
}
