package org.carbonaware.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The threads of a run: daemons, so that a process ends without them. */
final class RunThreads {
  /** The longest that a close waits for one. */
  static final Duration LONGEST_CLOSE = Duration.ofMinutes(2);

  /** How often a close looks whether a listener has called {@code System.exit} meanwhile. */
  static final long LOOK_MILLIS = 100;

  private static final String GRID = "carbon-grid";
  private static final String CONTROL = "carbon-control";

  private final List<Thread> threads = new ArrayList<>();

  void start(GridWatch grid, ControlLoop loop) {
    start(grid, GRID);
    start(loop, CONTROL);
  }

  private void start(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  /** Waits until they have ended what they were asked to end. */
  void join() {
    threads.forEach(RunThreads::join);
  }

  private static void join(Thread thread) {
    if (thread.getName().equals(GRID)) {
      thread.interrupt(); // may hang in a provider; nothing is lost if it is left behind
      return;
    }
    try {
      long looks = LONGEST_CLOSE.toMillis() / LOOK_MILLIS;
      for (long i = 0; i < looks && thread.isAlive() && !EndingProcess.waitsFor(thread); i++) {
        thread.join(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
