package org.carbonaware.control;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.carbonaware.control.ControllerEvent.DecisionMade;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.control.ControllerEvent.Warned;
import org.carbonaware.plan.Reason;

/** A listener that remembers. */
final class RecordedEvents implements ControllerListener {
  private final List<ControllerEvent> events = new CopyOnWriteArrayList<>();
  private volatile int closed;

  @Override
  public void onEvent(ControllerEvent event) {
    events.add(event);
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // called by one thread
  public void onClose() {
    closed++;
  }

  int closed() {
    return closed;
  }

  List<ControllerEvent> all() {
    return List.copyOf(events);
  }

  <E extends ControllerEvent> List<E> of(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  List<String> warnings() {
    return of(Warned.class).stream().map(Warned::text).toList();
  }

  List<ControllerState> states() {
    return of(StateChanged.class).stream().map(StateChanged::to).toList();
  }

  List<Reason.Code> decisions() {
    return of(DecisionMade.class).stream()
        .map(made -> made.decision().reason().code())
        .toList();
  }
}
