package org.carbonaware.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.grid.GridView;
import org.carbonaware.plan.Costs;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Past;
import org.carbonaware.plan.Policy;
import org.carbonaware.plan.Situation;
import org.jspecify.annotations.Nullable;

/** One training under way in virtual time. Used once, by one thread. */
final class ReplayRun {
  private static final double NANOS = 1e9;

  private enum Phase {
    WAITING,
    RUNNING,
    CHECKPOINTING,
    PAUSED,
    RESTORING
  }

  private final Replay replay;
  private final Policy policy;
  private final ReplayJob job;
  private final ReplaySettings settings;
  private final double origin;
  private final boolean trusting;
  private final Course.@Nullable Recorder recorder;

  private Phase phase;
  private boolean wantsRun;
  private long now;
  private long since;
  private long workLeft;
  private long phaseEnd;
  private int pauses;
  private double activeGrams;
  private double pausedGrams;
  private double switchGrams;

  /**
   * Prepares.
   *
   * @param trusting whether to ask again only when the last decision expected to be another,
   *     because nothing new is ever learned: a look before is answered with the same
   * @param recorder is told when it runs and when not; null if nobody wants to know
   */
  ReplayRun(
      Replay replay,
      Policy policy,
      ReplayJob job,
      boolean trusting,
      Course.@Nullable Recorder recorder) {
    this.replay = replay;
    this.policy = policy;
    this.job = job;
    this.settings = replay.settings();
    this.origin = replay.emitted().position(job.start());
    this.trusting = trusting;
    this.recorder = recorder;
    this.workLeft = job.actualWork().toNanos();
    this.phase = settings.mayWaitFirst() ? Phase.WAITING : Phase.RUNNING;
    this.wantsRun = phase == Phase.RUNNING;
    enter(phase);
  }

  ReplayResult result() {
    while (workLeft > 0) {
      advance(decide());
    }
    Duration actualWork = job.actualWork();
    return new ReplayResult(
        at(now),
        job.deadline(),
        activeGrams,
        pausedGrams,
        switchGrams,
        grams(settings.costs().runWatts(), 0, actualWork.toNanos()),
        pauses,
        Duration.ofNanos(now).minus(actualWork));
  }

  private Instant at(long nanos) {
    return job.start().plusNanos(nanos);
  }

  /** Decides, and says when to decide again. */
  private long decide() {
    Instant moment = at(now);
    long next = now + settings.decideEvery().toNanos();
    boolean run = true;
    if (moment.isBefore(job.deadline())) {
      Decision decision = policy.decide(situation(moment));
      run = !decision.isPause();
      next = trusting ? Math.max(next, firstLookFrom(decision.until())) : next;
    }
    if (run != wantsRun) {
      wantsRun = run;
      since = now;
      switch (phase) {
        case WAITING -> enter(Phase.RUNNING);
        case RUNNING -> enter(Phase.CHECKPOINTING);
        case PAUSED -> enter(Phase.RESTORING);
        case CHECKPOINTING, RESTORING -> {} // what is under way is completed first
      }
    }
    return next;
  }

  private long firstLookFrom(Instant moment) {
    Instant end = moment.isBefore(job.deadline()) ? moment : job.deadline();
    long every = settings.decideEvery().toNanos();
    long nanos = Math.max(0, Duration.between(job.start(), end).toNanos());
    return (nanos + every - 1) / every * every;
  }

  private Situation situation(Instant moment) {
    Duration horizon = GridView.horizon(Duration.between(moment, job.deadline()));
    return new Situation(
        moment,
        wantsRun,
        at(since),
        replay.current(moment),
        replay.outlook().at(replay.trace(), moment, horizon),
        job.left(workLeft),
        settings.costs(),
        settings.reaction(),
        replay.recent(moment),
        Optional.of(past()),
        phase != Phase.WAITING);
  }

  private Past past() {
    long ended = Math.min(now, job.actualWork().toNanos());
    return new Past(
        job.start(),
        activeGrams + pausedGrams + switchGrams,
        Math.max(0, grams(settings.costs().runWatts(), 0, ended)));
  }

  private void advance(long until) {
    while (workLeft > 0 && now < until) {
      long end = Math.min(until, phaseEnd);
      book(end);
      now = end;
      if (now == phaseEnd) {
        complete();
      }
    }
  }

  private void book(long end) {
    Costs costs = settings.costs();
    if (recorder != null) {
      recorder.add(Duration.ofNanos(end), phase == Phase.RUNNING);
    }
    switch (phase) {
      case RUNNING -> {
        activeGrams += grams(costs.runWatts(), now, end);
        workLeft -= end - now;
      }
      case WAITING, PAUSED ->
        pausedGrams += grams(costs.pausedWatts(), now, end)
            + costs.pausedGramsPerHour() * ((end - now) / (3600 * NANOS));
      case CHECKPOINTING ->
        switchGrams += changing(costs.suspendJoules(), costs.checkpointTime(), end);
      case RESTORING -> switchGrams += changing(costs.resumeJoules(), costs.restoreTime(), end);
    }
  }

  /** A change draws its energy evenly over its time. */
  private double changing(double joules, Duration time, long end) {
    return time.isZero()
        ? replay.emitted().gramsAtOnce(joules, origin + now / NANOS)
        : grams(joules * NANOS / time.toNanos(), now, end);
  }

  private double grams(double watts, long from, long to) {
    return replay.emitted().grams(watts, origin + from / NANOS, origin + to / NANOS);
  }

  private void complete() {
    switch (phase) {
      case CHECKPOINTING -> enter(wantsRun ? Phase.RESTORING : Phase.PAUSED);
      case RESTORING -> enter(wantsRun ? Phase.RUNNING : Phase.CHECKPOINTING);
      case WAITING, RUNNING, PAUSED -> {} // ends with the work, or by a decision
    }
  }

  private void enter(Phase next) {
    phase = next;
    since = now;
    pauses += next == Phase.CHECKPOINTING ? 1 : 0;
    phaseEnd = switch (next) {
      case RUNNING -> now + workLeft;
      case CHECKPOINTING -> now + settings.costs().checkpointTime().toNanos();
      case WAITING, PAUSED -> Long.MAX_VALUE;
      case RESTORING -> now + settings.costs().restoreTime().toNanos();
    };
  }
}
