package org.carbonaware.control.tck;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerListener;
import org.carbonaware.control.ControllerState;

/** Keeps what happened. Safe for several threads. */
public final class KeptEvents implements ControllerListener {
  private final List<ControllerEvent> all = new CopyOnWriteArrayList<>();
  private volatile Class<? extends ControllerEvent> awaited = ControllerEvent.RunEnded.class;
  private volatile Runnable onAwaited = () -> {};

  /** Nothing has happened yet. */
  public KeptEvents() {}

  @Override
  public void onEvent(ControllerEvent event) {
    all.add(event);
    if (awaited.isInstance(event)) {
      onAwaited.run();
    }
  }

  /**
   * Runs something, on the control thread, whenever a kind of event comes.
   *
   * @param type the kind
   * @param action what to run
   */
  public void onNext(Class<? extends ControllerEvent> type, Runnable action) {
    onAwaited = action;
    awaited = type;
  }

  /**
   * The events of a kind.
   *
   * @param type the kind
   * @return in their order
   * @param <E> the kind
   */
  public <E extends ControllerEvent> List<E> of(Class<E> type) {
    return all.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /**
   * What was warned of.
   *
   * @return the texts, in their order
   */
  public List<String> warnings() {
    return of(ControllerEvent.Warned.class).stream()
        .map(ControllerEvent.Warned::text)
        .toList();
  }

  /**
   * How often the training stood still.
   *
   * @return 0 or more
   */
  public long pauses() {
    return of(ControllerEvent.StateChanged.class).stream()
        .filter(change -> change.to() == ControllerState.PAUSED)
        .count();
  }
}
