package org.carbonaware.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractSymbolBlock;
import ai.djl.nn.ParameterList;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.BatchSampler;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.dataset.RandomSampler;
import ai.djl.util.PairList;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.ControllerEvent.Progressed;
import org.carbonaware.control.ControllerEvent.Warned;
import org.carbonaware.control.tck.KeptEvents;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is used in another way than meant trains on, and says so. */
class MisuseTest {
  private static final ToyTrainings.Kind KIND = ToyTrainings.Kind.MLP;
  private static final int BATCHES = 12;

  @TempDir
  private Path directory;

  private final KeptEvents events = new KeptEvents();

  /** Uses a training. */
  @FunctionalInterface
  interface Use {
    void of(CarbonController carbon, Trainer trainer, CarbonAwareTraining training)
        throws Exception;
  }

  private List<String> warningsOf(Use use) throws Exception {
    DjlFidelityScenario.Fresh fresh = Runs.fresh(KIND, ToyTrainings.Updater.ADAM);
    try (CarbonController carbon = Runs.control(directory)
            .pace(Duration.ofMillis(5), Duration.ofSeconds(1))
            .listener(events)
            .start();
        Model model = fresh.model();
        Trainer trainer = model.newTrainer(fresh.config())) {
      trainer.initialize(KIND.input());
      use.of(carbon, trainer, CarbonAwareTraining.resumeOrStart(carbon, trainer, fresh.config()));
    }
    return events.warnings();
  }

  @Test
  void fedDataThatIsValidatedOnIsNoProgress() throws Exception {
    assertThat(warningsOf((carbon, trainer, training) -> {
          Dataset fed = training.data(ToyTrainings.data(KIND, BATCHES));
          EasyTrain.fit(trainer, training.epochsLeft(3), fed, fed);
        }))
        .singleElement()
        .asString()
        .contains("a whole epoch of data was handed out without an update")
        .contains("give validation its own data");
  }

  @Test
  void dataThatIsNotFedIsNoticed() throws Exception {
    CountDownLatch said = new CountDownLatch(1);
    assertThat(warningsOf((carbon, trainer, training) -> {
          carbon.addListener(event -> {
            if (event instanceof Warned) {
              said.countDown();
            }
          });
          int looks = 0;
          while (said.getCount() > 0 && looks++ < 1_000) {
            EasyTrain.fit(trainer, 1, ToyTrainings.data(KIND, BATCHES), null);
            awaitLook(carbon);
          }
        }))
        .singleElement()
        .asString()
        .contains("data that was not given to CarbonAwareTraining")
        .contains("pass training.data(train) to EasyTrain.fit");
  }

  private static void awaitLook(CarbonController carbon) throws InterruptedException {
    CountDownLatch look = new CountDownLatch(1);
    carbon.addListener(event -> {
      if (event instanceof Progressed) {
        look.countDown();
      }
    });
    assertThat(look.await(20, TimeUnit.SECONDS)).as("the control thread looks").isTrue();
  }

  @Test
  void theConfigurationOfAnotherTrainerIsRefused() throws Exception {
    assertThat(warningsOf((carbon, trainer, training) -> {
          DefaultTrainingConfig other = ToyTrainings.config(ToyTrainings.Updater.ADAM.optimizer());
          assertThatThrownBy(() -> CarbonAwareTraining.resumeOrStart(carbon, trainer, other))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("pass the one that was given to model.newTrainer");
        }))
        .isEmpty();
  }

  @Test
  void aSecondTrainingOfOneControllerIsNoticed() throws Exception {
    assertThat(warningsOf((carbon, trainer, training) -> {
          DjlFidelityScenario.Fresh second = Runs.fresh(KIND, ToyTrainings.Updater.ADAM);
          try (Trainer other = Runs.trainer(second)) {
            CarbonAwareTraining.resumeOrStart(carbon, other, second.config())
                .fit(ToyTrainings.data(KIND, BATCHES), null, 1);
          }
          second.model().close();
        }))
        .singleElement()
        .asString()
        .contains("a second training has the controller of another")
        .contains("give each its own controller and checkpoint directory");
  }

  @Test
  @SuppressWarnings("NullAway") // that is the misuse
  void dataOrASamplerThatIsNullIsNamed() throws Exception {
    warningsOf((carbon, trainer, training) -> {
      assertThatThrownBy(() -> training.fit(null, null, 1))
          .hasMessage("there is no data to train on: it is null");
      assertThatThrownBy(() -> training.data(ToyTrainings.data(KIND, BATCHES), null))
          .hasMessageContaining("there is no sampler");
      training.fit(ToyTrainings.data(KIND, BATCHES), null, 1);
      assertThat(carbon.batchesDone()).isEqualTo(BATCHES);
    });
  }

