package org.carbonaware.control;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Carries events from any thread to the control thread, and wakes it. */
final class EventQueue {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Deque<ControllerEvent> events = new ArrayDeque<>();
  private boolean woken;
  private boolean closed;

  void add(ControllerEvent event) {
    lock.lock();
    try {
      if (!closed) {
        events.addLast(event);
      }
      woken = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nobody takes events any more: those that still come are dropped. */
  void close() {
    lock.lock();
    try {
      closed = true;
      events.clear();
    } finally {
      lock.unlock();
    }
  }

  void wake() {
    lock.lock();
    try {
      woken = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Nullable
  ControllerEvent poll() {
    lock.lock();
    try {
      return events.pollFirst();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is news or the time is up. */
  void await(TrainingClock clock, Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      if (!woken) {
        clock.await(news, atMost);
      }
      woken = false;
    } finally {
      lock.unlock();
    }
  }
}
