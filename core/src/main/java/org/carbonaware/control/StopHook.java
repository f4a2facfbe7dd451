package org.carbonaware.control;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.carbonaware.control.StandingOrder.Leaving;

/**
 * Answers Ctrl-C and SIGTERM: asks the training to save itself at its next safe point, waits for
 * that a limited time, and completes the record. The Java runtime then ends the process with 130 or
 * 143. A second signal does not cut this short: the Java runtime takes it only after its hooks.
 */
final class StopHook {
  private static final long LOOK_MILLIS = 100;

  private final ControlledRun controlled;
  private final Duration grace;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::run, "carbon-stop");

  StopHook(ControlledRun controlled, Duration grace) {
    this.controlled = controlled;
    this.grace = grace;
  }

  void install() {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException alreadyGoingDown) {
      // Too late to be asked to stop.
    }
  }

  /** The run came to its final state. */
  void ended() {
    ended.countDown();
  }

  void remove() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyGoingDown) {
      // The hook runs or has run; there is nothing to remove.
    }
  }

  /** What the Java runtime lets its hook do when the process ends. */
  void run() {
    controlled.stop(Leaving.WITH_PROCESS);
    try {
      if (!comesToAnEnd()) {
        controlled.warn("asked to stop, but the training came to no safe point within "
            + grace.toSeconds() + " s: it goes on from its last checkpoint");
      }
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * On threads of its own: a listener that calls {@code System.exit} when it is told of the end
   * waits for this hook, and must not find this hook waiting for it. Another thread then goes on
   * with the other listeners.
   */
  private void close() throws InterruptedException {
    long looks = RunThreads.LONGEST_CLOSE.toMillis() / LOOK_MILLIS;
    Thread closer = closer();
    for (long i = 0; i < looks && closer.isAlive(); i++) {
      closer.join(LOOK_MILLIS);
      if (EndingProcess.waitsFor(closer)) {
        closer = closer();
      }
    }
  }

  private Thread closer() {
    Thread closer = new Thread(controlled::closeAtTheProcessEnd, "carbon-close");
    closer.setDaemon(true);
    closer.start();
    return closer;
  }

  /** Waits for the final state while there is hope; false if it was hoped for in vain. */
  private boolean comesToAnEnd() throws InterruptedException {
    for (long waited = 0; waited < grace.toMillis(); waited += LOOK_MILLIS) {
      if (ended.await(LOOK_MILLIS, TimeUnit.MILLISECONDS) || !somebodyMayCome()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a training thread may still pass the gate; unannounced ones may always. */
  private boolean somebodyMayCome() {
    Set<Thread> threads = controlled.standstill().trainingThreads();
    return controlled.standstill().state() != ControllerState.STARTING
        && !controlled.standstill().allLeft()
        && (threads.isEmpty() || threads.stream().anyMatch(StopHook::mayCome));
  }

  private static boolean mayCome(Thread thread) {
    return thread.isAlive() && !EndingProcess.waitsFor(thread);
  }
}
