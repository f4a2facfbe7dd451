package org.carbonaware.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.ControllerEvent.CheckpointWritten;
import org.carbonaware.control.Gate;
import org.carbonaware.control.tck.KeptEvents;
import org.carbonaware.control.tck.PausedByHand;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.parallelism.ParallelWrapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Two workers of ParallelWrapper at one gate. */
class ParallelTrainingTest {
  private static final int BATCHES = 60;
  private static final int WORKERS = 2;

  @TempDir
  private Path directory;

  private final KeptEvents events = new KeptEvents();
  private final AtomicLong standing = new AtomicLong();

  @Test
  void allWorkersPauseAndOneIsSaved() {
    train(
        carbon -> inParallel(model(), pausingAtBatch(21, carbon), new CarbonAwareListener(carbon)));

    assertThat(events.pauses()).isEqualTo(1);
    assertThat(standing).hasValue(WORKERS);
    assertThat(events.of(CheckpointWritten.class)).hasSize(1);
    assertThat(events.warnings())
        .filteredOn(text -> text.contains("several threads or models share this listener"))
        .hasSize(1);
    assertResumeIsCalledInexact();
  }

  @Test
  void saysThatWorkersFedThroughGuardedDataAreNotBetweenBatches() {
    train(carbon -> {
      var training = CarbonAwareTraining.resumeOrStart(carbon, ParallelTrainingTest::model);
      inParallel(training.model(), training.data(pausingAtBatch(21, carbon)));
    });

    assertThat(events.pauses()).isEqualTo(1);
    assertThat(events.warnings())
        .filteredOn(text -> text.contains("had not trained the one before"))
        .hasSize(1);
    assertResumeIsCalledInexact();
  }

  @Test
  void aWrapperThatFitsAgainHasNewReplicasToSave() {
    train(carbon -> {
      MultiLayerNetwork model = model();
      CarbonAwareListener listener = new CarbonAwareListener(carbon);
      inParallel(model, ToyData.flat(BATCHES), listener);
      inParallel(model, pausingAtBatch(21, carbon), listener);
      assertThat(carbon.batchesDone()).isEqualTo(2L * BATCHES);
    });

    assertThat(events.pauses()).isEqualTo(1);
    assertThat(events.of(CheckpointWritten.class)).hasSize(1);
  }

  private void train(Consumer<CarbonController> training) {
    try (CarbonController carbon = Runs.control(directory).listener(events).start()) {
      carbon.addListener(PausedByHand.endingPauses(carbon, () -> standing.set(workersAtTheGate())));
      training.accept(carbon);
    }
  }

  private void assertResumeIsCalledInexact() {
    KeptEvents later = new KeptEvents();
    try (CarbonController carbon = Runs.control(directory).listener(later).start()) {
      assertThat(CarbonAwareTraining.resumeOrStart(carbon, ParallelTrainingTest::model)
              .resumed())
          .isTrue();
    }
    assertThat(later.warnings()).anyMatch(text -> text.contains("this is not bit-exact"));
  }

  private static MultiLayerNetwork model() {
    return ToyModels.layered(ToyModels.Feature.PLAIN, ToyModels.Updater.ADAM);
  }

  /** Pauses while the wrapper gathers data for its workers, so that all of them come next. */
  private static ToyData pausingAtBatch(long number, CarbonController carbon) {
    ToyData data = ToyData.flat(BATCHES);
    AtomicLong asked = new AtomicLong();
    data.onBatch(() -> {
      if (asked.incrementAndGet() == number) {
        carbon.pause();
      }
    });
    return data;
  }

  private static void inParallel(
      MultiLayerNetwork model, DataSetIterator data, TrainingListener... listeners) {
    ParallelWrapper wrapper = new ParallelWrapper.Builder<>(model)
        .workers(WORKERS)
        .averagingFrequency(1)
        .prefetchBuffer(0)
        .build();
    wrapper.setListeners(Arrays.asList(listeners));
    wrapper.fit(data); // and closes itself
  }

  private static long workersAtTheGate() {
    return Thread.getAllStackTraces().values().stream()
        .filter(frames -> Arrays.stream(frames)
            .anyMatch(frame -> frame.getClassName().equals(Gate.class.getName())))
        .count();
  }
}
