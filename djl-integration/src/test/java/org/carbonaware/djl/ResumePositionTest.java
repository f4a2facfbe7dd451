package org.carbonaware.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.training.EasyTrain;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.BatchSampler;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.Record;
import ai.djl.training.dataset.Sampler;
import ai.djl.util.Progress;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.TrainingSuspendedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A training goes on at the batch it was stopped at, however it is written. */
class ResumePositionTest {
  private static final ToyTrainings.Kind KIND = ToyTrainings.Kind.DROPOUT;
  private static final ToyTrainings.Updater UPDATER = ToyTrainings.Updater.ADAM;
  private static final int BATCHES = 12;
  private static final int EPOCHS = 3;

  @TempDir
  private Path directory;

  /** Trains a process' part of a run. */
  @FunctionalInterface
  interface Style {
    void train(Trainer trainer, CarbonAwareTraining training) throws Exception;
  }

  enum Written implements Style {
    FIT {
      @Override
      public void train(Trainer trainer, CarbonAwareTraining training) throws Exception {
        training.fit(ToyTrainings.data(KIND, BATCHES), ToyTrainings.data(KIND, 5), EPOCHS);
      }
    },
    FIT_WITH_SAMPLER {
      @Override
      public void train(Trainer trainer, CarbonAwareTraining training) throws Exception {
        training.fit(
            ToyTrainings.data(KIND, BATCHES),
            ToyTrainings.sampler(),
            ToyTrainings.data(KIND, 5),
            EPOCHS);
      }
    },
    EASY_TRAIN {
      @Override
      public void train(Trainer trainer, CarbonAwareTraining training) throws Exception {
        Dataset data = training.data(ToyTrainings.data(KIND, BATCHES));
        EasyTrain.fit(trainer, training.epochsLeft(EPOCHS), data, ToyTrainings.data(KIND, 5));
      }
    },
    OWN_LOOP {
      @Override
      public void train(Trainer trainer, CarbonAwareTraining training) throws Exception {
        Dataset data = training.data(ToyTrainings.data(KIND, BATCHES));
        while (training.epochsDone() < EPOCHS) {
          for (Batch batch : trainer.iterateDataset(data)) {
            EasyTrain.trainBatch(trainer, batch);
            trainer.step();
            batch.close();
          }
        }
        training.save();
      }
    },
    STEP_LOOP {
      @Override
      public void train(Trainer trainer, CarbonAwareTraining training) throws Exception {
        ArrayDataset data = ToyTrainings.data(KIND, BATCHES);
        StepLoop loop = training.loop();
        for (long epoch = training.epochsDone(); epoch < EPOCHS; epoch++) {
          for (long batch = training.batchesInEpoch(); batch < BATCHES; batch++) {
            try (Batch only = batch(data, trainer, batch)) {
              EasyTrain.trainBatch(trainer, only);
              trainer.step();
            }
            loop.stepDone();
          }
          loop.epochDone();
        }
        training.save();
      }
    },
    ACCUMULATED_GRADIENTS {
      @Override
      public void train(Trainer trainer, CarbonAwareTraining training) throws Exception {
        Dataset data = training.data(ToyTrainings.data(KIND, BATCHES));
        while (training.epochsDone() < EPOCHS) {
          int inEpoch = (int) training.batchesInEpoch();
          for (Batch batch : trainer.iterateDataset(data)) {
            EasyTrain.trainBatch(trainer, batch);
            if (++inEpoch % 3 == 0) {
              trainer.step();
            }
            batch.close();
          }
        }
        training.save();
      }
    };

    private static Batch batch(ArrayDataset data, Trainer trainer, long number) throws Exception {
      Sampler one = new BatchSampler(new Window(number * ToyTrainings.BATCH_SIZE), 4);
      return data.getData(trainer.getManager(), one).iterator().next();
    }
  }

  /** The examples in their order, from one on. */
  private record Window(long from) implements Sampler.SubSampler {
    @Override
    public Iterator<Long> sample(RandomAccessDataset dataset) {
      return LongStream.range(from, dataset.size()).iterator();
    }
  }

