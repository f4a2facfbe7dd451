package org.carbonaware.control;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.carbonaware.checkpoint.Manifest;
import org.carbonaware.control.ControllerEvent.LossObserved;
import org.jspecify.annotations.Nullable;

/**
 * Asks the training for its loss now and then: every 10 seconds, later each thousandth of the time
 * passed, so that a long run has a curve and not a flood. Safe for several threads.
 */
final class LossWatch {
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final int POINTS = 1000;

  /** Ends of epochs that come faster are left out. */
  private static final Duration LEAST = Duration.ofSeconds(5);

  private static final VarHandle WANTED;

  static {
    try {
      WANTED = MethodHandles.lookup().findVarHandle(LossWatch.class, "wanted", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final TrainingClock clock;
  private final WorkProgress progress;
  private final Consumer<ControllerEvent> out;
  private final Consumer<String> warn;

  // Read on every batch. Opaque access is enough: whoever sees it late tells a batch later.
  @SuppressWarnings("UnusedVariable") // read and written through WANTED
  private boolean wanted;

  private @Nullable Instant firstAsked; // the control thread's, as is the next
  private Instant askAgain = Instant.MIN;
  private boolean told;
  private long toldAt; // nano time
  private boolean warned;
  private volatile double last = Double.NaN; // and nothing told
  private volatile boolean everTold;

  LossWatch(
      TrainingClock clock,
      WorkProgress progress,
      Consumer<ControllerEvent> out,
      Consumer<String> warn) {
    this.clock = clock;
    this.progress = progress;
    this.out = out;
    this.warn = warn;
  }

  boolean isWanted() {
    return (boolean) WANTED.getOpaque(this);
  }

  /** Asks, if it is time to; on the control thread. */
  void ask(Instant now) {
    if (now.isBefore(askAgain)) {
      return;
    }
    Instant begun = firstAsked == null ? now : firstAsked;
    firstAsked = begun;
    Duration share = Duration.between(begun, now).dividedBy(POINTS);
    askAgain = now.plus(share.compareTo(EVERY) > 0 ? share : EVERY);
    WANTED.setOpaque(this, true);
  }

  /** The clock leapt; on the control thread. */
  void leap(Duration by) {
    if (firstAsked != null) {
      firstAsked = firstAsked.plus(by);
      askAgain = askAgain.plus(by);
    }
  }

  /** Wants to know now, so that a checkpoint can say it. */
  void want() {
    WANTED.setOpaque(this, true);
  }

  /** For the checkpoint: the loss told last, if any was. */
  void save(Map<String, String> run) {
    if (everTold) {
      run.put(Manifest.LOSS, Double.toString(last));
    }
  }

  /** The training tells its loss, asked or not. */
  synchronized void tell(double loss) {
    last = loss;
    everTold = true;
    long nanos = clock.nanoTime(); // allocates nothing, for epochs of microseconds
    if (!isWanted() && told && nanos - toldAt < LEAST.toNanos()) {
      return;
    }
    told = true;
    toldAt = nanos;
    WANTED.setOpaque(this, false);
    if (Double.isFinite(loss)) {
      out.accept(new LossObserved(clock.instant(), progress.batches(), progress.epochs(), loss));
    } else if (!warned) {
      warned = true;
      warn.accept("the training's loss is " + loss + " after " + progress.batches()
          + " batches: it has likely diverged, and what it draws from here on is spent in vain;"
          + " a smaller learning rate or clipped gradients may help");
    }
  }
}
