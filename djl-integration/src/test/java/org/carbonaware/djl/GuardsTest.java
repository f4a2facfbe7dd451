package org.carbonaware.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.listener.SaveModelTrainingListener;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.AdamW;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.optimizer.RmsProp;
import ai.djl.training.optimizer.Sgd;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.Manifest;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.TensorFile;
import org.carbonaware.checkpoint.TrainingIdentity;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.TrainingSuspendedException;
import org.carbonaware.control.tck.KeptEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What does not fit is refused before anything is changed, and the message says what would fit. */
class GuardsTest {
  private static final ToyTrainings.Kind KIND = ToyTrainings.Kind.MLP;
  private static final int STOP = 17;

  private final InMemoryCheckpointStore store = new InMemoryCheckpointStore(3);

  @BeforeEach
  void aTrainingIsSuspendedInItsSecondEpoch() {
    with(optimizer(Adam.builder()), KIND, trainer -> {}, (carbon, trainer, config) -> {
      config.getTrainingListeners().add(new Runs.AtBatch(batch -> {
        if (batch == STOP) {
          carbon.suspend();
        }
      }));
      CarbonAwareTraining training = CarbonAwareTraining.resumeOrStart(carbon, trainer, config);
      assertThatThrownBy(() -> training.fit(ToyTrainings.data(KIND, 12), null, 3))
          .isInstanceOf(TrainingSuspendedException.class);
    });
  }

  private static Optimizer optimizer(Adam.Builder builder) {
    return ResumableOptimizer.of(
        builder.optLearningRateTracker(Tracker.fixed(0.01f)).optClipGrad(2f));
  }

  @FunctionalInterface
  interface Use {
    void of(CarbonController carbon, Trainer trainer, DefaultTrainingConfig config)
        throws Exception;
  }

  @FunctionalInterface
  interface BeforeStart {
    void of(DefaultTrainingConfig config);
  }

