package org.carbonaware.control;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import org.carbonaware.control.ControllerEvent.Warned;
import org.carbonaware.plan.Feasibility;
import org.carbonaware.plan.Job;

/**
 * Warns of work that can't be done by the deadline, that takes longer than was declared, or that
 * nobody counts: once, until the work left is judged again; and of a clock that leaps. Belongs to
 * the control thread.
 */
final class WorkWarnings {
  private final WorkProgress progress;
  private final Consumer<ControllerEvent> out;
  private boolean warnedOfDeadline;
  private boolean warnedOfWork;
  private boolean warnedOfClock;

  WorkWarnings(WorkProgress progress, Consumer<ControllerEvent> out) {
    this.progress = progress;
    this.out = out;
  }

  /** What was warned of may have changed. */
  void again() {
    warnedOfDeadline = false;
    warnedOfWork = false;
  }

  void look(Instant now, Optional<Job> job) {
    warnIfLate(now, job);
    warnIfExceeded(now);
    warnIfUncounted(now);
  }

  /** The clock leapt; some do so often, and one word is enough. */
  void leap(ClockWatch.Leap leap, Instant deadline) {
    if (!warnedOfClock) {
      warnedOfClock = true;
      out.accept(new Warned(
          leap.now(),
          "the computer's clock leapt by " + leap.by().truncatedTo(ChronoUnit.SECONDS)
              + ": it was set, or the computer slept; from here on its new time counts, also for the"
              + " deadline " + deadline));
    }
  }

  private void warnIfLate(Instant now, Optional<Job> job) {
    if (job.isPresent() && !warnedOfDeadline) {
      Feasibility feasibility = Feasibility.of(job.get(), now);
      if (!feasibility.feasible()) {
        warnedOfDeadline = true;
        out.accept(
            new Warned(now, "running straight through, at a pessimistic speed: " + feasibility));
      }
    }
  }

  private void warnIfExceeded(Instant now) {
    if (!warnedOfWork) {
      progress.exceeded().ifPresent(text -> {
        warnedOfWork = true;
        out.accept(new Warned(
            now,
            "the training takes longer than declared: " + text
                + "; what is left is unknown, so it runs without pauses"));
      });
    }
  }

  private void warnIfUncounted(Instant now) {
    if (!warnedOfWork && progress.waitsInVainForAnEpoch()) {
      warnedOfWork = true;
      out.accept(new Warned(
          now,
          "no epoch has ended in 10 minutes of training, so how much is left is unknown and nothing"
              + " is paused; declare batches(50_000) or expectedWork(Duration.ofHours(8)) too, above all"
              + " in a loop over single batches, where nobody tells when an epoch ends"));
    }
  }
}
