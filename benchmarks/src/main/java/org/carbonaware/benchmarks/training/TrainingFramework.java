package org.carbonaware.benchmarks.training;

import java.util.Optional;
import org.carbonaware.control.CarbonController;
import org.jspecify.annotations.Nullable;

/** A framework whose trainings are measured. */
interface TrainingFramework {
  /** Lower case, for names of benchmarks. */
  String name();

  /** Its versions and the like, for the record; only asked where it can train. */
  String description();

  /**
   * Why nothing can be trained there, and what helps; empty if it can. May load native libraries.
   */
  Optional<String> unavailable(Target target);

  /**
   * Sets up a training.
   *
   * @param workload what is trained
   * @param arm what is added to it
   * @param target where
   * @param controller for the arms that have one, else null
   * @return the training, which begins alike for every arm; close it
   */
  Turns open(Workload workload, Arm arm, Target target, @Nullable CarbonController controller);

  /** A training that goes on in turns with others. */
  interface Turns extends AutoCloseable {
    /**
     * Trains so many batches more, as users of the framework do, and returns when the device has
     * done all of it.
     */
    void train(int batches) throws Exception;

    @Override
    void close();
  }
}
