package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.carbonaware.checkpoint.TrainingState;
import org.carbonaware.plan.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The handshake between the control thread, which wants a standstill, and the training threads,
 * which come to one: the state of the run, the standing order, and the threads that are parked. One
 * lock guards it all; nothing slow happens under it.
 */
final class Standstill {
  /** How long a pause waits for announced threads that do not come before it saves without them. */
  private static final Duration RENDEZVOUS = Duration.ofSeconds(10);

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /** What the training threads do on the controller's behalf while they stand still. */
  interface Attendant {
    /** Saves the training durably; returns whether that worked. Runs on a training thread. */
    boolean save(TrainingState state);

    /** Copies the training's state for a periodic checkpoint. Runs on a training thread. */
    void snapshot(TrainingState state);

    /** The state of the run changed. Called under the lock: must only take note. */
    void changed(ControllerState from, ControllerState to, Reason reason);

    /** Something is worth knowing. Called under the lock: must only take note. */
    void warn(String text);
  }

  /** An order to stand still. */
  private static final class Order {
    final Reason reason;
    final Instant latestStart;
    final boolean evenUnsaved;
    PauseDepth depth;
    boolean settled;
    boolean saved;

    Order(PauseDepth depth, Reason reason, Instant latestStart, boolean evenUnsaved) {
      this.depth = depth;
      this.reason = reason;
      this.latestStart = latestStart;
      this.evenUnsaved = evenUnsaved;
    }
  }

  private final TrainingClock clock;
  private final Attendant attendant;
  private final Gate gate = new Gate(this);
  private final Set<Thread> announced = ConcurrentHashMap.newKeySet();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private ControllerState state = ControllerState.STARTING;
  private @Nullable Order order;
  private boolean snapshotWanted;
  private @Nullable Thread settling;
  private int parked;

  Standstill(TrainingClock clock, Attendant attendant) {
    this.clock = clock;
    this.attendant = attendant;
  }

  Gate gate() {
    return gate;
  }

  ControllerState state() {
    lock.lock();
    try {
      return state;
    } finally {
      lock.unlock();
    }
  }

  void join(Thread thread) {
    announced.add(thread);
  }

