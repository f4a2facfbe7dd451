package org.carbonaware.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.junit.jupiter.api.Test;

/** Arrays as a file of a checkpoint. */
class SavedTensorsTest {
  private final InMemoryCheckpointStore store = new InMemoryCheckpointStore(1);

  private Checkpoint saved(Snapshot.File... files) {
    TrainingIdentity identity = TrainingIdentity.of("toy", "1", "a toy", "a toy");
    store.write(new Snapshot(identity, Map.of(), List.of(files)), Map.of(), Instant.EPOCH);
    return store.latest().orElseThrow();
  }

  @Test
  void comeBackAsTheyWere() {
    Tensor weights =
        new Tensor("weights", "U8", List.of(3L), ByteBuffer.wrap(new byte[] {1, 2, 3}));
    assertThat(weights).hasToString("weights U8[3]");
    Snapshot.File file = TensorFile.of("parameters.safetensors", List.of(weights));
    assertThat(file.name()).isEqualTo("parameters.safetensors");
    Snapshot.File other = new Snapshot.File("a.bin", out -> out.write(1)); // as short as can be
    assertThat(TensorFile.read(saved(other, file), "parameters.safetensors"))
        .containsExactly(Map.entry("weights", weights));
  }

  @Test
  void aFileThatHoldsNoneIsRefusedWithItsPlace() {
    Checkpoint checkpoint = saved(new Snapshot.File("other.bin", out -> out.write(1)));
    assertThatThrownBy(() -> TensorFile.read(checkpoint, "other.bin"))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("checkpoint memory, checkpoint 1: other.bin can't be read: ")
        .hasMessageEndingWith("the file ends within its header");
  }
}
