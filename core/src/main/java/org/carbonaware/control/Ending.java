package org.carbonaware.control;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.carbonaware.plan.Reason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a run ends in this process: once, whoever closes it and from wherever, also from a listener
 * of the run, and without waiting for one that never comes back. Safe for several threads.
 */
final class Ending {
  private static final Logger log = LoggerFactory.getLogger(Ending.class);

  /** What ends with the run. */
  interface Parts {
    /** The training goes on alone from here. */
    void stop(Reason reason);

    /**
     * Tells the end, and lets go of what is left.
     *
     * @param early whether the training was cut off, as far as is known
     */
    void complete(boolean early);
  }

  /** How a training ended, and how many batches were done then: if more follow, it did not. */
  private record Failure(String what, long batches) {}

  private final ControlLoop loop;
  private final RunThreads threads;
  private final WorkProgress progress;
  private final BooleanSupplier allLeft;
  private final Parts parts;

  private final ReentrantLock lock = new ReentrantLock();
  private final CountDownLatch completed = new CountDownLatch(1);
  private boolean closed;
  private volatile @Nullable Thread closer;
  private volatile @Nullable Failure failure;
  private volatile boolean cutOff;

  /**
   * The end of the run of a loop.
   *
   * @param threads which a close waits for
   * @param allLeft whether the training has left for good
   */
  Ending(
      ControlLoop loop,
      RunThreads threads,
      WorkProgress progress,
      BooleanSupplier allLeft,
      Parts parts) {
    this.loop = loop;
    this.threads = threads;
    this.progress = progress;
    this.allLeft = allLeft;
    this.parts = parts;
  }

  /** Does something that a close waits for, unless the run is closed. */
  void unlessClosed(Runnable task) {
    lock.lock();
    try {
      if (!closed) {
        task.run();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The training was ended by an exception, unless it goes on. */
  void failed(Throwable cause) {
    // Its message may hold anything, secrets too.
    failure = new Failure(cause.getClass().getName(), progress.batches());
  }

  void close() {
    if (loop.inRound()) {
      closeFromListener();
      return;
    }
    boolean interrupted = Thread.interrupted(); // as after a pause that an interrupt ended
    if (tryLock()) {
      try {
        closer = Thread.currentThread();
        if (!closed) {
          stop();
          threads.join();
          complete();
        }
      } finally {
        lock.unlock();
      }
    }
    awaitCompletion(); // a listener may have closed it, and still be at it
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** As {@link #close}, when the process ends and the training may not have come to an end. */
  void closeAtTheProcessEnd() {
    cutOff = !allLeft.getAsBoolean();
    close();
  }

  /** False if whoever closes never comes back, for one of the listeners ends the process. */
  private boolean tryLock() {
    try {
      while (!lock.tryLock(RunThreads.LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (EndingProcess.waitsFor(closer)) {
          return false;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      lock.lock();
    }
    return true;
  }

  private void awaitCompletion() {
    try {
      long looks = RunThreads.LONGEST_CLOSE.toMillis() / RunThreads.LOOK_MILLIS;
      for (long i = 0; i < looks; i++) {
        if (completed.await(RunThreads.LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          return;
        }
        if (loop.endsTheProcess()) {
          complete();
          return;
        }
      }
      log.warn("a controller listener hangs: the record of this run has no end until it returns");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Never waits for another thread that closes: that one waits for this one. */
  private void closeFromListener() {
    if (lock.tryLock()) {
      try {
        if (!closed) {
          stop();
          loop.afterRound(this::complete);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private void stop() {
    closed = true;
    Failure failed = lastFailure();
    parts.stop(new Reason(
        Reason.Code.LIFECYCLE,
        failed != null
            ? "the training was ended by " + failed.what()
            : cutOff ? "the process ends" : "the training is done"));
  }

  private @Nullable Failure lastFailure() {
    Failure failed = failure;
    return failed != null && failed.batches() == progress.batches() ? failed : null;
  }

  private void complete() {
    try {
      parts.complete(cutOff || lastFailure() != null);
    } finally {
      completed.countDown();
    }
  }
}
