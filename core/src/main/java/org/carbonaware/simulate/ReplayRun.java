package org.carbonaware.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.plan.Past;
import org.carbonaware.plan.Policy;
import org.carbonaware.plan.Situation;

/** One training under way in virtual time. Used once, by one thread. */
final class ReplayRun {
  private static final double NANOS = 1e9;
  private static final Duration LEAST_HORIZON = Duration.ofDays(1);
  private static final Duration MOST_HORIZON = Duration.ofDays(7);

  private enum Phase {
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

  private Phase phase = Phase.RUNNING;
  private boolean wantsRun = true;
  private long now;
  private long since;
  private long workLeft;
  private long phaseEnd;
  private int pauses;
  private double activeGrams;
  private double pausedGrams;
  private double switchGrams;

  ReplayRun(Replay replay, Policy policy, ReplayJob job) {
    this.replay = replay;
    this.policy = policy;
    this.job = job;
    this.settings = replay.settings();
    this.origin = replay.emitted().position(job.start());
    this.workLeft = job.actualWork().toNanos();
    enter(Phase.RUNNING);
  }

  ReplayResult result() {
    long decideEvery = settings.decideEvery().toNanos();
    while (workLeft > 0) {
      decide();
      advance(now + decideEvery);
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

  private void decide() {
    Instant moment = at(now);
    boolean run =
        !moment.isBefore(job.deadline()) || !policy.decide(situation(moment)).isPause();
    if (run == wantsRun) {
      return;
    }
    wantsRun = run;
    since = now;
    if (phase == Phase.RUNNING) {
      enter(Phase.CHECKPOINTING);
    } else if (phase == Phase.PAUSED) {
      enter(Phase.RESTORING);
    } // else a checkpoint or restore under way is completed first
  }

  private Situation situation(Instant moment) {
    Duration left = Duration.between(moment, job.deadline());
    Duration horizon = left.compareTo(LEAST_HORIZON) < 0
        ? LEAST_HORIZON
        : left.compareTo(MOST_HORIZON) > 0 ? MOST_HORIZON : left;
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
        Optional.of(past()));
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
    double runWatts = settings.costs().runWatts();
    switch (phase) {
      case RUNNING -> {
        activeGrams += grams(runWatts, now, end);
        workLeft -= end - now;
      }
      case PAUSED -> pausedGrams += grams(settings.costs().pausedWatts(), now, end);
      case CHECKPOINTING, RESTORING -> switchGrams += grams(runWatts, now, end);
    }
  }

  private double grams(double watts, long from, long to) {
    return replay.emitted().grams(watts, origin + from / NANOS, origin + to / NANOS);
  }

  private void complete() {
    switch (phase) {
      case CHECKPOINTING -> enter(wantsRun ? Phase.RESTORING : Phase.PAUSED);
      case RESTORING -> enter(wantsRun ? Phase.RUNNING : Phase.CHECKPOINTING);
      case RUNNING, PAUSED -> {} // ends with the work, or by a decision
    }
  }

  private void enter(Phase next) {
    phase = next;
    since = now;
    pauses += next == Phase.CHECKPOINTING ? 1 : 0;
    phaseEnd = switch (next) {
      case RUNNING -> now + workLeft;
      case CHECKPOINTING -> now + settings.costs().checkpointTime().toNanos();
      case PAUSED -> Long.MAX_VALUE;
      case RESTORING -> now + settings.costs().restoreTime().toNanos();
    };
  }
}
