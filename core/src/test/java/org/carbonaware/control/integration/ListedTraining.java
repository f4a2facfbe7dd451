package org.carbonaware.control.integration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.TrainingIdentity;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.CarbonControllerBuilder;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerListener;
import org.carbonaware.plan.Policies;

/** A training that lists what it is told, and can stand in the middle of an update. */
final class ListedTraining implements FedTraining {
  static final TrainingIdentity IDENTITY = TrainingIdentity.of("toy", "1", "a list", "a list");

  final List<String> told = new ArrayList<>();
  boolean betweenUpdates = true;
  private final DataPosition position;

  ListedTraining(DataPosition position) {
    this.position = position;
  }

  @Override
  public void batchGiven() {
    told.add("given");
  }

  @Override
  public boolean batchTaken() {
    told.add("taken");
    return betweenUpdates;
  }

  @Override
  public Snapshot capture() {
    told.add("captured");
    Map<String, String> attributes = new TreeMap<>();
    position.save(attributes);
    return new Snapshot(IDENTITY, attributes, List.of());
  }

  /** A controller that pauses only by hand. */
  static CarbonControllerBuilder control() {
    return CarbonController.builder()
        .zone("DE")
        .policy(Policies.runNow())
        .expectedWork(Duration.ofHours(1))
        .deadline(Duration.ofDays(365))
        .stopOnSignals(false, Duration.ZERO);
  }

  /** Keeps what happened. */
  static final class Events implements ControllerListener {
    private final List<ControllerEvent> all = new CopyOnWriteArrayList<>();

    @Override
    public void onEvent(ControllerEvent event) {
      all.add(event);
    }

    <E extends ControllerEvent> List<E> of(Class<E> type) {
      return all.stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<String> warnings() {
      return of(ControllerEvent.Warned.class).stream()
          .map(ControllerEvent.Warned::text)
          .toList();
    }
  }
}
