package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.carbonaware.checkpoint.TrainingState;
import org.carbonaware.control.StandingOrder.Leaving;
import org.carbonaware.plan.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The handshake between the control thread, which wants a standstill, and the training threads,
 * which come to one: the state of the run, the standing order, and the threads that are parked. One
 * lock guards it all; nothing slow happens under it.
 */
final class Standstill {
  /** How often a thread that waits for others looks whether they are still alive. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final Reason NO_TIME_LEFT = new Reason(
      Reason.Code.DEADLINE,
      "the work left must go on now to meet the deadline, whatever the grid does");

  private final TrainingClock clock;
  private final Attendant attendant;
  private final Gate gate = new Gate(this);
  private final TrainingThreads threads = new TrainingThreads();

  private final Lock lock;
  private final Condition changed;

  private ControllerState state = ControllerState.STARTING;
  private @Nullable StandingOrder order;
  private @Nullable Thread settling;
  private boolean snapshotWanted;
  private boolean leftAlone;

  /** Whether no thread that comes here has trained since the last checkpoint was saved here. */
  private boolean unmoved;

  Standstill(TrainingClock clock, Attendant attendant) {
    this(clock, attendant, new ReentrantLock());
  }

  /** With a lock of the caller's, which nobody holds. */
  Standstill(TrainingClock clock, Attendant attendant, Lock lock) {
    this.clock = clock;
    this.attendant = attendant;
    this.lock = lock;
    this.changed = lock.newCondition();
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

  /** Whether a training thread stands at the gate. */
  boolean stands() {
    lock.lock();
    try {
      return threads.parked() > 0;
    } finally {
      lock.unlock();
    }
  }

  void join(Thread thread) {
    lock.lock();
    try {
      threads.announce(thread);
    } finally {
      lock.unlock();
    }
  }

  /** Whether threads were announced and all of them left: then nobody will come. */
  boolean allLeft() {
    lock.lock();
    try {
      return threads.allLeft();
    } finally {
      lock.unlock();
    }
  }

  void leave(Thread thread) {
    lock.lock();
    try {
      threads.leave(thread);
      changed.signalAll(); // somebody may wait for it
    } finally {
      lock.unlock();
    }
  }

  /** The announced threads, also those that did not come to the last pause. */
  Set<Thread> trainingThreads() {
    lock.lock();
    try {
      return threads.all();
    } finally {
      lock.unlock();
    }
  }

  /** Stays in STARTING until a thread passes the gate, if any does. */
  void leaveAlone() {
    lock.lock();
    try {
      leftAlone = true;
      update();
    } finally {
      lock.unlock();
    }
  }

  /** STARTING to RUNNING. */
  void begin(Reason reason) {
    lock.lock();
    try {
      leftAlone = false;
      become(ControllerState.RUNNING, reason);
      update();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Orders a pause; a stronger order replaces a weaker one. Parked threads go on by themselves at
   * {@code latestStart}, even if nobody tells them. Does nothing if it is too late to pause.
   */
  void pause(PauseDepth depth, Reason reason, Instant latestStart, Leaving leaving) {
    lock.lock();
    try {
      boolean forGood = leaving != Leaving.IF_SAVED;
      if (state.isFinal()
          || state == ControllerState.STARTING
          || (!forGood && !clock.instant().isBefore(latestStart))) {
        return;
      }
      Instant until = forGood ? Instant.MAX : latestStart;
      StandingOrder now = new StandingOrder(depth, reason, until, leaving, unmoved);
      if (order != null && !now.strongerThan(order)) {
        return;
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

  /** Tells a pause that can be withdrawn when it has to end at the latest. */
  void expectEndBy(Instant latestStart) {
    lock.lock();
    try {
      StandingOrder now = order;
      if (now != null && now.mayBeWithdrawn() && !now.latestStart.equals(latestStart)) {
        now.latestStart = latestStart;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Withdraws the standing order, if any; the training goes on. An order to leave stays. */
  void release(Reason reason) {
    lock.lock();
    try {
      releaseLocked(reason);
    } finally {
      lock.unlock();
    }
  }

  private void releaseLocked(Reason reason) {
    if (order == null || state.isFinal() || !order.mayBeWithdrawn()) {
      return;
    }
    order = null;
    boolean stood = state == ControllerState.PAUSED;
    become(stood ? ControllerState.RESUMING : ControllerState.RUNNING, reason);
    if (stood && threads.parked() == 0) { // its threads left by an interrupt
      become(ControllerState.RUNNING, reason);
    }
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
        leftAlone = false;
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
      unmoved = false; // it trained on the way here
      if (leftAlone) {
        unlocked(attendant::trainsOn);
      }
      if (order != null) {
        park(training);
      }
      if (snapshotWanted && (training != null || threads.announced() <= 1)) {
        snapshotWanted = false; // also if the only thread can't save: it would find the gate closed
        update();
        if (training != null && !unmoved) {
          unlocked(() -> attendant.snapshot(training));
        }
      }
    } finally {
      unmoved = false;
      lock.unlock();
    }
  }

  private void park(@Nullable TrainingState training) {
    Thread self = Thread.currentThread();
    threads.park(self, training != null);
    changed.signalAll();
    if (threads.parked() == 1) {
      attendant.stands();
    }
    try {
      stand(training);
    } finally {
      threads.unpark(self);
      changed.signalAll();
      if (state == ControllerState.RESUMING) {
        become(ControllerState.RUNNING, new Reason(Reason.Code.LIFECYCLE, "the training goes on"));
      }
    }
  }

  private void stand(@Nullable TrainingState training) {
    for (StandingOrder now = order; now != null || settling != null; now = order) {
      boolean othersSave = training == null && threads.oneCanSave();
      if (now == null) {
        awaitTheSaving();
      } else if (state == ControllerState.SUSPENDED) {
        leave(now);
      } else if (now.hasNoTimeLeft(
          clock.instant())) { // perhaps before it began: nobody came to a safe point in time
        releaseLocked(NO_TIME_LEFT);
      } else if (!now.settled && settling == null && !othersSave) {
        settle(now, training);
      } else {
        waitFor(now);
      }
    }
  }

  /** Nobody trains on while another thread saves, whatever has become of the order since. */
  private void awaitTheSaving() {
    boolean interrupted = false;
    while (order == null && settling != null) {
      try {
        clock.await(changed, LOOK);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void leave(StandingOrder now) {
    try {
      while (now.leaving == Leaving.WITH_PROCESS) {
        changed.await(); // until the process is gone
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new TrainingSuspendedException(now.reason, now.saved);
  }

  private void waitFor(StandingOrder now) {
    waitFor(now, now.longestWait(clock.instant()));
  }

  private void waitFor(StandingOrder now, Duration atMost) {
    try {
      clock.await(changed, atMost);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the user's own code decides what its interrupt means
      if (order == now) {
        interrupted(now);
      }
    }
  }

  private void interrupted(StandingOrder now) {
    Reason reason = new Reason(Reason.Code.BY_HAND, "its thread was interrupted while paused");
    if (now.saved && threads.parked() == 1 && state.mayBecome(ControllerState.SUSPENDED)) {
      become(ControllerState.SUSPENDED, reason);
    }
    throw new TrainingSuspendedException(reason, now.saved);
  }

  /**
   * Brings the order into effect: waits for the other threads, saves, and declares the standstill.
   */
  private void settle(StandingOrder now, @Nullable TrainingState training) {
    settling = Thread.currentThread();
    try {
      rendezvous(now);
      boolean othersSave = training == null && threads.oneCanSave();
      if (order != now || othersSave) {
        return;
      }
      if (!now.saved && training != null) {
        save(now, training);
      }
      Reason reason = order == now ? release(now, training) : now.reason;
      now.settled = true;
      if (order == now && now.hasNoTimeLeft(clock.instant())) {
        releaseLocked(NO_TIME_LEFT);
      } else if (order == now) {
        declare(now, reason);
      }
    } finally {
      settling = null;
      changed.signalAll();
    }
  }

  /** What is saved serves whatever order stands by then: nobody moves meanwhile. */
  private void save(StandingOrder now, TrainingState training) {
    boolean[] saved = new boolean[1];
    unlocked(() -> saved[0] = attendant.save(training, this::mayWait));
    if (saved[0]) {
      now.saved = true;
      unmoved = true;
      snapshotWanted = false;
      StandingOrder next = order;
      if (next != null) {
        next.saved = true;
      }
      update();
    }
  }

  /** Whether a thread at the gate has nothing to do yet but to stand. */
  private boolean mayWait() {
    lock.lock();
    try {
      StandingOrder now = order;
      return now != null && !now.hasNoTimeLeft(clock.instant());
    } finally {
      lock.unlock();
    }
  }

  private Reason release(StandingOrder now, @Nullable TrainingState training) {
    if (now.depth != PauseDepth.RELEASE || training == null) {
      return now.reason;
    }
    String[] released = new String[1];
    unlocked(() -> released[0] = attendant.release(training));
    return new Reason(now.reason.code(), now.reason.text() + "; memory: " + released[0]);
  }

  private void declare(StandingOrder now, Reason reason) {
    if (now.depth == PauseDepth.SUSPEND && !now.saved && now.leaving == Leaving.IF_SAVED) {
      now.depth = PauseDepth.HOLD;
      attendant.warn(
          "could not save the training, so it stays in memory instead of leaving the process");
    } else if (now.depth == PauseDepth.SUSPEND && !now.saved) {
      attendant.warn("stopped without saving: what was trained since the last checkpoint is lost");
    }
    ControllerState reached =
        now.depth == PauseDepth.SUSPEND ? ControllerState.SUSPENDED : ControllerState.PAUSED;
    if (state != reached) {
      become(reached, reason);
    }
  }

  private void rendezvous(StandingOrder now) {
    Duration patience = attendant.patience();
    Instant giveUp = clock.instant().plus(patience);
    while (order == now && !threads.allStand()) {
      Instant moment = clock.instant();
      if (now.hasNoTimeLeft(moment)) {
        releaseLocked(NO_TIME_LEFT);
        return;
      }
      Duration left = Duration.between(moment, giveUp);
      if (left.isNegative() || left.isZero()) {
        goOnWithoutTheMissing(patience);
        return;
      }
      waitFor(now, left.compareTo(LOOK) < 0 ? left : LOOK);
    }
  }

  private void goOnWithoutTheMissing(Duration patience) {
    int announced = threads.announced();
    attendant.warn(threads.giveUpTheAbsent() + " of " + announced
        + " training threads did not come to a safe point within " + patience.toSeconds()
        + " s: the others stand still, but the checkpoint taken now may not be exact");
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
    gate.set(order != null || snapshotWanted || leftAlone);
    changed.signalAll();
  }
}
