package org.carbonaware.examples.training;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.carbonaware.control.CarbonController;

/**
 * A network and its data, as at the very start of a run at every call: the same seed gives the same
 * training. Belongs to the thread that calls it; all but the getters block until they are done.
 *
 * @param <N> what comes out of it
 */
public interface DemoTraining<N extends TrainedNetwork> {
  /**
   * What its runs are filed under.
   *
   * @return a short name
   */
  String project();

  /**
   * What the network is for.
   *
   * @return in one word, such as {@code imageClassification}
   */
  String task();

  /**
   * The network in a few words.
   *
   * @return its architecture, its size and its framework
   */
  String describe();

  /**
   * How many batches an epoch has.
   *
   * @return at least 1
   */
  int batchesPerEpoch();

  /**
   * Trains a network that is thrown away, to measure how fast that is.
   *
   * @param more asked before each batch, the first included; false ends it
   */
  void rehearse(BooleanSupplier more);

  /**
   * Goes on from the controller's newest checkpoint, or starts, and trains to the end.
   *
   * @param controller the run's controller; it stays open
   * @param checkpoints the directory it saves to
   * @param epochs of the whole run, at least 1
   * @return the network; to be closed
   * @throws org.carbonaware.control.TrainingSuspendedException if the training is to leave
   */
  N train(CarbonController controller, Path checkpoints, int epochs);

  /**
   * Trains the same from start to end without a pause, to compare with.
   *
   * @param epochs at least 1
   * @return the network; to be closed
   */
  N trainStraight(int epochs);
}
