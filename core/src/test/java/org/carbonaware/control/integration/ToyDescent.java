package org.carbonaware.control.integration;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.TrainingIdentity;
import org.carbonaware.control.CarbonController;

/** A training without a framework that stands on all that integrations share. */
final class ToyDescent implements FedTraining {
  static final int BATCHES = 7;
  private static final TrainingIdentity IDENTITY =
      TrainingIdentity.of("toy", "1", "a parameter with momentum", "1 parameter");

  final DataPosition position;
  final TrainingFeed feed;
  private final boolean forgetful;
  private double parameter = 3;
  private double momentum;
  private long updates;

  ToyDescent(CarbonController controller, boolean forgetful) {
    this.forgetful = forgetful;
    position = new DataPosition(controller);
    Optional<Checkpoint> found = controller.resumePoint(IDENTITY);
    found.map(SavedAttributes::of).ifPresent(this::restore);
    feed = new TrainingFeed(controller, position, this, null);
  }

  private void restore(SavedAttributes saved) {
    position.restore(saved);
    parameter = Double.longBitsToDouble(saved.number("parameter"));
    momentum = forgetful ? 0 : Double.longBitsToDouble(saved.number("momentum"));
    updates = saved.number("updates");
  }

  /** Trains one batch. */
  double update(double target) {
    double slope = parameter - target;
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
    return true;
  }

  @Override
  public Snapshot capture() {
    Map<String, String> attributes = new TreeMap<>();
    position.save(attributes);
    attributes.put("parameter", Long.toString(Double.doubleToRawLongBits(parameter)));
    attributes.put("momentum", Long.toString(Double.doubleToRawLongBits(momentum)));
    attributes.put("updates", Long.toString(updates));
    byte[] bytes = Double.toHexString(parameter).getBytes(StandardCharsets.UTF_8);
    return new Snapshot(
        IDENTITY, attributes, List.of(new Snapshot.File("parameter", out -> out.write(bytes))));
  }

  /** Data whose order changes at each reset. */
  static final class Data implements Iterator<Double> {
    private final Random random = new Random(3);
    private final double[] targets = random.doubles(BATCHES).toArray();
    private int next;

    @Override
    public boolean hasNext() {
      return next < BATCHES;
    }

    @Override
    public Double next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return targets[next++];
    }

    void reset() {
      next = 0;
      targets[random.nextInt(BATCHES)] = random.nextDouble();
    }
  }
}
