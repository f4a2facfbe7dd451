package org.carbonaware.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.TrainingSuspendedException;
import org.carbonaware.control.tck.KeptEvents;
import org.carbonaware.control.tck.PausedByHand;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** One line of the user's: the listener alone holds and saves, inside the last update. */
class ListenerAloneTest {
  private static final int BATCHES = 12;
  private static final int EPOCHS = 3;

  /** Inside an epoch and at the very end of one, in the first epoch and later. */
  private static final List<Integer> STOPS = List.of(5, 12, 17, 24);

  @TempDir
  private Path directory;

  /** How the user trains. */
  enum Style {
    FIT_ITERATOR,
    LOOP_OVER_DATA_SETS;

    void train(Model model, DataSetIterator data) {
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        if (this == FIT_ITERATOR) {
          fit(model, data);
        } else {
          loop(model, data);
        }
      }
    }

    void goOn(CarbonAwareTraining<Model> training, DataSetIterator data) {
      if (this == FIT_ITERATOR) {
        training.fit(data, EPOCHS);
      } else {
        DataSetIterator guarded = training.data(data);
        while (training.epochsDone() < EPOCHS) {
          loop(training.model(), guarded);
        }
      }
    }

    private static void loop(Model model, DataSetIterator data) {
      while (data.hasNext()) {
        DataSet batch = data.next();
        if (model instanceof MultiLayerNetwork layered) {
          layered.fit(batch);
        } else if (model instanceof ComputationGraph graph) {
          graph.fit(batch);
        }
      }
      data.reset();
    }

