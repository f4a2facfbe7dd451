package org.carbonaware.benchmarks.training;

import java.util.Optional;
import java.util.OptionalLong;
import org.carbonaware.control.CarbonController;

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
   * Sets up a model.
   *
   * @param workload what is trained
   * @param target where
   * @return the model, which begins alike at every call; close it
   */
  Subject open(Workload workload, Target target);

  /**
   * Trains through the framework's {@code CarbonAwareTraining}, from the controller's newest
   * checkpoint if there is one, until the controller suspends it.
   *
   * @param onBatch runs on the training thread before each batch
   */
  void fit(Workload workload, Target target, CarbonController controller, Runnable onBatch)
      throws Exception;

  /** What it holds outside Java's heap, if it counts that itself. */
  default OptionalLong offHeapBytes() {
    return OptionalLong.empty();
  }

  /** A model that is trained with now this and now that added. */
  interface Subject extends AutoCloseable {
    /** A way to train it; those of all arms but the saved one train the same model. */
    Turns turns(Arm arm, Kit kit);

    @Override
    void close();
  }

  /** Training in turns with others. */
  interface Turns {
    /** Attaches what the arm adds, in the place of what was attached before. */
    void begin();

    /**
     * Trains so many batches more, as users of the framework do, and returns when the device has
     * done all of it.
     */
    void train(int batches) throws Exception;
  }
}
