package org.carbonaware.control;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Answers Ctrl-C and SIGTERM: asks the training to save itself at its next safe point, waits for
 * that a limited time, and completes the record. The Java runtime then ends the process with 130 or
 * 143.
 */
final class StopHook {
  private final CarbonController controller;
  private final Duration grace;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::run, "carbon-stop");

  StopHook(CarbonController controller, Duration grace) {
    this.controller = controller;
    this.grace = grace;
  }

  void install() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** The run came to its final state. */
  void ended() {
    ended.countDown();
  }

  void remove() {
    if (Thread.currentThread() != hook) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException alreadyGoingDown) {
        // The hook runs or has run; there is nothing to remove.
      }
    }
  }

  private void run() {
    controller.stop();
    try {
      if (!ended.await(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        controller.warn("asked to stop, but the training came to no safe point within "
            + grace.toSeconds() + " s: it goes on from its last checkpoint");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    controller.close();
  }
}