  @Test
  void anyNumberOfEpochsIsOne() throws Exception {
    warningsOf((carbon, trainer, training) -> {
      assertThat(training.epochsLeft(Long.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
      assertThat(training.epochsLeft(-1)).isZero();
      training.fit(ToyTrainings.data(KIND, BATCHES), null, -1);
      assertThat(training.epochsDone()).isZero();
    });
  }

  @Test
  void aSecondFitIsToldHowToTrainInStages() throws Exception {
    warningsOf((carbon, trainer, training) -> {
      training.fit(ToyTrainings.data(KIND, BATCHES), null, 1);
      assertThatThrownBy(() -> training.fit(ToyTrainings.data(KIND, BATCHES), null, 2))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(
              "pass the result of data(…) to the framework's own fit more than once");
    });
  }

  @Test
  void aTrainingGoesOnWithoutItsController() throws Exception {
    warningsOf((carbon, trainer, training) -> {
      carbon.close();
      training.fit(ToyTrainings.data(KIND, BATCHES), null, 2);
      assertThat(training.epochsDone()).isEqualTo(2);
    });
  }

  @Test
  void otherDataThanBeforeIsNoticedOnAResume() throws Exception {
    Runs.suspended(directory, KIND, Determinism.STEP, 17);
    assertThat(warningsOf((carbon, trainer, training) -> {
          Dataset larger = training.data(
              ToyTrainings.data(KIND, 2 * BATCHES, new BatchSampler(new RandomSampler(), 8)));
          assertThat(trainer.iterateDataset(larger).iterator().hasNext()).isTrue();
        }))
        .hasSize(2)
        .anyMatch(text -> text.contains("96 examples, but had 48"))
        .anyMatch(text -> text.contains("8 examples in a batch, but had 4"));
  }

  @Test
  void anotherBatchSizeIsNoticedWhereBatchesAreSkipped() throws Exception {
    Runs.suspended(directory, KIND, Determinism.STEP, 17);
    assertThat(warningsOf((carbon, trainer, training) -> trainer.iterateDataset(training.data(
            ToyTrainings.data(KIND, BATCHES), new BatchSampler(new RandomSampler(), 8)))))
        .singleElement()
        .asString()
        .contains("8 examples in a batch, but had 4");
  }

  @Test
  void aModelThatGrowsIsNoticed() throws Exception {
    assertThat(warningsOf((carbon, trainer, training) -> {
          assertThat(training.save()).isTrue();
          ((SequentialBlock) trainer.getModel().getBlock())
              .add(Linear.builder().setUnits(3).build());
          assertThat(training.save()).isTrue();
          assertThat(training.save()).isTrue();
        }))
        .singleElement()
        .asString()
        .contains("checkpoints hold the parameters it began with only");
  }

  @Test
  void twoParametersOfOneNameAreRefused() {
    DefaultTrainingConfig config = ToyTrainings.config(ToyTrainings.Updater.ADAM.optimizer());
    try (CarbonController carbon = Runs.withoutCheckpoints().start();
        Model model = Model.newInstance("toy", Device.cpu(), "PyTorch")) {
      model.setBlock(new Twins());
      try (Trainer trainer = model.newTrainer(config)) {
        trainer.initialize(KIND.input());
        assertThatThrownBy(() -> CarbonAwareTraining.resumeOrStart(carbon, trainer, config))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("two parameters of the model are named weight");
      }
    }
  }

  /** Names its parameters by what they are. */
  private static final class Twins extends SequentialBlock {
    Twins() {
      add(Linear.builder().setUnits(5).build());
      add(Linear.builder().setUnits(3).build());
    }

    @Override
    public ParameterList getParameters() {
      ParameterList list = new ParameterList();
      getChildren().values().forEach(child -> list.addAll(child.getParameters()));
      return list;
    }
  }

  @Test
  void saysThatATorchScriptBlockHidesItsBuffers() {
    DefaultTrainingConfig config = ToyTrainings.config(ToyTrainings.Updater.ADAM.optimizer());
    try (CarbonController carbon = Runs.withoutCheckpoints().listener(events).start();
        Model model = Model.newInstance("toy", Device.cpu(), "PyTorch")) {
      model.setBlock(new SequentialBlock()
          .add(new Script())
          .add(Linear.builder().setUnits(3).build()));
      try (Trainer trainer = model.newTrainer(config)) {
        trainer.initialize(KIND.input());
        assertThat(CarbonAwareTraining.resumeOrStart(carbon, trainer, config).resumed())
            .isFalse();
      }
    }
    assertThat(events.warnings())
        .singleElement()
        .asString()
        .contains("what a TorchScript block keeps besides its parameters");
  }

  /** Stands for a TorchScript block. */
  private static final class Script extends AbstractSymbolBlock {
    @Override
    protected NDList forwardInternal(
        ParameterStore store,
        NDList inputs,
        boolean training,
        @Nullable PairList<String, Object> parameters) {
      return inputs;
    }

    @Override
    public ParameterList getDirectParameters() {
      return new ParameterList();
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
      return inputShapes;
    }
  }
}