  @ParameterizedTest
  @EnumSource(Written.class)
  void goesOnExactlyFromEveryKindOfBoundary(Written style) throws Exception {
    TrainingFingerprint straight = toTheEnd(style, directory.resolve("straight"), 0);
    for (int stop : List.of(1, 5, 12, 17, 24, 33)) {
      Path checkpoints = directory.resolve("after-" + stop);
      suspendAfter(stop, style, checkpoints);

      TrainingFingerprint resumed = toTheEnd(style, checkpoints, 1);

      assertThat(resumed).as("stopped after %d", stop).isEqualTo(straight);
    }
  }

  @ParameterizedTest
  @EnumSource(Written.class)
  void aCompleteRunTrainsNothingWhenItIsStartedAgain(Written style) throws Exception {
    TrainingFingerprint end = toTheEnd(style, directory, 0);
    try (CarbonController carbon = Runs.control(directory).epochs(EPOCHS).start()) {
      assertThat(carbon.alreadyComplete()).isTrue();
    }

    assertThat(toTheEnd(style, directory, 1)).isEqualTo(end);
  }

  private TrainingFingerprint toTheEnd(Style style, Path checkpoints, int resumes)
      throws Exception {
    DjlFidelityScenario.Fresh fresh = Runs.fresh(KIND, UPDATER);
    try (CarbonController carbon = Runs.control(checkpoints).epochs(EPOCHS).start();
        Model model = fresh.model();
        Trainer trainer = Runs.trainer(fresh)) {
      CarbonAwareTraining training =
          CarbonAwareTraining.resumeOrStart(carbon, trainer, fresh.config());
      assertThat(training.resumed()).isEqualTo(resumes > 0);
      style.train(trainer, training);
      assertThat(carbon.batchesDone()).isEqualTo((long) EPOCHS * BATCHES);
      assertThat(training.epochsDone()).isEqualTo(EPOCHS);
      assertThat(model.getBlock().isInitialized()).isTrue();
      return Runs.fingerprint(training);
    }
  }

  private static void suspendAfter(int stop, Style style, Path checkpoints) {
    DjlFidelityScenario.Fresh fresh = Runs.fresh(KIND, UPDATER);
    try (CarbonController carbon = Runs.control(checkpoints).epochs(EPOCHS).start();
        Model model = fresh.model()) {
      fresh.config().getTrainingListeners().add(new Runs.AtBatch(batch -> {
        if (batch == stop) {
          carbon.suspend();
        }
      }));
      try (Trainer trainer = Runs.trainer(fresh)) {
        CarbonAwareTraining training =
            CarbonAwareTraining.resumeOrStart(carbon, trainer, fresh.config());
        assertThatThrownBy(() -> style.train(trainer, training))
            .isInstanceOfSatisfying(
                TrainingSuspendedException.class,
                left -> assertThat(left.saved()).isTrue());
      }
      assertThat(model.getName()).isEqualTo("toy");
    }
  }

