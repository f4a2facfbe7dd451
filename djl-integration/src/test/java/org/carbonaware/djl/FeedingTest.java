package org.carbonaware.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.listener.TrainingListenerAdapter;
import ai.djl.translate.Batchifier;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorOptions;
import ai.djl.util.Progress;
import ai.djl.util.RandomUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.carbonaware.control.CarbonController;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guarded data is the user's data, and each batch of it has random numbers of its own. */
class FeedingTest {
  private static final ToyTrainings.Kind KIND = ToyTrainings.Kind.MLP;
  private static final int BATCHES = 12;

  @TempDir
  private Path directory;

  private final List<String> asked = new ArrayList<>();

  /** Says what it is asked for, and which batches were closed. */
  private final class Told implements Dataset {
    private final ArrayDataset data = ToyTrainings.data(KIND, BATCHES);

    @Override
    public Iterable<Batch> getData(NDManager manager) throws IOException, TranslateException {
      return getData(manager, null);
    }

    @Override
    public Iterable<Batch> getData(NDManager manager, @Nullable ExecutorService executor)
        throws IOException, TranslateException {
      asked.add(executor == null ? "data" : "data read ahead");
      Iterator<Batch> batches = data.getData(manager).iterator();
      Iterator<Batch> told = new Iterator<>() {
        @Override
        public boolean hasNext() {
          return batches.hasNext();
        }

        @Override
        public Batch next() {
          return told(batches.next());
        }
      };
      return () -> told;
    }

    private Batch told(Batch batch) {
      return new Batch(
          batch.getManager(),
          batch.getData(),
          batch.getLabels(),
          batch.getSize(),
          Batchifier.STACK,
          Batchifier.STACK,
          0,
          0) {
        @Override
        public void close() {
          asked.add("close");
          super.close();
        }
      };
    }

    @Override
    public void prepare(@Nullable Progress progress) {
      asked.add("prepare");
    }

    @Override
    public @Nullable TranslatorOptions matchingTranslatorOptions() {
      asked.add("options");
      return null;
    }
  }

  /** Uses a training. */
  @FunctionalInterface
  interface Use {
    void of(Trainer trainer, CarbonAwareTraining training) throws Exception;
  }

  private void with(DjlFidelityScenario.Fresh fresh, @Nullable ExecutorService executor, Use use)
      throws Exception {
    if (executor != null) {
      ((DefaultTrainingConfig) fresh.config()).optExecutorService(executor);
    }
    try (CarbonController carbon = Runs.control(directory).start();
        Model model = fresh.model();
        Trainer trainer = model.newTrainer(fresh.config())) {
      trainer.initialize(KIND.input());
      use.of(trainer, CarbonAwareTraining.resumeOrStart(carbon, trainer, fresh.config()));
    }
  }

  @Test
  void passesOnWhatItIsAskedFor() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      with(Runs.fresh(KIND, ToyTrainings.Updater.SGD), executor, (trainer, training) -> {
        Dataset fed = training.data(new Told());
        fed.prepare();
        assertThat(fed.matchingTranslatorOptions()).isNull();
        assertThat(fed.getData(trainer.getManager())).isNotNull();
        assertThat(trainer.iterateDataset(fed)).isNotNull();
      });
    } finally {
      executor.shutdown();
    }
    assertThat(asked).containsExactly("prepare", "options", "data", "data read ahead");
  }

  @Test
  void closesTheBatchesItReadsOver() throws Exception {
    Runs.suspended(directory, KIND, Determinism.STEP, 17);
    with(
        Runs.fresh(KIND, ToyTrainings.Updater.ADAM),
        null,
        (trainer, training) ->
            assertThat(trainer.iterateDataset(training.data(new Told()))).isNotNull());

    assertThat(asked).filteredOn("close"::equals).hasSize(5);
  }

  @Test
  void fitValidatesAfterEachEpoch() throws Exception {
    DjlFidelityScenario.Fresh fresh = Runs.fresh(KIND, ToyTrainings.Updater.SGD);
    fresh.config().getTrainingListeners().add(new TrainingListenerAdapter() {
      @Override
      public void onValidationBatch(Trainer trainer, BatchData batchData) {
        asked.add("validate");
      }
    });
    with(
        fresh,
        null,
        (trainer, training) ->
            training.fit(ToyTrainings.data(KIND, BATCHES), ToyTrainings.data(KIND, 5), 2));

    assertThat(asked).filteredOn("validate"::equals).hasSize(10);
  }

  @Test
  void noTwoBatchesShareTheirRandomNumbers() throws Exception {
    Set<Long> drawn = new HashSet<>();
    DjlFidelityScenario.Fresh fresh = Runs.fresh(KIND, ToyTrainings.Updater.SGD);
    fresh
        .config()
        .getTrainingListeners()
        .add(new Runs.AtBatch(batch -> drawn.add(RandomUtils.RANDOM.nextLong())));
    with(
        fresh,
        null,
        (trainer, training) -> training.fit(ToyTrainings.data(KIND, BATCHES), null, 3));

    assertThat(drawn).hasSize(3 * BATCHES);
  }

  @Test
  void saysThatNothingIsReleasedOnTheCpu() throws Exception {
    with(
        Runs.fresh(KIND, ToyTrainings.Updater.SGD),
        null,
        (trainer, training) -> assertThat(training.state().releaseMemory())
            .isEqualTo("nothing to release on the CPU"));
  }
}
