package org.carbonaware.checkpoint.fidelity;

import java.nio.file.Path;
import java.util.List;

/**
 * A small training, with fixed seeds, whose resume is to be proven exact. Two runs of it from the
 * start must give the same bits; a training that is not deterministic can't be checked.
 */
public interface FidelityScenario {
  /**
   * What is trained, in a few words.
   *
   * @return a name, distinct within a catalogue
   */
  String name();

  /**
   * Trains up to a point: goes on from the newest checkpoint in the directory, or starts from the
   * beginning if there is none, trains until {@code untilBatch} batches are done in all, leaves a
   * checkpoint of that point in the directory, and lets go of it.
   *
   * @param checkpoints where this training's checkpoints are; may not exist yet
   * @param untilBatch the number of batches since the very start, over all runs
   * @return the state reached
   * @throws Exception if the training fails
   */
  TrainingFingerprint train(Path checkpoints, long untilBatch) throws Exception;

  /**
   * Scenarios that can be found again in a fresh JVM: a public class, if nested then static, with a
   * public constructor without parameters.
   */
  interface Catalogue {
    /**
     * The scenarios, the same at each call.
     *
     * @return scenarios of distinct names
     */
    List<FidelityScenario> scenarios();
  }
}
