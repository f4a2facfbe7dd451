package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.carbonaware.checkpoint.TrainingState;
import org.carbonaware.control.StandingOrder.Leaving;
import org.carbonaware.plan.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A standstill with training threads that pass its gate and others that give orders, in one order
 * of their steps; and the laws that hold in every one. What is ordered last is what must have
 * become of the training when nobody can go on any more: a thread that was not woken then stands
 * where none should.
 */
final class GateModel implements Attendant {
  /** What others than training threads do. */
  enum Order {
    /** A pause that holds. */
    PAUSE(model -> model.pause(PauseDepth.HOLD, Leaving.IF_SAVED)),
    /** A pause that gives memory back. */
    RELEASE(model -> model.pause(PauseDepth.RELEASE, Leaving.IF_SAVED)),
    /** A pause that leaves the process. */
    SUSPEND(model -> model.pause(PauseDepth.SUSPEND, Leaving.IF_SAVED)),
    /** An order to leave that nobody takes back. */
    STOP(model -> model.pause(PauseDepth.SUSPEND, Leaving.ANYWAY)),
    /** The process is going down. */
    SIGNAL(model -> model.pause(PauseDepth.SUSPEND, Leaving.WITH_PROCESS)),
    /** The pause is over: by hand, by an override or by the policy. */
    RESUME(GateModel::resume),
    /** A periodic checkpoint is due. */
    SNAPSHOT(GateModel::wantSnapshot),
    /** The run is closed. */
    CLOSE(GateModel::close),
    /** Time passes until there is none left to pause. */
    HOUR(GateModel::passAnHour),
    /** Somebody interrupts the first training thread. */
    INTERRUPT(model -> model.order.interrupt("trainer0"));

    @SuppressWarnings("ImmutableEnumChecker") // without state of its own
    private final Consumer<GateModel> effect;

    Order(Consumer<GateModel> effect) {
      this.effect = effect;
    }
  }

  private enum Wish {
    RUN,
    STAND,
    LEAVE,
    END
  }

  private static final Reason WHY = new Reason(Reason.Code.DIRTY_NOW, "a test");
  private static final Duration HOUR = Duration.ofHours(1);

  private final Interleaving order;
  private final Standstill standstill;
  private final SharedState sharedState;
  private final Instant latestStart;
  private final TrainingState training = new ToyTraining();
  private final List<String> trainers = new ArrayList<>();
  private final Set<String> announced = new HashSet<>();
  private final boolean leftAlone;
  private ControllerState state = ControllerState.STARTING;
  private Wish wish = Wish.RUN;
  private boolean withProcess;
  private boolean interrupted;
  private boolean hourPassed;
  private boolean closed;
  private boolean begun;
  private boolean canSave = true;
  private boolean saving;
  private boolean unmoved; // since the last checkpoint
  private boolean snapshotWanted;
  private int warnings;

  GateModel(Interleaving order, boolean leftAlone) {
    this.order = order;
    this.leftAlone = leftAlone;
    standstill = new Standstill(order, this, order.lock());
    sharedState = new SharedState(order::nameOf);
    latestStart = order.instant().plus(HOUR);
    order.shares(this::describe);
    if (leftAlone) {
      standstill.leaveAlone();
    } else {
      begun = true;
      standstill.begin(WHY);
    }
  }

  private String describe() {
    return sharedState.of(standstill)
        + wish
        + withProcess
        + interrupted
        + hourPassed
        + closed
        + begun
        + saving
        + unmoved
        + snapshotWanted
        + warnings;
  }

  /** No checkpoint can be written. */
  GateModel withFullDisk() {
    canSave = false;
    return this;
  }

  /** A thread that trains some batches and leaves; announced or not, savable or not. */
  GateModel trainer(int batches, boolean isAnnounced, boolean savable) {
    String name = "trainer" + trainers.size();
    trainers.add(name);
    announced(name, isAnnounced);
    order.thread(name, () -> {
      try {
        for (int i = 0; i < batches; i++) {
          standstill.gate().safePoint(savable ? training : null);
          unmoved = false; // from here on it trains
          order.touches();
          order.step();
          trains(isAnnounced);
        }
      } finally {
        leave(isAnnounced);
      }
    });
    return this;
  }

  /** A thread that gives orders, one after the other. */
  GateModel orders(String name, Order... orders) {
    order.thread(name, () -> {
      for (Order each : orders) {
        order.step();
        each.effect.accept(this);
        order.touches();
      }
    });
    return this;
  }

  /** An announced thread that does not come to the gate, and then is gone. */
  GateModel absent(Duration time) {
    announced("absent", true);
    order.thread("absent", () -> {
      order.pass(time);
      order.touches();
      order.step();
      standstill.leave(Thread.currentThread());
    });
    return this;
  }

  private void announced(String name, boolean whether) {
    if (whether) {
      announced.add(name);
    }
  }

  /** Before anybody takes a step. */
  void begin(String name, Thread thread) {
    if (announced.contains(name)) {
      standstill.join(thread);
    }
  }

