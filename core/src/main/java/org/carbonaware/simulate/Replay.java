package org.carbonaware.simulate;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.plan.DeadlineGuard;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Policy;
import org.carbonaware.plan.RecentRange;
import org.carbonaware.plan.Situation;

/**
 * Replays trainings over a trace as the live controller would run them: the policy, always behind
 * the {@link DeadlineGuard}, is asked at the start and then at every
 * {@link ReplaySettings#decideEvery()}; a pause begins with a checkpoint and ends with a restore,
 * which take their time and energy and do no work. Where the trace has a gap the policy is told
 * that the intensity is unknown, and the trace's mean is charged.
 *
 * <p>Immutable and safe to share between threads; nothing blocks. A replay costs little more than
 * the policy's decisions.
 */
public final class Replay {
  private final IntensitySeries trace;
  private final Outlook outlook;
  private final ReplaySettings settings;
  private final EmittedGrams emitted;
  private final RecentRanges recent;

  private Replay(
      IntensitySeries trace,
      Outlook outlook,
      ReplaySettings settings,
      EmittedGrams emitted,
      RecentRanges recent) {
    this.trace = trace;
    this.outlook = outlook;
    this.settings = settings;
    this.emitted = emitted;
    this.recent = recent;
  }

  /**
   * Prepares replays.
   *
   * @param trace what the grid does
   * @param outlook what the controller expects of it
   * @param settings how the controller works
   * @return the replay
   * @throws IllegalArgumentException if the trace holds no value
   */
  public static Replay of(IntensitySeries trace, Outlook outlook, ReplaySettings settings) {
    return new Replay(trace, outlook, settings, new EmittedGrams(trace), new RecentRanges(trace));
  }

  /** The same with another outlook. */
  Replay withOutlook(Outlook other) {
    return new Replay(trace, other, settings, emitted, recent);
  }

  /**
   * Replays one training.
   *
   * @param policy decides; must keep the contract of {@link Policy}, a failing one is overruled
   * @param job the training; replayed even if it is infeasible, it then finishes late
   * @return what it did
   */
  public ReplayResult run(Policy policy, ReplayJob job) {
    return unguarded(DeadlineGuard.around(policy, settings.margin()), job);
  }

  /**
   * Replays one training and tells every decision, as the live controller makes them at these
   * moments.
   *
   * @param policy decides; must keep the contract of {@link Policy}, a failing one is overruled
   * @param job the training
   * @param told called with each moment and the decision made then, in order; must not throw
   * @return what the training did
   */
  public ReplayResult run(Policy policy, ReplayJob job, BiConsumer<Instant, Decision> told) {
    Policy guarded = DeadlineGuard.around(policy, settings.margin());
    Policy telling = new Policy() {
      @Override
      public String name() {
        return guarded.name();
      }

      @Override
      public Decision decide(Situation situation) {
        Decision decision = guarded.decide(situation);
        told.accept(situation.now(), decision);
        return decision;
      }
    };
    return unguarded(telling, job);
  }

  /** Without the guard; after the deadline it runs whatever the policy says. */
  ReplayResult unguarded(Policy policy, ReplayJob job) {
    return new ReplayRun(this, policy, job, false, null).result();
  }

  /**
   * As {@link #run} if the outlook never learns anything new and the policy's decisions say truly
   * until when they hold, but only asked then.
   */
  ReplayResult trusting(Policy policy, ReplayJob job) {
    Policy guarded = DeadlineGuard.around(policy, settings.margin());
    return new ReplayRun(this, guarded, job, true, null).result();
  }

  /** As {@link #run(Policy, ReplayJob)}, and says when it ran. */
  ReplayResult recorded(Policy policy, ReplayJob job, Course.Recorder recorder) {
    Policy guarded = DeadlineGuard.around(policy, settings.margin());
    return new ReplayRun(this, guarded, job, false, recorder).result();
  }

  IntensitySeries trace() {
    return trace;
  }

  Outlook outlook() {
    return outlook;
  }

  ReplaySettings settings() {
    return settings;
  }

  EmittedGrams emitted() {
    return emitted;
  }

  Optional<RecentRange> recent(Instant now) {
    return recent.at(now);
  }

  Optional<Intensity> current(Instant now) {
    OptionalDouble value = trace.at(now);
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(new Intensity(
            value.getAsDouble(),
            trace.basis(),
            trace.startOf(trace.indexOf(now)),
            trace.provenance()));
  }
}
