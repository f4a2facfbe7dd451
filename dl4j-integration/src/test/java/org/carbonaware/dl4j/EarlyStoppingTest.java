package org.carbonaware.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.ControllerEvent.CheckpointWritten;
import org.carbonaware.control.TrainingSuspendedException;
import org.carbonaware.control.tck.KeptEvents;
import org.carbonaware.control.tck.PausedByHand;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.EarlyStoppingResult.TerminationReason;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** DL4J's trainer that stops by itself, which takes most exceptions for a failed training. */
class EarlyStoppingTest {
  private static final int BATCHES = 12;
  private static final int EPOCHS = 3;

  @TempDir
  private Path directory;

  private final KeptEvents events = new KeptEvents();

  @Test
  void pausesAndGoesOn() {
    Runs.Losses straight = new Runs.Losses();
    MultiLayerNetwork alone = model();
    alone.setListeners(straight);
    trainer(alone, ToyData.flat(BATCHES)).fit();
    Runs.Losses held = new Runs.Losses();
    try (CarbonController carbon = Runs.control(directory).listener(events).start()) {
      carbon.addListener(PausedByHand.endingPauses(carbon, () -> {}));
      var training = CarbonAwareTraining.resumeOrStart(carbon, EarlyStoppingTest::model);
      training.model().setListeners(held, after(17, carbon::pause));

      EarlyStoppingResult<MultiLayerNetwork> result =
          trainer(training.model(), training.data(ToyData.flat(BATCHES))).fit();

      assertThat(result.getTerminationReason())
          .isEqualTo(TerminationReason.EpochTerminationCondition);
      assertThat(training.epochsDone()).isEqualTo(EPOCHS);
    }
    assertThat(events.pauses()).isEqualTo(1);
    assertThat(held.byIteration).isEqualTo(straight.byIteration).hasSize(EPOCHS * BATCHES);
  }

  @Test
  void leavesWhenSuspendedBetweenBatches() {
    try (CarbonController carbon = Runs.control(directory).start()) {
      var training = CarbonAwareTraining.resumeOrStart(carbon, EarlyStoppingTest::model);
      training.model().setListeners(after(17, carbon::suspend));
      EarlyStoppingTrainer trainer =
          trainer(training.model(), training.data(ToyData.flat(BATCHES)));

      assertThatThrownBy(trainer::fit).isInstanceOf(TrainingSuspendedException.class);
    }
  }

  @Test
  void saysAfterAResumeThatItsResetStartsTheEpochOver() {
    leavesWhenSuspendedBetweenBatches();
    try (CarbonController carbon = Runs.control(directory).listener(events).start()) {
      var training = CarbonAwareTraining.resumeOrStart(carbon, EarlyStoppingTest::model);
      assertThat(training.batchesInEpoch()).isEqualTo(17 - BATCHES);

      trainer(training.model(), training.data(ToyData.flat(BATCHES))).fit();
    }
    assertThat(events.warnings()).anyMatch(text -> text.contains("that epoch starts over"));
  }

  @Test
  void takesTheListenersSuspensionForAFailureButIsSaved() {
    try (CarbonController carbon = Runs.control(directory).listener(events).start()) {
      MultiLayerNetwork model = model();
      model.setListeners(after(17, carbon::suspend), new CarbonAwareListener(carbon));

      EarlyStoppingResult<MultiLayerNetwork> result =
          trainer(model, ToyData.flat(BATCHES)).fit();

      assertThat(result.getTerminationReason()).isEqualTo(TerminationReason.Error);
      assertThat(result.getTerminationDetails()).contains("training suspended");
    }
    assertThat(events.of(CheckpointWritten.class)).hasSize(1);
  }

  private static Runs.AfterUpdate after(int batch, Runnable action) {
    return new Runs.AfterUpdate(done -> {
      if (done == batch) {
        action.run();
      }
    });
  }

  private static MultiLayerNetwork model() {
    return ToyModels.layered(ToyModels.Feature.PLAIN, ToyModels.Updater.ADAM);
  }

  private static EarlyStoppingTrainer trainer(MultiLayerNetwork model, DataSetIterator data) {
    return new EarlyStoppingTrainer(
        new EarlyStoppingConfiguration.Builder<MultiLayerNetwork>()
            .epochTerminationConditions(new MaxEpochsTerminationCondition(EPOCHS))
            .scoreCalculator(new DataSetLossCalculator(ToyData.flat(2), true))
            .build(),
        model,
        data);
  }
}