    private static void fit(Model model, DataSetIterator data) {
      if (model instanceof MultiLayerNetwork layered) {
        layered.fit(data);
      } else if (model instanceof ComputationGraph graph) {
        graph.fit(data);
      }
    }
  }

  record Case(ToyModels.Kind kind, ToyModels.Feature feature, Style style) {
    Model model() {
      return ToyModels.model(kind, feature, ToyModels.Updater.ADAM);
    }
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (ToyModels.Kind kind : ToyModels.Kind.values()) {
      for (ToyModels.Feature feature : ToyModels.Feature.values()) {
        for (Style style : Style.values()) {
          cases.add(new Case(kind, feature, style));
        }
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatItSavedResumesExactly(Case each) {
    TrainingFingerprint straight = withoutControl(each);
    for (int stop : STOPS) {
      Path checkpoints = directory.resolve("after-" + stop);
      suspendAfter(stop, each, checkpoints);

      TrainingFingerprint resumed = resumed(each, checkpoints, stop);

      assertThat(resumed.arrays()).as("stopped after %d", stop).isEqualTo(straight.arrays());
      assertThat(resumed.counters()).as("stopped after %d", stop).isEqualTo(straight.counters());
      assertThat(straight.lossBits()).containsAllEntriesOf(resumed.lossBits());
      assertThat(resumed.lossBits()).hasSize(EPOCHS * BATCHES - stop);
    }
  }

  @ParameterizedTest
  @EnumSource(Style.class)
  void aPauseInMemoryChangesNothing(Style style) {
    Case each = new Case(ToyModels.Kind.LAYERED, ToyModels.Feature.MAX_NORM, style);
    KeptEvents events = new KeptEvents();
    Model model = each.model();
    Runs.Losses losses = new Runs.Losses();
    TrainingFingerprint held;
    try (CarbonController carbon = Runs.withoutCheckpoints().listener(events).start()) {
      carbon.addListener(PausedByHand.endingPauses(carbon, () -> {}));
      model.setListeners(losses, pausingAfter(17, carbon), new CarbonAwareListener(carbon));
      style.train(model, ToyData.flat(BATCHES));
      held = Runs.fingerprint(carbon, model, losses);
      assertThat(carbon.batchesDone()).isEqualTo((long) EPOCHS * BATCHES);
    }

    assertThat(events.pauses()).isEqualTo(1);
    assertThat(held).isEqualTo(withoutControl(each));
  }

  @Test
  void theOpenGateAllocatesNothing() {
    MultiLayerNetwork model = ToyModels.layered(ToyModels.Feature.PLAIN, ToyModels.Updater.ADAM);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int calls = 200_000;
    try (CarbonController carbon = Runs.control(directory).start()) {
      CarbonAwareListener listener = new CarbonAwareListener(carbon);
      model.setListeners(listener);
      callOften(listener, model, calls);

      long before = threads.getCurrentThreadAllocatedBytes();
      callOften(listener, model, calls);
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;

      // The smallest object is 16 bytes: one at every call would be 3.2 million.
      assertThat(allocated).isLessThan(1_000);
      assertThat(carbon.batchesDone()).isEqualTo(2L * calls);
    }
  }

  @Test
  void theOpenGateBetweenBatchesAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (CarbonController carbon = Runs.control(directory).start()) {
      DataSetIterator data = CarbonAwareTraining.resumeOrStart(
              carbon, () -> ToyModels.layered(ToyModels.Feature.PLAIN, ToyModels.Updater.ADAM))
          .data(ToyData.flat(BATCHES));
      readOften(data);

      long before = threads.getCurrentThreadAllocatedBytes();
      long batches = readOften(data);
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;

      assertThat(batches).isEqualTo(120_000);
      // An object a batch has 16 bytes at least; a look at the run now and then may take some.
      assertThat(allocated).isLessThan(batches);
    }
  }

  private static void callOften(CarbonAwareListener listener, Model model, int calls) {
    for (int i = 0; i < calls; i++) {
      listener.iterationDone(model, i, 0);
    }
  }

  private static long readOften(DataSetIterator data) {
    long batches = 0;
    for (int epoch = 0; epoch < 10_000; epoch++) {
      while (data.hasNext()) {
        data.next();
        batches++;
      }
      data.reset();
    }
    return batches;
  }

  private static Runs.AfterUpdate pausingAfter(int batch, CarbonController carbon) {
    return new Runs.AfterUpdate(done -> {
      if (done == batch) {
        carbon.pause();
      }
    });
  }

  private TrainingFingerprint withoutControl(Case each) {
    Model model = each.model();
    Runs.Losses losses = new Runs.Losses();
    model.setListeners(losses);
    each.style().train(model, ToyData.flat(BATCHES));
    try (CarbonController any = Runs.withoutCheckpoints().start()) {
      return Runs.fingerprint(any, model, losses);
    }
  }

  private static void suspendAfter(int stop, Case each, Path checkpoints) {
    Model model = each.model();
    try (CarbonController carbon = Runs.control(checkpoints).start()) {
      model.setListeners(
          new Runs.AfterUpdate(done -> {
            if (done == stop) {
              carbon.suspend();
            }
          }),
          new CarbonAwareListener(carbon));
      assertThatThrownBy(() -> each.style().train(model, ToyData.flat(BATCHES)))
          .isInstanceOfSatisfying(
              TrainingSuspendedException.class, left -> assertThat(left.saved()).isTrue());
      assertThat(carbon.batchesDone()).isEqualTo(stop);
    }
  }

  private static TrainingFingerprint resumed(Case each, Path checkpoints, int stop) {
    Runs.Losses losses = new Runs.Losses();
    try (CarbonController carbon = Runs.control(checkpoints).start()) {
      CarbonAwareTraining<Model> training = CarbonAwareTraining.resumeOrStart(carbon, each::model);
      assertThat(training.resumed()).isTrue();
      assertThat(carbon.batchesDone()).isEqualTo(stop);
      training.model().setListeners(losses);
      each.style().goOn(training, ToyData.flat(BATCHES));
      assertThat(carbon.batchesDone()).isEqualTo((long) EPOCHS * BATCHES);
      return Runs.fingerprint(carbon, training.model(), losses);
    }
  }
}
