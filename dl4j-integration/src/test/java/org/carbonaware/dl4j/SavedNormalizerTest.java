package org.carbonaware.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataOutputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.Manifest;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.TrainingIdentity;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.CarbonController;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerType;

/** A fitted normalizer travels with the checkpoint; code does not. */
class SavedNormalizerTest {
  private final InMemoryCheckpointStore store = new InMemoryCheckpointStore(2);

  @Test
  void comesBackAsItWasSaved() {
    NormalizerStandardize fitted = new NormalizerStandardize();
    fitted.fit(ToyData.flat(4));
    for (int process = 0; process < 2; process++) {
      try (CarbonController carbon =
          Runs.withoutCheckpoints().checkpoints(store.reopen()).start()) {
        var training = CarbonAwareTraining.resumeOrStart(
            carbon, () -> ToyModels.layered(ToyModels.Feature.PLAIN, ToyModels.Updater.SGD));
        assertThat(training.savedNormalizer().isPresent()).isEqualTo(process == 1);
        training.savedNormalizer().ifPresent(saved -> assertThat(saved).isEqualTo(fitted));
        training.normalizer(fitted).fit(ToyData.flat(4), process + 1);
      }
    }
  }

  @Test
  void isRefusedAtOnceIfItIsNotFitted() {
    assertThatThrownBy(() -> SavedNormalizer.of(new NormalizerStandardize()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(NormalizerStandardize.class.getName())
        .hasMessageContaining("fit it to the data before");
  }

  @Test
  void isRefusedAtOnceIfItIsOfTheUsersOwnType() {
    assertThatThrownBy(() -> SavedNormalizer.of(new OwnNormalizer()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(OwnNormalizer.class.getName())
        .hasMessageContaining("build it in code at each start");
  }

  @Test
  void neverLoadsAClassThatACheckpointNames() {
    store.write(
        new Snapshot(
            new TrainingIdentity("deeplearning4j", "1", "ab", "a toy"),
            Map.of(),
            List.of(
                new Snapshot.File("normalizer.bin", SavedNormalizerTest::writeHeaderOfAnOwnType))),
        Map.of(),
        Instant.EPOCH);

    assertThatThrownBy(() -> SavedNormalizer.in(store.latest().orElseThrow()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("custom type")
        .hasMessageContaining("never loads code");
    assertThat(Loaded.loaded).isFalse();
  }

  @Test
  void saysWhereADamagedOneIs() {
    Manifest written = store.write(
        new Snapshot(
            new TrainingIdentity("deeplearning4j", "1", "ab", "a toy"),
            Map.of(),
            List.of(new Snapshot.File("normalizer.bin", out -> out.write(1)))),
        Map.of(),
        Instant.EPOCH);

    assertThatThrownBy(() -> SavedNormalizer.in(store.latest().orElseThrow()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("checkpoint " + written.sequence());
  }

  /** As DL4J's own writer does for a type it was taught. */
  private static void writeHeaderOfAnOwnType(OutputStream out) throws java.io.IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeUTF("NORMALIZER");
    data.writeInt(1);
    data.writeUTF("CUSTOM");
    data.writeUTF(Trap.class.getName());
  }

  /** Knows whether the class beside it was initialised. */
  private static final class Loaded {
    private static boolean loaded;
  }

  /** What a forged checkpoint would have run. */
  public static final class Trap {
    static {
      Loaded.loaded = true;
    }

    /** Never called. */
    public Trap() {}
  }

  private static final class OwnNormalizer extends NormalizerStandardize {
    private static final long serialVersionUID = 1L;

    @Override
    public NormalizerType getType() {
      return NormalizerType.CUSTOM;
    }

    @Override
    public void preProcess(DataSet batch) {
      // never used
    }
  }
}
