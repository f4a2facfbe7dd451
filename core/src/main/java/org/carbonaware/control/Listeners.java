package org.carbonaware.control;

import java.util.Collection;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who are told what happens, each once however often it was added. One that fails is logged
 * and told on. Safe to add to from any thread; told from one at a time.
 */
final class Listeners {
  private static final Logger log = LoggerFactory.getLogger(Listeners.class);

  private final CopyOnWriteArrayList<ControllerListener> all = new CopyOnWriteArrayList<>();
  private boolean failed;
  private volatile @Nullable Consumer<ControllerListener> telling;
  private volatile @Nullable ControllerListener toldLast;

  Listeners(Collection<ControllerListener> first) {
    first.forEach(this::add);
  }

  /** A ledger that was told everything twice would count all energy twice. */
  synchronized void add(ControllerListener listener) {
    if (all.stream().noneMatch(known -> known == listener)) {
      all.add(listener);
    }
  }

  void tell(ControllerEvent event) {
    each(listener -> listener.onEvent(event));
  }

  void close() {
    each(ControllerListener::onClose);
  }

  private void each(Consumer<ControllerListener> call) {
    telling = call;
    for (ControllerListener listener : all) {
      toldLast = listener;
      guarded(listener, call);
    }
    telling = null;
  }

  /**
   * Tells those who come after a listener that never returns, for it ends the process, what it was
   * told, and that one nothing any more. On the thread that takes over.
   */
  void goOnAfterTheLast() {
    Consumer<ControllerListener> call = telling;
    ControllerListener last = toldLast;
    if (call == null || last == null) {
      return;
    }
    boolean past = false;
    for (ControllerListener listener : all) {
      if (past) {
        toldLast = listener;
        guarded(listener, call);
      }
      past |= listener == last;
    }
    telling = null;
    all.removeIf(listener -> listener == last);
  }

  private void guarded(ControllerListener listener, Consumer<ControllerListener> call) {
    boolean interrupted = Thread.interrupted(); // as on a thread that starts or closes the run
    try {
      call.accept(listener);
    } catch (RuntimeException | Error e) {
      if (!failed) {
        failed = true; // one is enough in the log: it will likely fail at every event
        log.warn("a controller listener failed; the run goes on", e);
      }
    } finally {
      boolean unused = Thread.interrupted(); // a listener's own, no business of the next one's
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
