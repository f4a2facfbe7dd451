package org.carbonaware.dl4j;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.CarbonControllerBuilder;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerListener;
import org.carbonaware.control.ControllerState;
import org.carbonaware.control.integration.DataPosition;
import org.carbonaware.plan.Policies;
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
    return CarbonController.builder()
        .zone("DE")
        .policy(Policies.runNow())
        .expectedWork(Duration.ofHours(1))
        .deadline(Duration.ofDays(365))
        .stopOnSignals(false, Duration.ZERO);
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

  /** Keeps what happened. */
  static final class Events implements ControllerListener {
    private final List<ControllerEvent> all = new CopyOnWriteArrayList<>();
    private volatile Class<? extends ControllerEvent> awaited = ControllerEvent.RunEnded.class;
    private volatile Runnable onAwaited = () -> {};

    @Override
    public void onEvent(ControllerEvent event) {
      all.add(event);
      if (awaited.isInstance(event)) {
        onAwaited.run();
      }
    }

    /** Runs something, on the control thread, whenever a kind of event comes. */
    void onNext(Class<? extends ControllerEvent> type, Runnable action) {
      onAwaited = action;
      awaited = type;
    }

    <E extends ControllerEvent> List<E> of(Class<E> type) {
      return all.stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<String> warnings() {
      return of(ControllerEvent.Warned.class).stream()
          .map(ControllerEvent.Warned::text)
          .toList();
    }

    long pauses() {
      return of(ControllerEvent.StateChanged.class).stream()
          .filter(change -> change.to() == ControllerState.PAUSED)
          .count();
    }
  }

  /** Ends every pause as soon as the training stands still, after looking. */
  static ControllerListener endingPauses(CarbonController controller, Runnable look) {
    return event -> {
      if (event instanceof ControllerEvent.StateChanged change
          && change.to() == ControllerState.PAUSED) {
        look.run();
        controller.resume();
      }
    };
  }
}
