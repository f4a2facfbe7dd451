package org.carbonaware.examples;

import ai.djl.Model;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.carbonaware.control.CarbonController;
import org.carbonaware.djl.CarbonAwareTraining;
import org.carbonaware.djl.CarbonAwareTrainingListener;
import org.carbonaware.djl.ResumableOptimizer;

/** What the README shows of DJL: the lines a user adds to a training. */
public final class FiveLinesDjl {
  private FiveLinesDjl() {}

  /**
   * Puts a training under carbon control: it pauses while the grid is dirty and is done in a day.
   *
   * @param model the model with its block
   * @param data the training data
   * @param input the shape of one batch of it
   * @param epochs at least 1
   * @throws IOException if the data can't be read
   * @throws TranslateException if the data can't be translated
   */
  public static void pause(Model model, Dataset data, Shape input, int epochs)
      throws IOException, TranslateException {
    try (var carbon = CarbonController.builder()
        .zone("DE")
        .deadline(Duration.ofHours(24))
        .epochs(epochs)
        .start()) {
      var config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
          .addTrainingListeners(new CarbonAwareTrainingListener(carbon));
      try (Trainer trainer = model.newTrainer(config)) {
        trainer.initialize(input);
        EasyTrain.fit(trainer, epochs, data, null);
      }
    }
  }

  /**
   * As above, and saved: what a first process began, the next one ends exactly as if nothing had
   * been between.
   *
   * @param model the model with its block, as at the very start
   * @param data the training data, as at the very start
   * @param input the shape of one batch of it
   * @param epochs of the whole run, at least 1
   * @param checkpoints where they are kept
   * @throws IOException if the data can't be read
   * @throws TranslateException if the data can't be translated
   */
  public static void resume(Model model, Dataset data, Shape input, int epochs, Path checkpoints)
      throws IOException, TranslateException {
    try (var carbon = CarbonController.builder()
        .zone("DE")
        .deadline(Duration.ofHours(24))
        .epochs(epochs)
        .checkpoints(checkpoints)
        .start()) {
      var config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
          .optOptimizer(ResumableOptimizer.of(Adam.builder()));
      try (Trainer trainer = model.newTrainer(config)) {
        trainer.initialize(input);
        var training = CarbonAwareTraining.resumeOrStart(carbon, trainer, config);
        training.fit(data, null, epochs);
      }
    }
  }
}
