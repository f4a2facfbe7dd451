package org.carbonaware.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.ControllerEvent.CheckpointWritten;
import org.carbonaware.control.tck.KeptEvents;
import org.carbonaware.control.tck.PausedByHand;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Truncated back-propagation through time: three updates to a batch, state kept in between. */
class TruncatedTrainingTest {
  private static final int BATCHES = 12;

  /** In the middle of a batch: the 4th is of updates 10 to 12. */
  private static final int PAUSE_AFTER_UPDATE = 11;

  @TempDir
  private Path directory;

  private final KeptEvents events = new KeptEvents();

  @Test
  void theListenerAlonePausesButSaysThatItCantSaveInsideABatch() {
    MultiLayerNetwork model = ToyModels.truncatedLstm();
    try (CarbonController carbon = control()) {
      model.setListeners(pausing(carbon), new CarbonAwareListener(carbon));
      model.fit(ToyData.sequences(BATCHES));
    }
    assertThat(events.pauses()).isEqualTo(1);
    assertThat(events.of(CheckpointWritten.class)).isEmpty();
    assertThat(events.warnings())
        .filteredOn(text -> text.contains("can't be saved inside a batch"))
        .hasSize(1);
  }

  @Test
  void fedThroughItsDataItIsSavedAtTheNextEndOfABatch() {
    try (CarbonController carbon = control()) {
      var training = CarbonAwareTraining.resumeOrStart(carbon, ToyModels::truncatedLstm);
      training.model().setListeners(pausing(carbon));
      training.fit(ToyData.sequences(BATCHES), 1);
    }
    assertThat(events.pauses()).isEqualTo(1);
    assertThat(events.of(CheckpointWritten.class))
        .filteredOn(CheckpointWritten::forPause)
        .extracting(CheckpointWritten::batches)
        .containsExactly(4L);
    assertThat(events.warnings()).isEmpty();
  }

  private CarbonController control() {
    CarbonController carbon = Runs.control(directory).listener(events).start();
    carbon.addListener(PausedByHand.endingPauses(carbon, () -> {}));
    return carbon;
  }

  private static Runs.AfterUpdate pausing(CarbonController carbon) {
    return new Runs.AfterUpdate(done -> {
      if (done == PAUSE_AFTER_UPDATE) {
        carbon.pause();
      }
    });
  }
}
