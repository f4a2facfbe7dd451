package org.carbonaware.control;

import java.util.concurrent.CountDownLatch;

/** A thread that does nothing until it is let go. */
final class IdleThread {
  private IdleThread() {}

  static Thread until(CountDownLatch latch) {
    Thread thread = new Thread(() -> await(latch));
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Does nothing either, on the caller's thread; an interrupt lets it go too. */
  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
