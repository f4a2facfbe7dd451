package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Method;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.grid.Intensity;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Job;
import org.carbonaware.plan.Reason;

/** What happens in a run, for ledgers, displays and metrics. */
public sealed interface ControllerEvent {
  /**
   * When it happened, in the controller's time.
   *
   * @return the moment
   */
  Instant at();

  /**
   * The run begins or goes on in this process.
   *
   * @param at when
   * @param runId the run's name; the same in every process that carries it on
   * @param startedAt when the run first began
   * @param deadline when it must be done
   * @param zone the grid zone
   * @param basis what its intensities count
   * @param policy the policy's name
   * @param resumedFrom the checkpoint it goes on from, if any
   * @param project the project or experiment it belongs to, if any
   * @param boundary what is counted besides the computer's energy
   * @param energyEvery the longest time whose energy is lost with a process that is killed
   * @param origin what was run by what
   */
  record RunStarted(
      Instant at,
      String runId,
      Instant startedAt,
      Instant deadline,
      String zone,
      String basis,
      String policy,
      Optional<String> resumedFrom,
      Optional<String> project,
      Boundary boundary,
      Duration energyEvery,
      RunOrigin origin)
      implements ControllerEvent {
    /**
     * A run of unknown origin.
     *
     * @param at when
     * @param runId the run's name
     * @param startedAt when the run first began
     * @param deadline when it must be done
     * @param zone the grid zone
     * @param basis what its intensities count
     * @param policy the policy's name
     * @param resumedFrom the checkpoint it goes on from, if any
     * @param project the project or experiment it belongs to, if any
     * @param boundary what is counted besides the computer's energy
     * @param energyEvery the longest time whose energy is lost with a process that is killed
     */
    public RunStarted(
        Instant at,
        String runId,
        Instant startedAt,
        Instant deadline,
        String zone,
        String basis,
        String policy,
        Optional<String> resumedFrom,
        Optional<String> project,
        Boundary boundary,
        Duration energyEvery) {
      this(
          at,
          runId,
          startedAt,
          deadline,
          zone,
          basis,
          policy,
          resumedFrom,
          project,
          boundary,
          energyEvery,
          RunOrigin.UNKNOWN);
    }
  }

  /**
   * What is trained is known, or known better.
   *
   * @param at when
   * @param facts all that is known by now
   */
  record TrainingDescribed(Instant at, TrainingFacts facts) implements ControllerEvent {}

  /**
   * What is metered and how; when metering begins, when a way of metering changes, and at the end.
   *
   * @param at when
   * @param components the components as last read, in order
   */
  record MetersDescribed(Instant at, List<Component> components) implements ControllerEvent {
    /** Copies the list. */
    public MetersDescribed {
      components = List.copyOf(components);
    }
  }

  /**
   * The training told its loss.
   *
   * @param at when
   * @param batches batches done in the whole run
   * @param epochs epochs done in the whole run
   * @param loss the loss; finite
   */
  record LossObserved(Instant at, long batches, long epochs, double loss)
      implements ControllerEvent {}

  /**
   * The state changed.
   *
   * @param at when
   * @param from the state before
   * @param to the state now
   * @param reason why
   */
  record StateChanged(Instant at, ControllerState from, ControllerState to, Reason reason)
      implements ControllerEvent {}

  /**
   * A decision that differs from the one before in action or rule.
   *
   * @param at when
   * @param decision the decision
   * @param intensity the intensity it was made on, if known
   * @param job the work and deadline it was made on, if known
   * @param power the power it was made on, if known
   */
  record DecisionMade(
      Instant at,
      Decision decision,
      Optional<Intensity> intensity,
      Optional<Job> job,
      Optional<PlannedPower> power)
      implements ControllerEvent {
    /**
     * A decision that does not tell of its power.
     *
     * @param at when
     * @param decision the decision
     * @param intensity the intensity it was made on, if known
     * @param job the work and deadline it was made on, if known
     */
    public DecisionMade(
        Instant at, Decision decision, Optional<Intensity> intensity, Optional<Job> job) {
      this(at, decision, intensity, job, Optional.empty());
    }
  }

  /**
   * The grid's intensity as it holds from {@code intensity.at()} on.
   *
   * @param at when it was learned
   * @param intensity the intensity
   */
  record IntensityObserved(Instant at, Intensity intensity) implements ControllerEvent {}

  /**
   * Energy drawn in one interval, all of it in one state and at one intensity.
   *
   * @param at the interval's end
   * @param from the interval's start
   * @param state the state during it
   * @param joulesByComponent the energy by component
   * @param method the weakest method among the components
   * @param grams what that energy emitted, in gCO2e, without what a facility adds to it; empty if
   *     the intensity is unknown
   * @param firstEpoch the epoch under way at its start, counted from 0 over the whole run
   * @param lastEpoch the epoch under way at its end
   */
  record EnergyUsed(
      Instant at,
      Instant from,
      ControllerState state,
      Map<String, Double> joulesByComponent,
      Method method,
      Optional<Double> grams,
      long firstEpoch,
      long lastEpoch)
      implements ControllerEvent {
    /** Copies the map. */
    public EnergyUsed {
      joulesByComponent = Map.copyOf(joulesByComponent);
    }

    /**
     * The sum over the components.
     *
     * @return joules
     */
    public double joules() {
      return joulesByComponent.values().stream()
          .mapToDouble(Double::doubleValue)
          .sum();
    }
  }

  /**
   * A checkpoint was written.
   *
   * @param at when it was complete
   * @param sequence its number in the store
   * @param bytes its size
   * @param took how long capture and writing took
   * @param batches the batches done in it
   * @param forPause whether it was written because of a pause (otherwise: periodic or final)
   */
  record CheckpointWritten(
      Instant at, long sequence, long bytes, Duration took, long batches, boolean forPause)
      implements ControllerEvent {}

  /**
   * How far the training is; once per tick while it runs.
   *
   * @param at when
   * @param batches batches done in the whole run
   * @param epochs epochs done in the whole run
   * @param fraction the share of the work that is done, 0 to 1, if known
   * @param workLeft the running time left at the expected speed, if known
   */
  record Progressed(
      Instant at, long batches, long epochs, Optional<Double> fraction, Optional<Duration> workLeft)
      implements ControllerEvent {}

  /**
   * Something is worth knowing and did not stop the training.
   *
   * @param at when
   * @param text one or two sentences
   */
  record Warned(Instant at, String text) implements ControllerEvent {}

  /**
   * The run ends in this process.
   *
   * @param at when
   * @param state FINISHED or SUSPENDED
   * @param batches batches done in the whole run
   * @param epochs epochs done in the whole run
   * @param complete whether the declared work was done
   */
  record RunEnded(Instant at, ControllerState state, long batches, long epochs, boolean complete)
      implements ControllerEvent {}

  /**
   * The run was complete before this process began, which leaves it alone: neither a start nor an
   * end is told. For records that lack the end, because the process that completed the run was
   * killed before it told it.
   *
   * @param at when the run's last checkpoint was written
   * @param runId the run's name
   * @param batches batches done in the whole run
   * @param epochs epochs done in the whole run
   */
  record RunFoundComplete(Instant at, String runId, long batches, long epochs)
      implements ControllerEvent {}
}
