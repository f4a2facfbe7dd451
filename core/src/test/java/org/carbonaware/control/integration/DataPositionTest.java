package org.carbonaware.control.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.control.tck.KeptEvents;
import org.carbonaware.control.tck.PausedByHand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Counting, saving and going on from what was saved. */
class DataPositionTest {
  private final KeptEvents events = new KeptEvents();
  private final CarbonController controller =
      PausedByHand.control().listener(events).start();
  private final DataPosition position = new DataPosition(controller);

  @AfterEach
  void close() {
    controller.close();
  }

  @Test
  void tellsTheControllerOfBatchesAndEpochs() {
    position.batchTrained();
    position.batchTrained();
    position.epochEnded();
    position.batchTrained();

    assertThat(position.epochs()).isEqualTo(1);
    assertThat(position.batchesInEpoch()).isEqualTo(1);
    controller.close();
    assertThat(events.of(RunEnded.class)).singleElement().satisfies(end -> {
      assertThat(end.batches()).isEqualTo(3);
      assertThat(end.epochs()).isEqualTo(1);
    });
  }

  @Test
  void comesBackFromACheckpoint() {
    position.batchTrained();
    position.epochEnded();
    position.dataReset();
    position.batchTrained();
    position.batchTrained();
    position.epochsAreTold();
    Map<String, String> attributes = new HashMap<>();
    position.save(attributes);

    DataPosition other = new DataPosition(controller);
    other.restore(saved(attributes));

    assertThat(other.epochs()).isEqualTo(1);
    assertThat(other.batchesInEpoch()).isEqualTo(2);
    assertThat(other.resets()).isEqualTo(1);
    assertThat(other.epochsTold()).isTrue();
  }

  @Test
  void takesNothingFromACheckpointThatLacksSomething() {
    Map<String, String> attributes = new HashMap<>();
    position.save(attributes);
    attributes.put("epochsTrained", "7");
    for (String missing : List.of("batchesInEpoch", "dataResets", "epochsTold")) {
      Map<String, String> cut = new HashMap<>(attributes);
      cut.remove(missing);

      assertThatThrownBy(() -> position.restore(saved(cut)))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("no sound \"" + missing + "\"");
      assertThat(position.epochs()).isZero();
    }
  }

  static SavedAttributes saved(long epochs, long batches, long resets, boolean told) {
    return saved(Map.of(
        "epochsTrained",
        Long.toString(epochs),
        "batchesInEpoch",
        Long.toString(batches),
        "dataResets",
        Long.toString(resets),
        "epochsTold",
        Boolean.toString(told)));
  }

  static SavedAttributes saved(Map<String, String> attributes) {
    return SavedAttributes.of(
        checkpoint(new Snapshot(ListedTraining.IDENTITY, attributes, List.of())));
  }

  static Checkpoint checkpoint(Snapshot snapshot) {
    InMemoryCheckpointStore store = new InMemoryCheckpointStore(1);
    store.write(snapshot, Map.of(), Instant.EPOCH);
    return store.latest().orElseThrow();
  }
}
