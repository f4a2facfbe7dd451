package org.carbonaware.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.Manifest;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.TrainingIdentity;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.TrainingSuspendedException;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** What does not fit is refused before anything is changed, and the message says what would fit. */
class RefusalTest {
  private static final int BATCHES = 12;
  private static final int STOP = 17;

  private final InMemoryCheckpointStore store = new InMemoryCheckpointStore(3);

  @BeforeEach
  void aTrainingIsSuspendedInItsSecondEpoch() {
    try (CarbonController carbon = control()) {
      var training = CarbonAwareTraining.resumeOrStart(carbon, RefusalTest::model);
      training.model().setListeners(new Runs.AfterUpdate(done -> {
        if (done == STOP) {
          carbon.suspend();
        }
      }));
      assertThatThrownBy(() -> training.fit(ToyData.flat(BATCHES), 3))
          .isInstanceOf(TrainingSuspendedException.class);
    }
  }

  @Test
  void anotherModel() {
    assertRefused(
        () -> ToyModels.graph(ToyModels.Feature.PLAIN, ToyModels.Updater.ADAM),
        "another model",
        "MultiLayerNetwork, 2 layers, 103 parameters",
        "here: ComputationGraph, 2 layers");
  }

  @Test
  void anotherOptimizer() {
    assertRefused(
        () -> ToyModels.layered(ToyModels.Feature.PLAIN, ToyModels.Updater.AMS_GRAD),
        "another optimizer configuration");
    assertRefused(
        () -> ToyModels.layered(ToyModels.Feature.L2_SCHEDULE, ToyModels.Updater.ADAM),
        "another optimizer configuration");
  }

  @Test
  void anotherVersionOfTheFramework() {
    rewrite(snapshot -> {
      TrainingIdentity now = snapshot.identity();
      return new Snapshot(
          new TrainingIdentity(now.framework(), "1.0.0-M1", now.model(), now.description()),
          snapshot.attributes(),
          snapshot.files());
    });
    assertRefused(RefusalTest::model, "deeplearning4j 1.0.0-M1", "this is 1.0.0-M2.1");
  }

  @Test
  void anArrayOfAnotherLengthOrType() {
    rewriteParameters(out -> VectorFile.write(Nd4j.zeros(DataType.FLOAT, 7), out));
    assertRefused(RefusalTest::model, "parameters.bin has length 7, expected 103");
    rewriteParameters(out -> VectorFile.write(Nd4j.zeros(DataType.DOUBLE, 103), out));
    assertRefused(RefusalTest::model, "parameters.bin has type DOUBLE, expected FLOAT");
  }

  @Test
  void anArrayThatIsCutOffLeavesTheModelAsItIs() {
    rewriteParameters(out -> out.write(new byte[] {0, 2, 'n', 'o'}));
    assertRefused(RefusalTest::model, "parameters.bin has format no");
    rewrite(snapshot -> new Snapshot(
        snapshot.identity(),
        snapshot.attributes(),
        snapshot.files().stream()
            .map(file -> file.name().equals("updater.bin")
                ? new Snapshot.File(file.name(), out -> out.write(0))
                : parametersOfAFreshModel(file))
            .toList()));
    MultiLayerNetwork fresh = model();
    assertRefused(() -> fresh, "updater.bin can't be read");
    assertThat(fresh.params()).isEqualTo(model().params());
    assertThat(fresh.getIterationCount()).isZero();
  }

  @Test
  void aCounterThatIsMissing() {
    rewrite(snapshot -> {
      Map<String, String> attributes = new HashMap<>(snapshot.attributes());
      attributes.remove("iteration");
      return new Snapshot(snapshot.identity(), attributes, snapshot.files());
    });
    assertRefused(
        RefusalTest::model, "has no sound \"iteration\": it is missing, expected a whole number");
  }

  @Test
  void dataThatHasBecomeShorter() {
    try (CarbonController carbon = control()) {
      var training = CarbonAwareTraining.resumeOrStart(carbon, RefusalTest::model);
      assertThatThrownBy(() -> training.data(ToyData.flat(4)))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("the data ends after 4 batches")
          .hasMessageContaining("taken after 5 of an epoch")
          .hasMessageContaining("give the data the training began with");
    }
  }

  @Test
  void dataThatIsEmptyOrCantBeReset() {
    store.reopen();
    try (CarbonController carbon = Runs.withoutCheckpoints().start()) {
      var training = CarbonAwareTraining.resumeOrStart(carbon, RefusalTest::model);
      assertThatThrownBy(() -> training.fit(ToyData.flat(0), 2))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("there is no data for epoch 1 of 2");
    }
  }

  @Test
  void twoFeedsOfOneTraining() {
    try (CarbonController carbon = control()) {
      var training = CarbonAwareTraining.resumeOrStart(carbon, RefusalTest::model);
      DataSetIterator ignored = training.data(ToyData.flat(BATCHES));
      assertThatThrownBy(() -> training.fit(ToyData.flat(BATCHES), 3))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("has its data already");
    }
  }

  @Test
  void aModelOfAnotherKind() {
    Model layer = model().getLayer(0);
    assertRefused(
        () -> layer,
        IllegalArgumentException.class,
        layer.getClass().getName(),
        "expected a MultiLayerNetwork or a ComputationGraph");
  }

  @Test
  void notAModelThatIsOnlyNotInitialised() {
    try (CarbonController carbon = control()) {
      var training = CarbonAwareTraining.resumeOrStart(
          carbon, () -> new MultiLayerNetwork(model().getLayerWiseConfigurations()));
      assertThat(training.model().isInitCalled()).isTrue();
      assertThat(training.model().getIterationCount()).isEqualTo(STOP);
    }
  }

  private CarbonController control() {
    return Runs.withoutCheckpoints().checkpoints(store.reopen()).start();
  }

  private static MultiLayerNetwork model() {
    return ToyModels.layered(ToyModels.Feature.PLAIN, ToyModels.Updater.ADAM);
  }

  private void assertRefused(Supplier<? extends Model> model, String... messages) {
    assertRefused(model, CheckpointException.class, messages);
  }

  private void assertRefused(Supplier<? extends Model> model, Class<?> type, String... messages) {
    try (CarbonController carbon = control()) {
      assertThatThrownBy(() -> CarbonAwareTraining.resumeOrStart(carbon, model::get))
          .isInstanceOf(type)
          .hasMessageContainingAll(messages);
    }
  }

  private void rewriteParameters(Snapshot.Content content) {
    rewrite(snapshot -> new Snapshot(
        snapshot.identity(),
        snapshot.attributes(),
        snapshot.files().stream()
            .map(file -> file.name().equals("parameters.bin")
                ? new Snapshot.File(file.name(), content)
                : file)
            .toList()));
  }

  private static Snapshot.File parametersOfAFreshModel(Snapshot.File file) {
    return new Snapshot.File(
        file.name(), out -> VectorFile.write(model().params().dup(), out));
  }

  /** Writes the newest checkpoint once more, changed. */
  private void rewrite(UnaryOperator<Snapshot> change) {
    Checkpoint latest = store.reopen().latest().orElseThrow();
    Manifest manifest = latest.manifest();
    List<Snapshot.File> files = new ArrayList<>();
    for (Manifest.Entry entry : manifest.files()) {
      byte[] bytes = read(latest, entry.name());
      files.add(new Snapshot.File(entry.name(), out -> out.write(bytes)));
    }
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
