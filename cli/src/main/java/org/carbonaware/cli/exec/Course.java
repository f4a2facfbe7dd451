package org.carbonaware.cli.exec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerEvent.DecisionMade;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.control.ControllerEvent.Warned;
import org.carbonaware.control.ControllerListener;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What the controller tells, as whoever holds the program needs it: a nudge when there may be
 * something to do, and the last decision. Safe for several threads.
 */
final class Course implements ControllerListener {
  private final Notices notices;
  private final BlockingQueue<Object> nudges = new LinkedBlockingQueue<>();
  private final CountDownLatch informed = new CountDownLatch(1);
  private final AtomicInteger wouldHavePaused = new AtomicInteger();
  private volatile @Nullable Decision last;
  private volatile boolean over;
  private @Nullable List<String> early = new ArrayList<>();

  Course(Notices notices) {
    this.notices = notices;
  }

  @Override
  public void onEvent(ControllerEvent event) {
    if (event instanceof DecisionMade made) {
      decided(made.decision());
    } else if (event instanceof StateChanged) {
      nudge();
    } else if (event instanceof Warned warned) {
      if (!over) {
        tell(warned.text());
      }
      informed.countDown(); // such as that the grid can't be asked
    }
  }

  private void decided(Decision decision) {
    Decision before = last;
    last = decision;
    if (decision.reason().code() != Reason.Code.UNKNOWN_INTENSITY) {
      informed.countDown();
    }
    boolean wouldPause = wouldPause(decision);
    if (wouldPause != (before != null && wouldPause(before))) {
      if (wouldPause) {
        wouldHavePaused.incrementAndGet();
      }
      tell(
          wouldPause
              ? decision.reason().text()
              : "would go on: " + decision.reason().text());
    }
  }

  /** What comes before the run was introduced waits for that. */
  private synchronized void tell(String text) {
    if (early == null) {
      notices.tell(text);
    } else {
      early.add(text);
    }
  }

  /** Introduces the run, before anything else is told of it. */
  synchronized void introduce(String text) {
    notices.tell(text);
    List<String> waiting = early == null ? List.of() : early;
    early = null;
    waiting.forEach(notices::tell);
  }

  private static boolean wouldPause(Decision decision) {
    return decision.reason().text().startsWith(DryRun.WOULD_PAUSE);
  }

  /**
   * Waits for a decision on a known grid, or for the news that there is none; and if it is to
   * pause, until that has been carried out.
   */
  void awaitFirstDecision(long seconds, BooleanSupplier carriedOut) throws InterruptedException {
    boolean known = informed.await(seconds, TimeUnit.SECONDS);
    while (known && pauseExpectedUntil() != null && !carriedOut.getAsBoolean()) {
      known = nudges.poll(1, TimeUnit.SECONDS) != null; // it may have become too late for it
    }
  }

  /** The program has ended: what is still to be recorded is told with the closing figures. */
  void over() {
    over = true;
  }

  /** There may be something to do. */
  void nudge() {
    nudges.add(this);
  }

  /** Nobody needs to wait for a first decision any more. */
  void stopWaiting() {
    informed.countDown();
    nudge();
  }

  /** Waits until there may be something to do. */
  void awaitNudge() throws InterruptedException {
    nudges.take();
    nudges.clear();
  }

  /** Why the last decision was made. */
  String reason() {
    Decision decision = last;
    return decision == null ? "nothing is decided yet" : decision.reason().text();
  }

  /** Whether the last decision was to pause, and until about when. */
  @Nullable
  Instant pauseExpectedUntil() {
    Decision decision = last;
    return decision != null && decision.isPause() ? decision.until() : null;
  }

  int wouldHavePaused() {
    return wouldHavePaused.get();
  }
}
