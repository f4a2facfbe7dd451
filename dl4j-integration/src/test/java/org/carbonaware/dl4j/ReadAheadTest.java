package org.carbonaware.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.ControllerState;
import org.carbonaware.control.TrainingSuspendedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.adapter.MultiDataSetIteratorAdapter;

/** Data that fails while it is read ahead, and readers that are ended at a bad moment. */
@Timeout(120)
class ReadAheadTest {
  private static ToyData failingAt(int batch, Throwable fault) {
    ToyData data = ToyData.flat(5, true);
    int[] read = {0};
    data.onBatch(() -> {
      if (++read[0] == batch) {
        if (fault instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) fault;
      }
    });
    return data;
  }

  @Test
  void whatTheDataThrowsComesInPlaceOfItsBatchAsItIs() {
    for (int batch = 1; batch <= 5; batch++) {
      for (Throwable fault :
          List.of(new OutOfMemoryError("Java heap space"), new IllegalStateException("torn"))) {
        ReadAhead<DataSet, ?> ahead = ReadAhead.of(failingAt(batch, fault));
        List<DataSet> read = new ArrayList<>();
        assertThatThrownBy(() -> {
              while (ahead.hasNext()) {
                read.add(ahead.next());
              }
            })
            .as("batch %d", batch)
            .isSameAs(fault);
        assertThat(read).hasSize(batch - 1);
        ahead.stop();
      }
    }
  }

  @Test
  void soDoesWhatDataOfSeveralInputsThrows() {
    OutOfMemoryError fault = new OutOfMemoryError("Java heap space");
    ReadAhead<?, ?> ahead = ReadAhead.of(new MultiDataSetIteratorAdapter(failingAt(2, fault)));
    ahead.next();
    assertThatThrownBy(ahead::next).isSameAs(fault);
    ahead.stop();
  }

  @Test
  void afterAResetTheDataIsReadAnew() {
    ReadAhead<DataSet, ?> ahead = ReadAhead.of(failingAt(3, new IllegalStateException("once")));
    ahead.next();
    ahead.next();
    assertThatThrownBy(ahead::next).hasMessage("once");
    ahead.reset();
    for (int batch = 0; batch < 5; batch++) {
      assertThat(ahead.next()).isNotNull();
    }
    assertThat(ahead.hasNext()).isFalse();
    assertThatThrownBy(ahead::next).isInstanceOf(NoSuchElementException.class);
    ahead.stop();
  }

  @Test
  void anInterruptAtAPauseIsNoFaultOfTheReader() {
    InMemoryCheckpointStore store = new InMemoryCheckpointStore(3);
    try (CarbonController carbon = Runs.withoutCheckpoints().checkpoints(store).start()) {
      var training = CarbonAwareTraining.resumeOrStart(
          carbon, () -> ToyModels.layered(ToyModels.Feature.DROPOUT, ToyModels.Updater.ADAM));
      training.model().setListeners(new Runs.AfterUpdate(update -> {
        if (update == 3) {
          carbon.pause();
          interruptAtPause(carbon, Thread.currentThread());
        }
      }));
      assertThatThrownBy(() -> training.fit(ToyData.flat(5, true), 2))
          .isInstanceOfSatisfying(
              TrainingSuspendedException.class,
              leaving -> assertThat(leaving.saved()).isTrue())
          .hasNoSuppressedExceptions();
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(store.manifests()).hasSize(1);
  }

  private static void interruptAtPause(CarbonController carbon, Thread training) {
    Thread interrupting = new Thread(() -> {
      while (carbon.state() != ControllerState.PAUSED) {
        Thread.onSpinWait();
      }
      training.interrupt();
    });
    interrupting.setDaemon(true);
    interrupting.start();
  }
}
