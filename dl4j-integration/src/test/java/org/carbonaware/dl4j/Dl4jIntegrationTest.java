package org.carbonaware.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.tck.Integration;
import org.carbonaware.control.tck.IntegrationContract;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.util.CrashReportingUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** The kit that every integration passes, on DL4J: a layered network with dropout and Adam. */
class Dl4jIntegrationTest extends IntegrationContract {
  private final Integration dl4j = new Dl4j();

  /** At an OutOfMemoryError DL4J writes what it knows into the folder it was started in. */
  @BeforeAll
  static void writesNoDumps() {
    CrashReportingUtil.crashDumpsEnabled(false);
  }

  @AfterAll
  static void writesDumps() {
    CrashReportingUtil.crashDumpsEnabled(true);
  }

  @Override
  protected Integration integration() {
    return dl4j;
  }

  private static final class Dl4j implements Integration {
    @Override
    public String name() {
      return "DL4J";
    }

    @Override
    public Training start(CarbonController controller, Set<Trait> traits) {
      return new Fed(controller, traits);
    }

    @Override
    public Training listen(CarbonController controller, Set<Trait> traits) {
      return new Listening(controller, traits);
    }
  }

  /** Fed by the integration. */
  private static final class Fed implements Integration.Training {
    private final CarbonController controller;
    private final Set<Integration.Trait> traits;
    private final CarbonAwareTraining<MultiLayerNetwork> training;
    private final ToyData data = ToyData.flat(BATCHES);
    private final List<TrainingListener> behind = new ArrayList<>();

    Fed(CarbonController controller, Set<Integration.Trait> traits) {
      this.controller = controller;
      this.traits = traits;
      boolean another = traits.contains(Integration.Trait.ANOTHER_MODEL);
      this.training = CarbonAwareTraining.resumeOrStart(
          controller,
          () -> ToyModels.layered(
              another ? ToyModels.Feature.BATCH_NORM : ToyModels.Feature.DROPOUT,
              ToyModels.Updater.ADAM));
    }

    @Override
    public void train(int epochs, LongConsumer onUpdate) {
      List<TrainingListener> listeners = listeners(traits, new Runs.AfterUpdate(onUpdate));
      if (traits.contains(Integration.Trait.LISTENER_AS_WELL)) {
        listeners.add(new CarbonAwareListener(controller));
      }
      listeners.addAll(behind);
      training.model().setListeners(listeners);
      if (!traits.contains(Integration.Trait.OWN_LOOP)) {
        training.fit(data, epochs);
        return;
      }
      DataSetIterator guarded = training.data(data);
      while (training.epochsDone() < epochs) {
        while (guarded.hasNext()) {
          training.model().fit(guarded.next());
        }
        guarded.reset();
      }
    }

    @Override
    public void onRead(LongConsumer hook) {
      data.onBatch(counting(hook));
    }

    @Override
    public void onUpdateBehind(LongConsumer hook) {
      behind.add(new Runs.AfterUpdate(hook));
    }

    @Override
    public void diverge() {
      training.model().params().assign(Double.NaN);
    }

    @Override
    public TrainingFingerprint fingerprint() {
      return training.fingerprint();
    }
  }

  /** With the one line. */
  private static final class Listening implements Integration.Training {
    private final CarbonController controller;
    private final MultiLayerNetwork model =
        ToyModels.layered(ToyModels.Feature.DROPOUT, ToyModels.Updater.ADAM);
    private final ToyData data = ToyData.flat(BATCHES);
    private LongConsumer onUpdate = update -> {};

    Listening(CarbonController controller, Set<Integration.Trait> traits) {
      this.controller = controller;
      List<TrainingListener> listeners =
          listeners(traits, new Runs.AfterUpdate(update -> onUpdate.accept(update)));
      CarbonAwareListener listener = new CarbonAwareListener(controller);
      listeners.add(listener);
      if (traits.contains(Integration.Trait.LISTENER_TWICE)) {
        listeners.add(listener);
      }
      if (traits.contains(Integration.Trait.TWO_LISTENERS)) {
        listeners.add(new CarbonAwareListener(controller));
      }
      model.setListeners(listeners);
    }

    @Override
    public void onRead(LongConsumer hook) {
      data.onBatch(counting(hook));
    }

    @Override
    public void onUpdateBehind(LongConsumer hook) {
      model.addListeners(new Runs.AfterUpdate(hook));
    }

    @Override
    public void diverge() {
      model.params().assign(Double.NaN);
    }

    @Override
    public void train(int epochs, LongConsumer told) {
      onUpdate = told;
      while (model.getEpochCount() < epochs) {
        model.fit(data);
      }
    }

    @Override
    public TrainingFingerprint fingerprint() {
      return Runs.fingerprint(controller, model, new Runs.Losses());
    }

    @Override
    public void dropListener() {
      model.setListeners(new Runs.AfterUpdate(update -> onUpdate.accept(update)));
    }
  }

  private static Runnable counting(LongConsumer hook) {
    AtomicLong read = new AtomicLong();
    return () -> hook.accept(read.incrementAndGet());
  }

  private static List<TrainingListener> listeners(
      Set<Integration.Trait> traits, TrainingListener first) {
    List<TrainingListener> listeners = new ArrayList<>();
    listeners.add(first);
    if (traits.contains(Integration.Trait.VALIDATED)) {
      listeners.add(new BaseTrainingListener() {
        @Override
        public void onEpochEnd(Model trained) {
          ((MultiLayerNetwork) trained).evaluate(ToyData.flat(4));
        }
      });
    }
    return listeners;
  }
}
