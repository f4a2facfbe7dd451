package org.carbonaware.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a run drew, emitted and avoided; all computed from its ledger. Emissions are the sum of
 * small amounts of energy, each times the intensity at its moment (gCO2e). They include what the
 * facility adds (PUE), if the run was told of one; joules are the computer's own.
 *
 * <p>The counterfactual is the same run started at the same moment and never paused: its active
 * energy, interval by interval, back to back from the start, times the intensity that held then (as
 * it was booked, or observed where nothing was booked). Avoided emissions are the counterfactual
 * less everything emitted, the pauses included; they are never subtracted from a total. The
 * counterfactual assumes
 *
 * <ul>
 *   <li>that it would have drawn the same active energy, at the same speed;
 *   <li>that it would not have crashed: what was trained after the checkpoint that a later process
 *       went on from drew real energy and is emitted, but is in the counterfactual only once, so
 *       that losing work never looks like avoiding emissions. A warning tells how much that is;
 *   <li>no intensity where none is known. Such energy is told in joules and counts 0 g: in the
 *       counterfactual that makes the avoided emissions look smaller than they were, in the run
 *       larger.
 * </ul>
 *
 * <p>A process that is killed takes with it the energy of the interval it had not recorded yet, at
 * most the controller's longest interval ({@code energyEvery}, 1 minute by default) and one tick.
 * That energy is in no figure, and its seconds count as away. So does starting up: from the
 * process' start to the controller's nothing is metered.
 *
 * @param runId the run's name
 * @param zone the grid zone; like basis and policy a list if it changed when the run was started
 *     again
 * @param basis what the intensities count
 * @param policy the policy's name
 * @param startedAt when the run first began
 * @param endedAt its last line
 * @param deadline when it had to be done, as last set
 * @param state its last state
 * @param complete whether the declared work was done
 * @param batches batches done; up to the last checkpoint if the run has not ended
 * @param epochs epochs done
 * @param active the run while it trained, its start and its end included
 * @param switching the run on its way into and out of pauses: the rest of the batch, saving,
 *     resuming, leaving the process
 * @param standing the run while it stood still
 * @param away time that nothing was metered: suspended, or crashed and started again
 * @param pauseCount how often it paused
 * @param checkpoints how many checkpoints were written
 * @param joulesWithoutIntensity energy drawn while the intensity was unknown, counted in no
 *     emission
 * @param counterfactualGrams emissions of the same run never paused
 * @param counterfactualMissingJoules active energy in joules for which the counterfactual found no
 *     intensity; counted in no emission
 * @param methods how the energy was obtained, each once
 * @param intensityKinds how the intensities were known, such as {@code measured} or {@code stale
 *     forecast}, each once
 * @param intensitySources where the intensities came from, each once
 * @param warnings what went wrong on the way
 */
public record RunSummary(
    String runId,
    String zone,
    String basis,
    String policy,
    Instant startedAt,
    Instant endedAt,
    Instant deadline,
    String state,
    boolean complete,
    long batches,
    long epochs,
    Part active,
    Part switching,
    Part standing,
    Duration away,
    int pauseCount,
    int checkpoints,
    double joulesWithoutIntensity,
    double counterfactualGrams,
    double counterfactualMissingJoules,
    List<String> methods,
    List<String> intensityKinds,
    List<String> intensitySources,
    List<String> warnings) {
  /** Copies the lists. */
  public RunSummary {
    methods = List.copyOf(methods);
    intensityKinds = List.copyOf(intensityKinds);
    intensitySources = List.copyOf(intensitySources);
    warnings = List.copyOf(warnings);
  }

  /**
   * A part of a run.
   *
   * @param time how long
   * @param joules energy drawn
   * @param grams emissions, gCO2e
   */
  public record Part(Duration time, double joules, double grams) {
    Part plus(Part other) {
      return new Part(time.plus(other.time), joules + other.joules, grams + other.grams);
    }
  }

  /**
   * Computes the figures. The lines are walked through more than once and none of them is kept, so
   * that they may be read as they are needed.
   *
   * @param entries the lines of one run, in order; each walk must give the same
   * @return the summary
   * @throws LedgerException if there is no {@code run-started} line or a line has a wrong time
   */
  public static RunSummary of(Iterable<LedgerEntry> entries) {
    return Accounts.of(new EntryLines(entries), Optional.empty()).summary();
  }

  /**
   * What the pauses took and cost, {@link #switching} and {@link #standing} together.
   *
   * @return the sum
   */
  public Part pauses() {
    return switching.plus(standing);
  }

  /**
   * All energy.
   *
   * @return joules, pauses included
   */
  public double joules() {
    return active.joules() + pauses().joules();
  }

  /**
   * All emissions.
   *
   * @return gCO2e, pauses included
   */
  public double grams() {
    return active.grams() + pauses().grams();
  }

  /**
   * What was avoided against never pausing.
   *
   * @return gCO2e; negative if pausing made it worse
   */
  public double avoidedGrams() {
    return counterfactualGrams - grams();
  }

  /**
   * How much later the run ended than it would have without pauses.
   *
   * @return the delay
   */
  public Duration delay() {
    return pauses().time().plus(away);
  }

  /**
   * The time between the end and the deadline.
   *
   * @return negative if the deadline was missed
   */
  public Duration slackLeft() {
    return Duration.between(endedAt, deadline);
  }
}
