package org.carbonaware.control;

import java.util.Collection;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who are told what happens. One that fails is logged and told on. Safe to add to from any
 * thread; told from one at a time.
 */
final class Listeners {
  private static final Logger log = LoggerFactory.getLogger(Listeners.class);

  private final CopyOnWriteArrayList<ControllerListener> all;
  private boolean failed;

  Listeners(Collection<ControllerListener> first) {
    all = new CopyOnWriteArrayList<>(first);
  }

  void add(ControllerListener listener) {
    all.add(listener);
  }

  void tell(ControllerEvent event) {
    for (ControllerListener listener : all) {
      guarded(() -> listener.onEvent(event));
    }
  }

  void close() {
    for (ControllerListener listener : all) {
      guarded(listener::onClose);
    }
  }

  private void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | Error e) {
      if (!failed) {
        failed = true; // one is enough in the log: it will likely fail at every event
        log.warn("a controller listener failed; the run goes on", e);
      }
    }
  }
}
