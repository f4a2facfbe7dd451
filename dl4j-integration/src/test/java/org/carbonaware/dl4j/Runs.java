package org.carbonaware.dl4j;

import java.nio.file.Path;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.CarbonControllerBuilder;
import org.carbonaware.control.integration.DataPosition;
import org.carbonaware.control.tck.PausedByHand;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/** What the tests start trainings with and look at afterwards. */
final class Runs {
  private Runs() {}

  /** A controller that pauses only by hand. */
  static CarbonControllerBuilder control(Path checkpoints) {
    return withoutCheckpoints().checkpoints(checkpoints);
  }

  static CarbonControllerBuilder withoutCheckpoints() {
    return PausedByHand.control();
  }

  /** Everything a plain DL4J user could compare. */
  static TrainingFingerprint fingerprint(CarbonController any, Model model, Losses losses) {
    NetworkState state = NetworkState.betweenBatches(
        any, Network.of(model), new DataPosition(any)); // of no position
    TrainingFingerprint.Builder builder = state.fingerprint();
    losses.byIteration.forEach(builder::loss);
    return builder.build();
  }

  /** The losses of the batches trained, by iteration. */
  static final class Losses extends BaseTrainingListener {
    final TreeMap<Long, Double> byIteration = new TreeMap<>();

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
      byIteration.put((long) iteration, model.score());
    }
  }

  /** Calls when a number of updates is done in all. */
  static final class AfterUpdate extends BaseTrainingListener {
    private final LongConsumer action;

    AfterUpdate(LongConsumer action) {
      this.action = action;
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
      action.accept(iteration + 1L);
    }
  }
}
