package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.carbonaware.grid.GridView;
import org.carbonaware.grid.Intensity;
import org.carbonaware.plan.Costs;
import org.carbonaware.plan.DeadlineGuard;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Job;
import org.carbonaware.plan.Policy;
import org.carbonaware.plan.Reason;
import org.carbonaware.plan.Situation;

/**
 * Brings together what a decision is made on and asks: first what was ordered by hand, then the
 * policy, both within the deadline guard. Belongs to the control thread, except
 * {@link #latestStart}.
 */
final class Judgement {
  /**
   * When a decision is made.
   *
   * @param view the grid, of which the present and the outlook are
   * @param now the moment
   * @param state what the training does
   * @param stateSince since when
   * @param observed the intensity now, if known
   */
  record Moment(
      GridView view,
      Instant now,
      ControllerState state,
      Instant stateSince,
      Optional<Intensity> observed) {}

  private final ControlSettings settings;
  private final ControlParts parts;
  private final Supplier<Instant> deadlines;
  private final Policy withHand;

  Judgement(ControlSettings settings, ControlParts parts, Supplier<Instant> deadlines) {
    this.settings = settings;
    this.parts = parts;
    this.deadlines = deadlines;
    HandOverride hand = parts.hand();
    this.withHand = new Policy() {
      @Override
      public String name() {
        return settings.policy().name();
      }

      @Override
      public Decision decide(Situation situation) {
        return hand.at(situation.now()).orElseGet(() -> settings.policy().decide(situation));
      }
    };
  }

  /**
   * Guards with more in hand the less is sure how long it takes to come back: what it may take
   * longer than is expected.
   */
  private DeadlineGuard guard() {
    Duration unsure =
        settings.mayLeaveTheProcess() ? parts.resumeTimes().beyondExpected() : Duration.ZERO;
    return DeadlineGuard.around(withHand, settings.margin().plus(unsure));
  }

  /** Expected from the end of a pause on: none where pauses stay in the process. */
  private Duration timeToComeBack() {
    return settings.mayLeaveTheProcess() ? parts.resumeTimes().expected() : Duration.ZERO;
  }

  /** The last moment at which a pause that begins now would have to end. */
  Instant latestStart(Optional<Job> job) {
    return job.map(known -> guard().latestStart(known, assumedCosts())).orElse(deadlines.get());
  }

  Decision decide(Moment moment, Optional<Job> job, Costs costs) {
    return job.isPresent()
        ? guard().decide(situation(moment, job.get(), costs))
        : withUnknownWork(moment.now());
  }

  private Decision withUnknownWork(Instant now) {
    Instant deadline = deadlines.get();
    Decision run = Decision.run(
        now.plus(settings.decideEvery()),
        Reason.Code.UNKNOWN_WORK,
        parts
            .progress()
            .exceeded()
            .map(text -> text + ", so the training runs")
            .orElse("how much work is left is not known, so the training runs"));
    return parts
        .hand()
        .at(now)
        .filter(byHand -> !byHand.isPause() || now.isBefore(deadline))
        .map(byHand -> byHand.until().isAfter(deadline)
            ? new Decision(byHand.action(), deadline, byHand.reason())
            : byHand)
        .orElse(run);
  }

  private Situation situation(Moment moment, Job job, Costs costs) {
    boolean running =
        moment.state() == ControllerState.RUNNING || moment.state() == ControllerState.RESUMING;
    return new Situation(
        moment.now(),
        running,
        moment.stateSince(),
        moment.observed(),
        moment.view().outlook(),
        job,
        costs,
        settings.decideEvery().plus(settings.tickEvery()),
        parts.grid().recent(),
        parts.past().at(moment.now(), job, costs.runWatts()),
        true);
  }

  private Costs assumedCosts() {
    return new Costs(
            settings.runWatts(), settings.pausedWatts(), parts.keeper().took(), timeToComeBack())
        .withPausedGramsPerHour(settings.pausedGramsPerHour());
  }

  /**
   * What the facility draws. A pause that was to free the machine and stands in memory instead
   * draws what it draws.
   */
  Costs costs(ControllerState state) {
    Costs costs = parts.energy().observed(assumedCosts()).times(settings.pue());
    return settings.freesTheMachine() && state != ControllerState.PAUSED
        ? costs.withPausedWatts(0).withPausedGramsPerHour(0)
        : costs;
  }

  /** The power that these costs are of, and where it is from. */
  PlannedPower power(Costs costs) {
    return new PlannedPower(
        costs.runWatts(), costs.pausedWatts(), parts.energy().observedBasis(settings.powerBasis()));
  }
}