  private void leave(boolean isAnnounced) {
    if (isAnnounced) {
      standstill.leave(Thread.currentThread());
    }
  }

  private void trains(boolean isAnnounced) {
    if (saving
        && isAnnounced
        && warnings == 0) { // else it was waited for in vain, and that is told
      order.fault("a thread trains while another one saves");
    }
  }

  private void pause(PauseDepth depth, Leaving leaving) {
    standstill.pause(depth, WHY, latestStart, leaving);
    // Nobody comes between: the order was given in this very step.
    if (isOver() || state == ControllerState.STARTING) {
      return;
    }
    if (leaving != Leaving.IF_SAVED) {
      wish = Wish.LEAVE;
      withProcess |= leaving == Leaving.WITH_PROCESS;
    } else if (wish == Wish.RUN && !hourPassed) {
      wish = Wish.STAND;
    }
  }

  private boolean isOver() {
    return wish == Wish.END || state.isFinal();
  }

  private void resume() {
    standstill.release(WHY);
    nobodyNeedStand();
  }

  private void wantSnapshot() {
    standstill.wantSnapshot();
    snapshotWanted = true;
  }

  private void close() {
    order.lock().lock(); // as a run's own lock: it begins or ends
    try {
      closed = true;
      standstill.finish(WHY);
      wish = state == ControllerState.FINISHED ? Wish.END : wish;
    } finally {
      order.lock().unlock();
    }
  }

  private void passAnHour() {
    order.pass(HOUR);
    hourPassed = true;
    nobodyNeedStand();
  }

  private void nobodyNeedStand() {
    if (wish == Wish.STAND && !isOver()) {
      wish = Wish.RUN;
    }
  }

  @Override
  public boolean save(TrainingState state, BooleanSupplier mayWait) {
    takesCheckpoint();
    saving = true;
    order.letOthersGo();
    saving = false;
    unmoved = canSave;
    snapshotWanted &= !canSave;
    return canSave;
  }

  @Override
  public void snapshot(TrainingState state) {
    takesCheckpoint();
    if (!snapshotWanted) {
      order.fault("a snapshot that nobody wanted");
    }
    snapshotWanted = false;
    unmoved = true;
    order.letOthersGo();
  }

  private void takesCheckpoint() {
    if (unmoved) {
      order.fault("a second checkpoint of the same state");
    }
  }

  @Override
  public String release(TrainingState state) {
    order.letOthersGo();
    return "some of it";
  }

  @Override
  public void trainsOn() {
    order.lock().lock();
    try {
      if (!begun && !closed) {
        begun = true;
        standstill.begin(WHY);
      }
    } finally {
      order.lock().unlock();
    }
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(10);
  }

  @Override
  public void stands() {}

  @Override
  public void changed(ControllerState from, ControllerState to, Reason reason) {
    if (!from.mayBecome(to)) {
      order.fault("from " + from + " to " + to);
    }
    state = to;
    interrupted |= reason.code() == Reason.Code.BY_HAND;
  }

  @Override
  public void warn(String text) {
    warnings++;
  }

  /** What must hold when nobody can go on. */
  void checkTheEnd() {
    int standing = 0;
    for (String name : order.threads()) {
      @Nullable Throwable failure = order.failure(name);
      boolean trains = trainers.contains(name);
      standing += trains && !order.ended(name) ? 1 : 0;
      if (!trains && !order.ended(name)) {
        order.fault(name + " waits for ever");
      }
      if (failure != null && !(trains && failure instanceof TrainingSuspendedException)) {
        order.fault(name + " failed: " + failure);
      }
    }
    String what = standing + " stand in state " + state + ", wanted is " + wish;
    if (standing > 0 && !mayStand()) {
      order.fault(what);
    }
    if (!isAsWished()) {
      order.fault("the end is wrong: " + what);
    }
    boolean runs = state == ControllerState.RUNNING || state == ControllerState.FINISHED;
    if (runs && !snapshotWanted && standstill.gate().isClosed()) {
      order.fault("the gate stays closed though nothing is wanted: " + what);
    }
  }

  private boolean mayStand() {
    return (wish == Wish.STAND && state == ControllerState.PAUSED)
        || (withProcess && state == ControllerState.SUSPENDED);
  }

  /** Where no thread comes to the gate any more, what was ordered may not have been reached. */
  private boolean isAsWished() {
    boolean nobodyCame = state == ControllerState.PAUSING;
    boolean leftByInterrupt =
        interrupted && (state == ControllerState.SUSPENDED || state == ControllerState.PAUSED);
    return switch (wish) {
      case RUN ->
        state == ControllerState.RUNNING
            || (leftAlone && state == ControllerState.STARTING)
            || (hourPassed && nobodyCame)
            || leftByInterrupt;
      case STAND ->
        nobodyCame || state == ControllerState.PAUSED || state == ControllerState.SUSPENDED;
      case LEAVE -> nobodyCame || state == ControllerState.SUSPENDED || leftByInterrupt;
      case END -> state == ControllerState.FINISHED;
    };
  }
}
