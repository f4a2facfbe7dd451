package org.carbonaware.control.integration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.carbonaware.checkpoint.fidelity.FidelityScenario;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerState;
import org.carbonaware.control.TrainingSuspendedException;
import org.carbonaware.plan.Policies;

/**
 * What a framework's {@link FidelityScenario} does without the framework: a controller that lets
 * the training run, holds it after one batch if asked to, suspends it after another, and the
 * fingerprint with the losses. Belongs to the training thread.
 */
public final class FidelityRun {
  private final CarbonController controller;
  private final long untilBatch;
  private final long holdAfter;
  private final TreeMap<Long, Double> losses = new TreeMap<>();

  private FidelityRun(CarbonController controller, long untilBatch, long holdAfter) {
    this.controller = controller;
    this.untilBatch = untilBatch;
    this.holdAfter = holdAfter;
  }

  /** A training under a controller, begun or resumed, that has not trained yet. */
  public interface Training {
    /** Trains without an end of its own: the controller ends it by an exception. */
    void train();

    /**
     * The state reached, without losses.
     *
     * @return arrays and counters
     */
    TrainingFingerprint.Builder fingerprint();
  }

  /** Begins or resumes a training. */
  @FunctionalInterface
  public interface Start {
    /**
     * Begins or resumes.
     *
     * @param controller the controller the training is to run under
     * @param run to be told of each update by {@link FidelityRun#updated}
     * @return the training
     */
    Training on(CarbonController controller, FidelityRun run);
  }

  /**
   * Trains as {@link FidelityScenario#train} demands.
   *
   * @param checkpoints where the checkpoints are
   * @param untilBatch the number of batches since the very start, over all runs
   * @param holdAfter the batch after which the training is paused in memory (HOLD), counted over
   *     the whole run from 1; 0 for none
   * @param start begins or resumes the training
   * @return the state reached
   * @throws TrainingSuspendedException if the training could not be saved at its end
   * @throws IllegalStateException if the training should have paused and did not
   */
  public static TrainingFingerprint train(
      Path checkpoints, long untilBatch, long holdAfter, Start start) {
    try (CarbonController controller = CarbonController.builder()
        .zone("DE")
        .policy(Policies.runNow())
        .batches(untilBatch)
        .deadline(Duration.ofDays(365))
        .checkpoints(checkpoints)
        .stopOnSignals(false, Duration.ZERO)
        .start()) {
      return new FidelityRun(controller, untilBatch, holdAfter).train(start);
    }
  }

  private TrainingFingerprint train(Start start) {
    AtomicBoolean held = new AtomicBoolean();
    controller.addListener(event -> {
      if (event instanceof ControllerEvent.StateChanged change
          && change.to() == ControllerState.PAUSED) {
        held.set(true);
        controller.resume();
      }
    });
    Training training = start.on(controller, this);
    long begin = controller.batchesDone();
    if (begin < untilBatch) {
      trainUntilTakenOut(training);
    }
    if (begin < holdAfter && holdAfter < untilBatch && !held.get()) {
      throw new IllegalStateException("the training never paused after batch " + holdAfter);
    }
    TrainingFingerprint.Builder fingerprint = training.fingerprint();
    losses.forEach(fingerprint::loss);
    return fingerprint.build();
  }

  private static void trainUntilTakenOut(Training training) {
    try {
      training.train();
    } catch (TrainingSuspendedException reached) {
      if (!reached.saved()) {
        throw reached;
      }
    }
  }

  /**
   * The training is in the middle of a batch, which counts when the next one is asked for, and has
   * its loss. To be called from the framework's own hook, on the training thread.
   *
   * @param iteration the update, counted since the very start; several may belong to one batch
   * @param loss the loss
   */
  public void updated(long iteration, double loss) {
    losses.put(iteration, loss);
    long batch = controller.batchesDone() + 1;
    if (batch == holdAfter) {
      controller.pause();
    }
    if (batch == untilBatch) {
      controller.suspend();
    }
  }
}