  @Test
  void theSamplerSparesReadingWhatWasTrained() throws Exception {
    suspendAfter(17, Written.FIT, directory);
    for (boolean withSampler : new boolean[] {true, false}) {
      CountingData data = new CountingData();
      DjlFidelityScenario.Fresh fresh = Runs.fresh(KIND, UPDATER);
      try (CarbonController carbon = Runs.control(directory).epochs(EPOCHS).start();
          Model model = fresh.model();
          Trainer trainer = Runs.trainer(fresh)) {
        CarbonAwareTraining training =
            CarbonAwareTraining.resumeOrStart(carbon, trainer, fresh.config());
        Dataset fed =
            withSampler ? training.data(data, ToyTrainings.sampler()) : training.data(data);
        assertThat(trainer.iterateDataset(fed).iterator().hasNext()).isTrue();
        assertThat(model.getName()).isEqualTo("toy");
      }
      assertThat(data.read.get()).isEqualTo(withSampler ? 0 : 5L * ToyTrainings.BATCH_SIZE);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void dataThatHasBecomeShorterIsRefused(boolean withSampler) throws Exception {
    suspendAfter(17, Written.FIT, directory);
    DjlFidelityScenario.Fresh fresh = Runs.fresh(KIND, UPDATER);
    ArrayDataset shorter = ToyTrainings.data(KIND, 4);
    try (CarbonController carbon = Runs.control(directory).start();
        Model model = fresh.model();
        Trainer trainer = Runs.trainer(fresh)) {
      CarbonAwareTraining training =
          CarbonAwareTraining.resumeOrStart(carbon, trainer, fresh.config());
      Dataset fed =
          withSampler ? training.data(shorter, ToyTrainings.sampler()) : training.data(shorter);
      assertThatThrownBy(() -> trainer.iterateDataset(fed))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("the data ends after 4 batches")
          .hasMessageContaining("taken after 5 of an epoch")
          .hasMessageContaining("give the data the training began with");
      assertThat(model.getName()).isEqualTo("toy");
    }
  }

  @Test
  void dataThatIsEmptyIsRefused() throws Exception {
    DjlFidelityScenario.Fresh fresh = Runs.fresh(KIND, UPDATER);
    Dataset empty = new Dataset() {
      @Override
      public Iterable<Batch> getData(NDManager manager) {
        return List.of();
      }

      @Override
      public void prepare(Progress progress) {}
    };
    try (CarbonController carbon = Runs.withoutCheckpoints().start();
        Model model = fresh.model();
        Trainer trainer = Runs.trainer(fresh)) {
      CarbonAwareTraining training =
          CarbonAwareTraining.resumeOrStart(carbon, trainer, fresh.config());
      assertThatThrownBy(() -> training.fit(empty, null, 2))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("there is no data for epoch 1 of 2");
      assertThat(model.getName()).isEqualTo("toy");
    }
  }

  @Test
  void anEpochThatTheUserCutsShortCounts() throws Exception {
    DjlFidelityScenario.Fresh fresh = Runs.fresh(KIND, UPDATER);
    try (CarbonController carbon = Runs.withoutCheckpoints().start();
        Model model = fresh.model();
        Trainer trainer = Runs.trainer(fresh)) {
      CarbonAwareTraining training =
          CarbonAwareTraining.resumeOrStart(carbon, trainer, fresh.config());
      Dataset data = training.data(ToyTrainings.data(KIND, BATCHES));
      for (int epoch = 0; epoch < 2; epoch++) {
        int batches = 0;
        for (Batch batch : trainer.iterateDataset(data)) {
          try (GradientCollector collector = trainer.newGradientCollector()) {
            collector.backward(trainer
                .getLoss()
                .evaluate(batch.getLabels(), trainer.forward(batch.getData(), batch.getLabels())));
          }
          trainer.step();
          batch.close();
          if (++batches == 4) {
            break; // as with the option -m of DJL's examples
          }
        }
      }
      assertThat(training.epochsDone()).isEqualTo(1);
      assertThat(trainer.iterateDataset(data)).isNotNull();
      assertThat(training.epochsDone()).isEqualTo(2);
      assertThat(carbon.batchesDone()).isEqualTo(8);
      assertThat(model.getName()).isEqualTo("toy");
    }
  }

  /** Knows how many of its records were read. */
  private static final class CountingData extends RandomAccessDataset {
    private final AtomicLong read = new AtomicLong();
    private final ArrayDataset data = ToyTrainings.data(KIND, BATCHES);

    CountingData() {
      super(new ArrayDataset.Builder().setSampling(ToyTrainings.sampler()));
    }

    @Override
    public Record get(NDManager manager, long index) {
      read.incrementAndGet();
      return data.get(manager, index);
    }

    @Override
    protected long availableSize() {
      return data.size();
    }

    @Override
    public void prepare(Progress progress) {}
  }
}