  private List<String> with(
      Optimizer optimizer, ToyTrainings.Kind kind, BeforeStart before, Use use) {
    KeptEvents events = new KeptEvents();
    DefaultTrainingConfig config = ToyTrainings.config(optimizer);
    before.of(config);
    try (CarbonController carbon = Runs.withoutCheckpoints()
            .checkpoints(store.reopen())
            .listener(events)
            .start();
        Model model = ToyTrainings.model(kind);
        Trainer trainer = model.newTrainer(config)) {
      trainer.initialize(kind.input());
      use.of(carbon, trainer, config);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return events.warnings();
  }

  private void assertRefused(Optimizer optimizer, ToyTrainings.Kind kind, String... messages) {
    with(optimizer, kind, config -> {}, (carbon, trainer, config) -> {
      float[] before =
          trainer.getModel().getBlock().getParameters().valueAt(0).getArray().toFloatArray();
      assertThatThrownBy(() -> CarbonAwareTraining.resumeOrStart(carbon, trainer, config))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContainingAll(messages);
      assertThat(trainer
              .getModel()
              .getBlock()
              .getParameters()
              .valueAt(0)
              .getArray()
              .toFloatArray())
          .isEqualTo(before);
    });
  }

  @Test
  void anotherModel() {
    assertRefused(
        optimizer(Adam.builder()),
        ToyTrainings.Kind.DROPOUT,
        "another model",
        "SequentialBlock with ResumableAdam, 403 parameters",
        "here: SequentialBlock with ResumableAdam, 643 parameters");
  }

  @Test
  void anotherOptimizer() {
    assertRefused(
        ResumableOptimizer.of(AdamW.builder()), KIND, "another optimizer", "ResumableAdamW");
  }

  static List<Optimizer> otherSettings() {
    return List.of(
        ResumableOptimizer.of(
            Adam.builder().optLearningRateTracker(Tracker.fixed(0.02f)).optClipGrad(2f)),
        ResumableOptimizer.of(
            Adam.builder().optLearningRateTracker(Tracker.fixed(0.0100001f)).optClipGrad(2f)),
        ResumableOptimizer.of(Adam.builder()
            .optLearningRateTracker(
                Tracker.factor().setBaseValue(0.01f).setFactor(0.99f).build())
            .optClipGrad(2f)),
        ResumableOptimizer.of(
            Adam.builder().optLearningRateTracker(Tracker.fixed(0.01f)).optClipGrad(1f)),
        ResumableOptimizer.of(Adam.builder()
            .optLearningRateTracker(Tracker.multiFactor()
                .setBaseValue(0.01f)
                .setSteps(new int[] {5, 10})
                .optFactor(0.5f)
                .build())
            .optClipGrad(2f)),
        optimizer(Adam.builder().optBeta1(0.8f)),
        optimizer(Adam.builder().optBeta2(0.99f)),
        optimizer(Adam.builder().optEpsilon(1e-3f)),
        optimizer(Adam.builder().optWeightDecays(0.1f)),
        optimizer(Adam.builder().setRescaleGrad(0.5f)));
  }

  @ParameterizedTest
  @MethodSource("otherSettings")
  void anotherSettingOfTheOptimizer(Optimizer optimizer) {
    assertRefused(
        optimizer,
        KIND,
        "the optimizer is set otherwise than it was",
        "update 17 would differ",
        "configure it as it was");
  }

  static List<List<Optimizer>> differentlySet() {
    Tracker rate = Tracker.fixed(0.01f);
    return List.of(
        List.of(
            ResumableOptimizer.of(AdamW.builder()),
            ResumableOptimizer.of(AdamW.builder().optWeightDecays(0.02f)),
            ResumableOptimizer.of(AdamW.builder().optBeta1(0.8f)),
            ResumableOptimizer.of(AdamW.builder().optLearningRateTracker(rate))),
        List.of(
            ResumableOptimizer.of(Optimizer.sgd().setLearningRateTracker(rate)),
            ResumableOptimizer.of(Optimizer.sgd().setLearningRateTracker(rate).optMomentum(0.9f)),
            ResumableOptimizer.of(Optimizer.sgd().setLearningRateTracker(rate).optMomentum(0.8f)),
            ResumableOptimizer.of(
                Optimizer.sgd().setLearningRateTracker(rate).optWeightDecays(1e-3f)),
            ResumableOptimizer.of(
                Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.0100001f)))));
  }

  @ParameterizedTest
  @MethodSource("differentlySet")
  void everySettingOfEachOptimizerIsSeen(List<Optimizer> optimizers) {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      List<String> outcomes = optimizers.stream()
          .map(optimizer -> OptimizerTrial.outcome(
              ((ResumableOptimizer.Kept) optimizer).state(), 7, "weight", manager))
          .toList();
      for (int i = 0; i < outcomes.size(); i++) {
        for (int j = 0; j < outcomes.size(); j++) {
          assertThat(OptimizerTrial.same(outcomes.get(i), outcomes.get(j)))
              .as("%d and %d", i, j)
              .isEqualTo(i == j);
        }
      }
    }
  }

  @Test
  void aTrackerIsAskedForTheUpdateThatIsSavedOnly() {
    Set<Integer> asked = new HashSet<>();
    OptimizerState state = ((ResumableOptimizer.Kept)
            ResumableOptimizer.of(Adam.builder().optLearningRateTracker((parameter, update) -> {
              asked.add(update);
              return 0.01f / update;
            })))
        .state();
    try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      assertThat(OptimizerTrial.outcome(state, 18, "weight", manager))
          .isEqualTo(OptimizerTrial.outcome(state, 18, "weight", manager));
    }
    assertThat(asked).containsExactly(18);
  }

  @Test
  void roundingOfAnotherProcessorIsNoOtherSetting() {
    rewrite(snapshot -> {
      Map<String, String> attributes = new HashMap<>(snapshot.attributes());
      attributes.computeIfPresent(
          "optimizerTrial",
          (key, outcome) -> Stream.of(outcome.split(" "))
              .map(Float::parseFloat)
              .map(value -> Float.toString(value + 2 * Math.ulp(value)))
              .collect(Collectors.joining(" ")));
      return new Snapshot(snapshot.identity(), attributes, snapshot.files());
    });
    with(
        optimizer(Adam.builder()),
        KIND,
        config -> {},
        (carbon, trainer, config) -> assertThat(
                CarbonAwareTraining.resumeOrStart(carbon, trainer, config).resumed())
            .isTrue());
  }

  @Test
  void otherDevicesAreSaid() {
    rewrite(snapshot -> {
      Map<String, String> attributes = new HashMap<>(snapshot.attributes());
      attributes.put("devices", "gpu(0) gpu(1)");
      return new Snapshot(snapshot.identity(), attributes, snapshot.files());
    });
    assertThat(with(
            optimizer(Adam.builder()),
            KIND,
            config -> {},
            (carbon, trainer, config) ->
                CarbonAwareTraining.resumeOrStart(carbon, trainer, config)))
        .singleElement()
        .asString()
        .contains("on gpu(0) gpu(1), this one is on cpu(): it goes on, but not bit for bit");
  }

  @Test
  void anotherVersionOfTheEngine() {
    rewrite(snapshot -> {
      TrainingIdentity now = snapshot.identity();
      return new Snapshot(
          new TrainingIdentity(
              now.framework(), "0.20.0, PyTorch 1.13.0", now.model(), now.description()),
          snapshot.attributes(),
          snapshot.files());
    });
    assertRefused(
        optimizer(Adam.builder()),
        KIND,
        "djl 0.20.0, PyTorch 1.13.0",
        "this is 0.35.1, PyTorch 2.7.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"parameters.safetensors", "optimizer.safetensors"})
  void aFileThatIsCutOff(String cut) {
    rewrite(snapshot -> new Snapshot(
        snapshot.identity(),
        snapshot.attributes(),
        snapshot.files().stream()
            .map(file -> file.name().equals(cut)
                ? new Snapshot.File(cut, out -> out.write(new byte[] {2, 0, 0}))
                : file)
            .toList()));
    assertRefused(
        optimizer(Adam.builder()), KIND, cut + " can't be read", "the file ends within its header");
  }

  @Test
  void anArrayThatIsMissing() {
    rewrite(snapshot -> new Snapshot(
        snapshot.identity(),
        snapshot.attributes(),
        snapshot.files().stream()
            .map(file -> new Snapshot.File(file.name(), out -> TensorFile.write(List.of(), out)))
            .toList()));
    assertRefused(
        optimizer(Adam.builder()), KIND, "01Linear_weight is missing, expected float32(10, 36)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"updates", "optimizerTrial", "seed", "batchesInEpoch", "examples", "exact"})
  void aValueThatIsMissing(String name) {
    rewrite(snapshot -> {
      Map<String, String> attributes = new HashMap<>(snapshot.attributes());
      attributes.remove(name);
      return new Snapshot(snapshot.identity(), attributes, snapshot.files());
    });
    assertRefused(optimizer(Adam.builder()), KIND, "no sound \"" + name + "\"");
  }

  @Test
  void anOptimizerThatCantBeSaved() {
    store.reopen();
    assertUnusable(Adam.builder().build(), "ResumableOptimizer.of(Adam.builder()…)");
    assertUnusable(AdamW.builder().build(), "ResumableOptimizer.of(AdamW.builder()…)");
    assertUnusable(
        Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.1f)).build(),
        "ResumableOptimizer.of(Optimizer.sgd()…)");
    assertUnusable(
        RmsProp.builder().build(),
        "a RmsProp can't be saved",
        "Adam, AdamW or Sgd, the optimizers that train on DJL's PyTorch engine");
  }

  private void assertUnusable(Optimizer optimizer, String... messages) {
    with(
        optimizer,
        KIND,
        config -> {},
        (carbon, trainer, config) -> assertThatThrownBy(
                () -> CarbonAwareTraining.resumeOrStart(carbon, trainer, config))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContainingAll(messages));
  }

  @Test
  void anSgdWithoutALearningRate() {
    Sgd.Builder incomplete = Optimizer.sgd();
    assertThatThrownBy(() -> ResumableOptimizer.of(incomplete))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("lrTracker");
  }

  @Test
  void aConfigurationThatServedAnotherTrainer() {
    Optimizer optimizer = optimizer(Adam.builder());
    Use start =
        (carbon, trainer, config) -> CarbonAwareTraining.resumeOrStart(carbon, trainer, config);
    with(optimizer, KIND, config -> {}, start);
    assertThatThrownBy(() -> with(optimizer, KIND, config -> {}, start))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("this optimizer has served another trainer");
  }

  @Test
  void aRefusedCheckpointLeavesTheTrainerToAnotherTry() {
    Optimizer optimizer = optimizer(Adam.builder().optBeta1(0.8f));
    with(optimizer, KIND, config -> {}, (carbon, trainer, config) -> {
      assertThatThrownBy(() -> CarbonAwareTraining.resumeOrStart(carbon, trainer, config))
          .isInstanceOf(CheckpointException.class);
      try (CarbonController anew = Runs.withoutCheckpoints().start()) {
        assertThat(CarbonAwareTraining.resumeOrStart(anew, trainer, config).resumed())
            .isFalse();
      }
    });
  }

  @Test
  void aTrainerThatIsNotInitialized() {
    DefaultTrainingConfig config = ToyTrainings.config(optimizer(Adam.builder()));
    try (CarbonController carbon = Runs.withoutCheckpoints().start();
        Model model = ToyTrainings.model(KIND);
        Trainer trainer = model.newTrainer(config)) {
      assertThatThrownBy(() -> CarbonAwareTraining.resumeOrStart(carbon, trainer, config))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("call trainer.initialize");
    }
  }

  @Test
  void twoFeedsOfOneTraining() {
    with(optimizer(Adam.builder()), KIND, config -> {}, (carbon, trainer, config) -> {
      CarbonAwareTraining training = CarbonAwareTraining.resumeOrStart(carbon, trainer, config);
      assertThat(training.data(ToyTrainings.data(KIND, 12))).isNotNull();
      assertThatThrownBy(training::loop)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("has its data already");
    });
  }

  @Test
  void theConfigurationOfAnotherTrainer() {
    with(optimizer(Adam.builder()), KIND, config -> {}, (carbon, trainer, config) -> {
      DefaultTrainingConfig other =
          ToyTrainings.config(optimizer(Adam.builder())).optDevices(new Device[] {Device.gpu(0)});
      assertThatThrownBy(() -> CarbonAwareTraining.resumeOrStart(carbon, trainer, other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("the trainer is on [cpu()]", "the configuration on [gpu(0)]");
    });
  }

  @Test
  void severalDevicesWithAnExecutorAreRefused() {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    DefaultTrainingConfig config = ToyTrainings.config(optimizer(Adam.builder()))
        .optDevices(new Device[] {Device.gpu(0), Device.gpu(1)})
        .optExecutorService(executor);
    try (CarbonController carbon = Runs.withoutCheckpoints().start();
        Model model = ToyTrainings.model(KIND)) {
      Trainer trainer = model.newTrainer(config);
      assertThatThrownBy(() -> CarbonAwareTraining.resumeOrStart(carbon, trainer, config))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("leave out optExecutorService, or train on one device");
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void saysNothingOfDjlsSaveListenerAtTheStart(@TempDir Path models) {
    DefaultTrainingConfig config = ToyTrainings.config(optimizer(Adam.builder()));
    config.addTrainingListeners(new SaveModelTrainingListener(models.toString()));
    KeptEvents events = new KeptEvents();
    try (CarbonController carbon = Runs.withoutCheckpoints().listener(events).start();
        Model model = ToyTrainings.model(KIND);
        Trainer trainer = model.newTrainer(config)) {
      trainer.initialize(KIND.input());
      assertThat(CarbonAwareTraining.resumeOrStart(carbon, trainer, config).resumed())
          .isFalse();
    }
    assertThat(events.warnings()).isEmpty();
  }

  @Test
  void saysThatDjlsSaveListenerOverwritesItsFiles(@TempDir Path models) {
    List<String> warnings = with(
        optimizer(Adam.builder()),
        KIND,
        config -> config.addTrainingListeners(new SaveModelTrainingListener(models.toString())),
        (carbon, trainer, config) -> CarbonAwareTraining.resumeOrStart(carbon, trainer, config));
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("SaveModelTrainingListener numbers its files from the start again");
  }

  /** Writes the newest checkpoint once more, changed. */
  private void rewrite(UnaryOperator<Snapshot> change) {
    Checkpoint latest = store.reopen().latest().orElseThrow();
    Manifest manifest = latest.manifest();
    List<Snapshot.File> files = manifest.files().stream()
        .map(entry -> {
          byte[] bytes = read(latest, entry.name());
          return new Snapshot.File(entry.name(), out -> out.write(bytes));
        })
        .toList();
    store.write(
        change.apply(new Snapshot(manifest.identity(), manifest.training(), files)),
        manifest.run(),
        manifest.writtenAt());
  }

  private static byte[] read(Checkpoint checkpoint, String name) {
    try (InputStream in = checkpoint.open(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
