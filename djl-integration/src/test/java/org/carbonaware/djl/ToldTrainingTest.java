package org.carbonaware.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.convolutional.Conv2dTranspose;
import ai.djl.nn.core.Linear;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListenerAdapter;
import java.util.List;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.ControllerEvent.LossObserved;
import org.carbonaware.control.ControllerEvent.TrainingDescribed;
import org.carbonaware.control.TrainingFacts;
import org.carbonaware.control.tck.KeptEvents;
import org.carbonaware.djl.ToyTrainings.Kind;
import org.carbonaware.djl.ToyTrainings.Updater;
import org.junit.jupiter.api.Test;

/** What a run's record says of a model, its data and its loss. */
class ToldTrainingTest {
  private static final int SAMPLES = ToyTrainings.BATCHES_PER_EPOCH * ToyTrainings.BATCH_SIZE;

  private final KeptEvents events = new KeptEvents();

  @Test
  void aFedTrainingTellsModelDataAndLoss() throws Exception {
    DjlFidelityScenario.Fresh fresh = Runs.fresh(Kind.CNN_BATCH_NORM, Updater.ADAM);
    try (CarbonController carbon = Runs.withoutCheckpoints().listener(events).start();
        Model model = fresh.model();
        Trainer trainer = model.newTrainer(fresh.config())) {
      trainer.initialize(fresh.inputs().get(0));
      CarbonAwareTraining training =
          CarbonAwareTraining.resumeOrStart(carbon, trainer, fresh.config());
      training.fit(ToyTrainings.data(Kind.CNN_BATCH_NORM, 12), null, 2);
    }

    tellsOfTheToyModel(lastFacts());
    assertThat(events.of(LossObserved.class)).isNotEmpty().allMatch(told -> told.loss() > 0);
  }

  @Test
  void aListenerTellsTheSame() throws Exception {
    DjlFidelityScenario.Fresh fresh = Runs.fresh(Kind.CNN_BATCH_NORM, Updater.ADAM);
    try (CarbonController carbon = Runs.withoutCheckpoints().listener(events).start();
        Model model = fresh.model()) {
      fresh.config().getTrainingListeners().add(new CarbonAwareTrainingListener(carbon));
      try (Trainer trainer = model.newTrainer(fresh.config())) {
        trainer.initialize(fresh.inputs().get(0));
        EasyTrain.fit(trainer, 2, ToyTrainings.data(Kind.CNN_BATCH_NORM, 12), null);
      }
    }

    tellsOfTheToyModel(lastFacts());
    assertThat(events.of(LossObserved.class)).isNotEmpty();
  }

  private static void tellsOfTheToyModel(TrainingFacts facts) {
    assertThat(facts.model()).contains("toy");
    assertThat(facts.framework()).contains("DJL PyTorch");
    assertThat(facts.frameworkVersion().orElseThrow()).startsWith("0.35.1, PyTorch 2.7.1");
    assertThat(facts.parameters())
        .as("running means are no trainable parameters")
        .hasValue(4 * 9 + 4 + 2 * 4 + 64 * 3 + 3);
    assertThat(facts.device()).contains("cpu");
    assertThat(facts.samplesPerBatch()).hasValue(ToyTrainings.BATCH_SIZE);
    assertThat(facts.samplesPerEpoch()).hasValue(SAMPLES);
    assertThat(facts.flopsPerSample()).hasValue(6 * (64 * 9 + 2 * 64 + 64 * 3));
  }

  private TrainingFacts lastFacts() {
    List<TrainingDescribed> told = events.of(TrainingDescribed.class);
    return told.get(told.size() - 1).facts();
  }

  @Test
  void theLossIsThatOfTheBatch() throws Exception {
    DjlFidelityScenario.Fresh fresh = Runs.fresh(Kind.MLP, Updater.SGD);
    float[] first = {Float.NaN};
    try (CarbonController carbon = Runs.withoutCheckpoints().listener(events).start();
        Model model = fresh.model()) {
      fresh.config().getTrainingListeners().add(new TrainingListenerAdapter() {
        @Override
        public void onTrainingBatch(Trainer trainer, BatchData data) {
          while (Float.isNaN(first[0]) && !carbon.wantsLoss()) {
            Thread.onSpinWait();
          }
          NDList predictions = data.getPredictions().values().iterator().next();
          NDList labels = data.getLabels().values().iterator().next();
          try (NDArray loss = trainer.getLoss().evaluate(labels, predictions)) {
            if (Float.isNaN(first[0])) {
              first[0] = loss.getFloat();
            }
          }
        }
      });
      fresh.config().getTrainingListeners().add(new CarbonAwareTrainingListener(carbon));
      try (Trainer trainer = model.newTrainer(fresh.config())) {
        trainer.initialize(fresh.inputs().get(0));
        EasyTrain.fit(trainer, 1, ToyTrainings.data(Kind.MLP, 12), null);
      }
    }

    assertThat(events.of(LossObserved.class).get(0).loss())
        .isCloseTo((double) first[0], within(1e-6));
  }

  @Test
  void countsTheMultiplicationsOfRecurrentBlocks() {
    int firstLayer = 4 * 5 * (4 + 5);
    int secondLayer = 4 * 5 * (5 + 5);

    assertThat(multiplications(Kind.LSTM_DROPOUT.block(), new Shape(1, 9, 4)))
        .isEqualTo(9 * (firstLayer + secondLayer) + 45 * 3);
  }

  @Test
  void countsParallelAndGroupedBlocks() {
    Block both = new ParallelBlock(lists -> lists.get(0))
        .add(Linear.builder().setUnits(7).build())
        .add(Linear.builder().setUnits(2).build());
    assertThat(multiplications(both, new Shape(1, 5))).isEqualTo(5 * 9);

    Block grouped = Conv2d.builder()
        .setKernelShape(new Shape(3, 3))
        .setFilters(6)
        .optGroups(2)
        .build();
    assertThat(multiplications(grouped, new Shape(1, 4, 5, 5))).isEqualTo(9 * 6 * 2 * 9);
  }

  @Test
  void saysNothingOfBlocksItDoesNotKnow() {
    Block unknown = new SequentialBlock()
        .add(Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(4).build())
        .add(Conv2dTranspose.builder()
            .setKernelShape(new Shape(3, 3))
            .setFilters(2)
            .build());

    assertThat(multiplications(unknown, new Shape(1, 1, 6, 6))).isNaN();
  }

  private static double multiplications(Block block, Shape input) {
    try (Model model = Model.newInstance("block")) {
      model.setBlock(block);
      block.initialize(model.getNDManager(), DataType.FLOAT32, input);
      return BlockWork.multiplications(block, input);
    }
  }
}
