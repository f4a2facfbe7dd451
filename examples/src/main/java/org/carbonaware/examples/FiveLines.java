package org.carbonaware.examples;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.carbonaware.control.CarbonController;
import org.carbonaware.dl4j.CarbonAwareListener;
import org.carbonaware.dl4j.CarbonAwareTraining;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** What the README shows: the lines a user adds to a training. */
public final class FiveLines {
  private FiveLines() {}

  /**
   * Puts a training under carbon control: it pauses while the grid is dirty and is done in a day.
   *
   * @param model the network
   * @param data the batches
   * @param epochs at least 1
   */
  public static void pause(MultiLayerNetwork model, DataSetIterator data, int epochs) {
    try (var carbon = CarbonController.builder()
        .zone("DE")
        .deadline(Duration.ofHours(24))
        .epochs(epochs)
        .start()) {
      model.setListeners(new CarbonAwareListener(carbon));
      model.fit(data, epochs);
    }
  }

  /**
   * As above, and saved: what a first process began, the next one ends exactly as if nothing had
   * been between.
   *
   * @param freshModel makes the network as at the very start
   * @param data the batches, as at the very start
   * @param epochs of the whole run, at least 1
   * @param checkpoints where they are kept
   * @return the trained network
   */
  public static MultiLayerNetwork resume(
      Supplier<MultiLayerNetwork> freshModel, DataSetIterator data, int epochs, Path checkpoints) {
    try (var carbon = CarbonController.builder()
        .zone("DE")
        .deadline(Duration.ofHours(24))
        .epochs(epochs)
        .checkpoints(checkpoints)
        .start()) {
      var training = CarbonAwareTraining.resumeOrStart(carbon, freshModel);
      training.fit(data, epochs);
      return training.model();
    }
  }
}
