package org.carbonaware.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.TrainingSuspendedException;
import org.carbonaware.control.tck.KeptEvents;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.adapter.MultiDataSetIteratorAdapter;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * How data reaches the model: read ahead, as multi data sets, in own loops, to the end and over.
 */
class FeedingTest {
  private static final int BATCHES = 12;
  private static final int EPOCHS = 3;

  @TempDir
  private Path directory;

  private final KeptEvents events = new KeptEvents();

  @ParameterizedTest
  @ValueSource(ints = {1, 12, 17, 30})
  void dataReadAheadResumesExactlyAndLeavesNoReader(int stop) {
    TrainingFingerprint straight = straight();
    Path checkpoints = directory.resolve("run");
    Set<Thread> before = readers();
    try (CarbonController carbon = Runs.control(checkpoints).start()) {
      var training = CarbonAwareTraining.resumeOrStart(carbon, FeedingTest::layered);
      training.model().setListeners(suspendingAfter(stop, carbon));
      assertThatThrownBy(() -> training.fit(ToyData.flat(BATCHES, true), EPOCHS))
          .isInstanceOf(TrainingSuspendedException.class);
      assertThat(readers()).isEqualTo(before);
    }

    assertThat(resumed(checkpoints, ToyData.flat(BATCHES, true))).isEqualTo(straight);
    assertThat(readers()).isEqualTo(before);
  }

  @Test
  void anOwnLoopLeavesNoReaderEither() {
    Set<Thread> before = readers();
    try (CarbonController carbon = Runs.control(directory).start()) {
      var training = CarbonAwareTraining.resumeOrStart(carbon, FeedingTest::layered);
      training.model().setListeners(suspendingAfter(BATCHES + 3, carbon));
      DataSetIterator data = training.data(ToyData.flat(BATCHES, true));
      assertThat(readers()).as("before the first question").isEqualTo(before);
      assertThat(data.hasNext()).isTrue();
      assertThat(readers()).as("while it trains").hasSize(before.size() + 1);
      loop(training.model(), data);
      assertThat(readers()).as("after a reset").isEqualTo(before);

      assertThatThrownBy(() -> loop(training.model(), data))
          .isInstanceOf(TrainingSuspendedException.class);
      assertThat(readers()).as("after leaving").isEqualTo(before);
    }
  }

  @Test
  void batchesMayBeAskedForWithoutLooking() {
    try (CarbonController carbon = Runs.control(directory).start()) {
      var training = CarbonAwareTraining.resumeOrStart(carbon, FeedingTest::layered);
      DataSetIterator data = training.data(ToyData.flat(BATCHES, true));
      for (int i = 0; i < BATCHES; i++) {
        training.model().fit(data.next());
      }
      assertThatThrownBy(data::next).isInstanceOf(NoSuchElementException.class);
      data.reset();

      assertThat(training.epochsDone()).isEqualTo(1);
      assertThat(carbon.batchesDone()).isEqualTo(BATCHES);
    }
  }

  @Test
  void aLoopThatReadsAheadOfTrainingIsCalledInexact() {
    try (CarbonController carbon = Runs.control(directory).listener(events).start()) {
      var training = CarbonAwareTraining.resumeOrStart(carbon, FeedingTest::layered);
      DataSetIterator data = training.data(ToyData.flat(BATCHES));
      data.next();
      training.model().fit(data.next());
      assertThat(data.hasNext()).isTrue();
      assertThat(training.state().isExact()).isFalse();
    }
    assertThat(events.warnings()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 12, 17})
  void multiDataSetsResumeExactly(int stop) {
    TrainingFingerprint straight;
    try (CarbonController carbon = Runs.withoutCheckpoints().start()) {
      var training = CarbonAwareTraining.resumeOrStart(carbon, FeedingTest::graph);
      training.fit(new MultiDataSetIteratorAdapter(ToyData.flat(BATCHES)), EPOCHS);
      straight = training.fingerprint();
    }
    try (CarbonController carbon = Runs.control(directory).start()) {
      var training = CarbonAwareTraining.resumeOrStart(carbon, FeedingTest::graph);
      training.model().setListeners(suspendingAfter(stop, carbon));
      assertThatThrownBy(
              () -> training.fit(new MultiDataSetIteratorAdapter(ToyData.flat(BATCHES)), EPOCHS))
          .isInstanceOf(TrainingSuspendedException.class);
    }
    try (CarbonController carbon = Runs.control(directory).start()) {
      var training = CarbonAwareTraining.resumeOrStart(carbon, FeedingTest::graph);
      assertThat(carbon.batchesDone()).isEqualTo(stop);
      training.fit(new MultiDataSetIteratorAdapter(ToyData.flat(BATCHES)), EPOCHS);
      assertThat(training.fingerprint()).isEqualTo(straight);
    }
  }

  @Test
  void anOwnLoopCountsEpochsAcrossProcesses() {
    for (int process = 0; process < 2; process++) {
      try (CarbonController carbon = Runs.control(directory).start()) {
        var training = CarbonAwareTraining.resumeOrStart(carbon, FeedingTest::layered);
        training.model().setListeners(suspendingAfter(17, carbon));
        assertThat(training.epochsDone()).isEqualTo(process);
        assertThat(training.batchesInEpoch()).isEqualTo(process * 5L);
        DataSetIterator data = training.data(ToyData.flat(BATCHES));
        while (training.epochsDone() < EPOCHS) {
          loop(training.model(), data);
        }
        assertThat(carbon.batchesDone()).isEqualTo((long) EPOCHS * BATCHES);
      } catch (TrainingSuspendedException leaving) {
        assertThat(process).isZero();
      }
    }
  }

  private TrainingFingerprint straight() {
    try (CarbonController carbon = Runs.withoutCheckpoints().start()) {
      var training = CarbonAwareTraining.resumeOrStart(carbon, FeedingTest::layered);
      training.fit(ToyData.flat(BATCHES), EPOCHS); // not read ahead: that must make no difference
      return training.fingerprint();
    }
  }

  private static TrainingFingerprint resumed(Path checkpoints, DataSetIterator data) {
    try (CarbonController carbon = Runs.control(checkpoints).start()) {
      var training = CarbonAwareTraining.resumeOrStart(carbon, FeedingTest::layered);
      assertThat(training.resumed()).isTrue();
      training.fit(data, EPOCHS);
      return training.fingerprint();
    }
  }

  private static void loop(MultiLayerNetwork model, DataSetIterator data) {
    while (data.hasNext()) {
      model.fit(data.next());
    }
    data.reset();
  }

  private static Runs.AfterUpdate suspendingAfter(int batch, CarbonController carbon) {
    return new Runs.AfterUpdate(done -> {
      if (done == batch) {
        carbon.suspend();
      }
    });
  }

  private static MultiLayerNetwork layered() {
    return ToyModels.layered(ToyModels.Feature.DROPOUT, ToyModels.Updater.ADAM);
  }

  private static ComputationGraph graph() {
    return ToyModels.graph(ToyModels.Feature.DROPOUT, ToyModels.Updater.ADAM);
  }

  /** DL4J's threads that read ahead. */
  private static Set<Thread> readers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("ADSI prefetch thread"))
        .collect(Collectors.toSet());
  }
}
