package org.carbonaware.examples.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerEvent.RunStarted;
import org.carbonaware.control.ControllerListener;
import org.carbonaware.control.TrainingClock;

/**
 * Answers Ctrl-C and SIGTERM. While a controller runs, that one saves the training and the training
 * stands until the process is gone, so the summary is written from here, once the controller has
 * closed the record. While the demo waits between two controllers it is woken and sums up itself.
 */
final class StopRequest implements ControllerListener, AutoCloseable {
  private static final long GRACE_SECONDS = 40;

  private final Runnable summary;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread hook = new Thread(this::stop, "demo-stop");
  private boolean requested;
  private boolean controlled;
  private boolean done;

  private StopRequest(Runnable summary) {
    this.summary = summary;
  }

  /**
   * Begins to listen for signals.
   *
   * @param summary sums up a run that was stopped while it was controlled
   */
  static StopRequest install(Runnable summary) {
    StopRequest request = new StopRequest(summary);
    Runtime.getRuntime().addShutdownHook(request.hook);
    return request;
  }

  boolean requested() {
    lock.lock();
    try {
      return requested;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a moment or a request to stop; returns whether the moment came. */
  boolean waitUntil(TrainingClock clock, Instant moment) {
    lock.lock();
    try {
      while (!requested && clock.instant().isBefore(moment)) {
        clock.await(changed, Duration.between(clock.instant(), moment));
      }
      return !requested;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onEvent(ControllerEvent event) {
    if (event instanceof RunStarted) {
      change(() -> controlled = true);
    }
  }

  @Override
  public void onClose() {
    change(() -> controlled = false);
  }

  private void stop() {
    boolean wasControlled;
    lock.lock();
    try {
      requested = true;
      wasControlled = controlled;
      changed.signalAll();
      long left = TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
      while (left > 0 && (wasControlled ? controlled : !done)) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } finally {
      lock.unlock();
    }
    if (wasControlled) {
      summary.run();
    }
  }

  /** The demo has summed up: the process may end. */
  @Override
  public void close() {
    change(() -> done = true);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyGoingDown) {
      // The hook has run or runs.
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