  /** STARTING to RUNNING. */
  void begin(Reason reason) {
    lock.lock();
    try {
      become(ControllerState.RUNNING, reason);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Orders a pause; a deeper order replaces a shallower one. Parked threads go on by themselves at
   * {@code latestStart}, even if nobody tells them.
   *
   * @param evenUnsaved whether to leave at SUSPEND even if nothing could be saved
   */
  void pause(PauseDepth depth, Reason reason, Instant latestStart, boolean evenUnsaved) {
    lock.lock();
    try {
      if (state.isFinal()) {
        return;
      }
      Order old = order;
      if (old != null && old.depth.compareTo(depth) >= 0) {
        return;
      }
      Order now = new Order(depth, reason, latestStart, evenUnsaved);
      if (old != null && old.settled && old.saved) {
        now.saved = true; // the training has not moved since that checkpoint
      }
      order = now;
      if (state == ControllerState.RUNNING || state == ControllerState.RESUMING) {
        become(ControllerState.PAUSING, reason);
      }
      update();
    } finally {
      lock.unlock();
    }
  }

  /** Withdraws the standing order, if any; the training goes on. */
  void release(Reason reason) {
    lock.lock();
    try {
      releaseLocked(reason);
    } finally {
      lock.unlock();
    }
  }

  private void releaseLocked(Reason reason) {
    if (order == null || state.isFinal()) {
      return;
    }
    order = null;
    become(
        state == ControllerState.PAUSED ? ControllerState.RESUMING : ControllerState.RUNNING,
        reason);
    update();
  }

  /** Asks the next thread at a safe point for a snapshot. */
  void wantSnapshot() {
    lock.lock();
    try {
      snapshotWanted = true;
      update();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the run in this process unless it has ended already; parked threads go on. */
  void finish(Reason reason) {
    lock.lock();
    try {
      if (!state.isFinal()) {
        order = null;
        snapshotWanted = false;
        become(ControllerState.FINISHED, reason);
        update();
      }
    } finally {
      lock.unlock();
    }
  }

  void stopHere(@Nullable TrainingState training) {
    lock.lock();
    try {
      if (snapshotWanted && training != null) {
        snapshotWanted = false;
        update();
        unlocked(() -> attendant.snapshot(training));
      }
      if (order != null) {
        parked++;
        changed.signalAll();
        try {
          stand(training);
        } finally {
          parked--;
          changed.signalAll();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void stand(@Nullable TrainingState training) {
    for (Order now = order; now != null; now = order) {
      if (!now.settled && settling == null) {
        settle(now, training);
      } else if (now.settled && now.depth == PauseDepth.SUSPEND) {
        throw new TrainingSuspendedException(now.reason, now.saved);
      } else if (now.settled && !clock.instant().isBefore(now.latestStart)) {
        releaseLocked(new Reason(
            Reason.Code.DEADLINE,
            "the work left must go on now to meet the deadline, whatever the grid does"));
      } else {
        waitFor(now);
      }
    }
    if (state == ControllerState.RESUMING) {
      become(ControllerState.RUNNING, new Reason(Reason.Code.LIFECYCLE, "the training goes on"));
    }
  }

  private void waitFor(Order now) {
    Duration left = Duration.between(clock.instant(), now.latestStart);
    Duration wait = left.isNegative() || left.isZero() || left.compareTo(LONGEST_WAIT) > 0
        ? LONGEST_WAIT
        : left;
    try {
      clock.await(changed, wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the user's own code decides what its interrupt means
      throw new TrainingSuspendedException(
          new Reason(Reason.Code.BY_HAND, "its thread was interrupted while paused"), now.saved);
    }
  }

  /**
   * Brings the order into effect: waits for the other threads, saves, and declares the standstill.
   */
  private void settle(Order now, @Nullable TrainingState training) {
    settling = Thread.currentThread();
    try {
      rendezvous();
      if (!now.saved && training != null) {
        unlocked(() -> now.saved = attendant.save(training));
      }
      if (now.depth == PauseDepth.RELEASE && training != null) {
        unlocked(training::releaseMemory);
      }
    } finally {
      settling = null;
      now.settled = true;
    }
    if (order != now) { // withdrawn or replaced meanwhile
      if (order != null) {
        order.saved |= now.saved;
      }
      changed.signalAll();
      return;
    }
    if (now.depth == PauseDepth.SUSPEND && !now.saved && !now.evenUnsaved) {
      now.depth = PauseDepth.HOLD;
      attendant.warn(
          "could not save the training, so it stays in memory instead of leaving the process");
    }
    ControllerState reached =
        now.depth == PauseDepth.SUSPEND ? ControllerState.SUSPENDED : ControllerState.PAUSED;
    if (state != reached) {
      become(reached, now.reason);
    }
  }

  private void rendezvous() {
    Instant giveUp = clock.instant().plus(RENDEZVOUS);
    announced.removeIf(thread -> !thread.isAlive());
    while (parked < announced.size() && clock.instant().isBefore(giveUp)) {
      try {
        clock.await(changed, Duration.between(clock.instant(), giveUp));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      announced.removeIf(thread -> !thread.isAlive());
    }
  }

  /** Runs something slow without the lock. */
  private void unlocked(Runnable work) {
    lock.unlock();
    try {
      work.run();
    } finally {
      lock.lock();
    }
  }

  private void become(ControllerState next, Reason reason) {
    if (!state.mayBecome(next)) {
      throw new IllegalStateException("a run can't go from " + state + " to " + next);
    }
    ControllerState from = state;
    state = next;
    attendant.changed(from, next, reason);
    changed.signalAll();
  }

  private void update() {
    gate.set(order != null || snapshotWanted);
    changed.signalAll();
  }
}
