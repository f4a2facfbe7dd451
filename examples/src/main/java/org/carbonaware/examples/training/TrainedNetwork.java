package org.carbonaware.examples.training;

import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;

/**
 * A network at the end of its training, with all the state that the next step would need. Close it
 * to give its memory back. Not thread-safe: belongs to the thread that trained it.
 */
public interface TrainedNetwork extends AutoCloseable {
  /**
   * Everything that must be the same in two trainings that are the same, bit for bit. Ask for it
   * when the training's controller is closed.
   *
   * @return parameters as {@code parameters}, what the optimizer remembers, and the counters
   */
  TrainingFingerprint fingerprint();

  @Override
  void close();
}
