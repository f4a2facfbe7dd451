package org.carbonaware.control;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rounds of a control loop, one at a time, and the end after the last of them: told once,
 * whether a listener that is called in a round closes the run, ends the process, or hangs.
 */
final class Rounds {
  private static final Logger log = LoggerFactory.getLogger(Rounds.class);

  private final Listeners listeners;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Thread holder;
  private @Nullable Runnable afterThis;
  private volatile @Nullable Runnable lateEnd;
  private volatile boolean failed;
  private boolean ended;

  Rounds(Listeners listeners) {
    this.listeners = listeners;
  }

  /** Whether the caller is in the middle of one. */
  boolean isIn() {
    return lock.isHeldByCurrentThread();
  }

  /** Leaves something to do for the end of the round that the caller is in. */
  void afterThis(Runnable task) {
    afterThis = task;
  }

  /** Does one, unless the end is told. Never throws. */
  void one(Runnable round) {
    lock.lock();
    try {
      holder = Thread.currentThread();
      if (!ended) {
        round.run();
      }
    } catch (RuntimeException | Error e) {
      warnOfFailure(e);
    } finally {
      lock.unlock();
    }
    Runnable task = afterThis;
    if (task != null && !isIn()) {
      afterThis = null;
      task.run();
    }
    Runnable end = lateEnd;
    if (end != null && !isIn()) {
      try {
        end.run();
      } catch (RuntimeException | Error e) {
        warnOfFailure(e);
      }
    }
  }

  void warnOfFailure(Throwable e) {
    if (!failed) {
      failed = true; // one is enough in the log: it will likely fail at every round
      log.warn("the control loop failed; the training goes on", e);
    }
  }

  /** Tells the end and lets the listeners go, now or, if one of them hangs, once it returns. */
  void end(Runnable tell) {
    // Before the look at the lock: whoever holds it looks for this once it has let go.
    lateEnd = () -> endIfFree(tell);
    if (!endIfFree(tell)) {
      if (!neverReturn()) {
        log.warn("a controller listener hangs: the record of this run has no end until it returns");
        return;
      }
      listeners.goOnAfterTheLast(); // and what that thread did is seen by those who end the process
      endOnce(tell);
    }
  }

  /** False if a round goes on. */
  private boolean endIfFree(Runnable tell) {
    if (!lock.tryLock()) {
      return false;
    }
    try {
      holder = Thread.currentThread();
      endOnce(tell);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void endOnce(Runnable tell) {
    if (!ended) {
      tell.run();
      ended = true;
      listeners.close();
    }
  }

  /** Whether a listener has called {@code System.exit}: this round will never end. */
  boolean neverReturn() {
    return lock.isLocked() && EndingProcess.waitsFor(holder);
  }
}
