package org.carbonaware.control.integration;

import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.tck.Integration;
import org.carbonaware.control.tck.IntegrationContract;
import org.junit.jupiter.api.Tag;

/** The kit on a training without a framework: what passes it needs nothing but core. */
@Tag("slow")
class ToyIntegrationTest extends IntegrationContract {
  private final Integration toy = new Toy();

  @Override
  protected Integration integration() {
    return toy;
  }

  private static final class Toy implements Integration {
    @Override
    public String name() {
      return "Toy";
    }

    @Override
    public Map<String, String> cantExist() {
      return Map.of(
          "noticesADroppedListener",
          "a toy's listener is part of its loop",
          "aListenerAttachedAsWellCountsNothingTwice",
          "a toy's listener is part of its loop",
          "aListenerAttachedTwiceCountsOnce",
          "a toy's listener is part of its loop",
          "validationBatchesAreNoProgress",
          "a toy is not validated");
    }

    @Override
    public Training start(CarbonController controller, Set<Trait> traits) {
      String model = traits.contains(Trait.ANOTHER_MODEL) ? "2 parameters" : "1 parameter";
      ToyDescent descent = ToyDescent.resumeOrStart(controller, model);
      ToyData data = new ToyData();
      return new Toys(descent, data) {
        @Override
        public void train(int epochs, LongConsumer onUpdate) {
          if (descent.feed.saveIfDone(epochs)) {
            return;
          }
          DataReplay replay =
              new DataReplay(descent.position, data::reset, data::hasNext, data::next);
          BatchBoundary boundary = descent.feed.open(
              () -> {
                replay.run();
                return replay.atEndOfEpoch();
              },
              () -> {});
          GuardedIterator<Double> guarded = new GuardedIterator<>(data, boundary);
          descent.feed.train(epochs, guarded::hasNext, () -> {
            if (!data.hasNext()) {
              boundary.reset();
              data.reset();
            }
            while (guarded.hasNext()) {
              descent.update(guarded.next());
              onUpdate.accept(descent.updates());
              behind().accept(descent.updates());
            }
          });
        }
      };
    }

    @Override
    public Training listen(CarbonController controller, Set<Trait> traits) {
      controller.beginAnew("a checkpoint was found, but this training begins at its start");
      ToyDescent descent = new ToyDescent(controller, "1 parameter");
      ToyData data = new ToyData();
      return new Toys(descent, data) {
        @Override
        public void train(int epochs, LongConsumer onUpdate) {
          while (descent.position.epochs() < epochs) {
            while (data.hasNext()) {
              descent.update(data.next());
              onUpdate.accept(descent.updates());
              descent.position.batchTrained(); // from here on it is a listener's work
              controller.gate().safePoint(null);
              behind().accept(descent.updates());
            }
            descent.position.epochEnded();
            data.reset();
          }
        }
      };
    }
  }

  private abstract static class Toys implements Integration.Training {
    private final ToyDescent descent;
    private final ToyData data;
    private LongConsumer behind = update -> {};

    Toys(ToyDescent descent, ToyData data) {
      this.descent = descent;
      this.data = data;
    }

    LongConsumer behind() {
      return behind;
    }

    @Override
    public void onRead(LongConsumer hook) {
      data.onRead(hook);
    }

    @Override
    public void onUpdateBehind(LongConsumer hook) {
      behind = hook;
    }

    @Override
    public void diverge() {
      descent.diverge();
    }

    @Override
    public TrainingFingerprint fingerprint() {
      return TrainingFingerprint.builder().snapshot(descent.capture()).build();
    }
  }
}
