package org.carbonaware.dl4j;

import org.carbonaware.control.CarbonController;
import org.carbonaware.control.TrainingSuspendedException;
import org.carbonaware.control.integration.AttachmentWatch;
import org.carbonaware.control.integration.DataPosition;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a MultiLayerNetwork or ComputationGraph under carbon control with one line:
 * {@code model.setListeners(new CarbonAwareListener(carbon))}. The training then pauses after an
 * update, is saved there exactly, and counts as progress. It always begins at the start; to resume,
 * and to have the data positioned too, start it through {@link CarbonAwareTraining}, which needs no
 * listener of yours.
 *
 * <p>Works with {@code fit(iterator)}, {@code fit(iterator, epochs)} and loops over
 * {@code fit(DataSet)}, which are taken to reset their data at the end of each epoch. Limits:
 *
 * <ul>
 *   <li>With truncated back-propagation through time it pauses but can't save, since an update
 *       there is not the end of a batch.
 *   <li>With ParallelWrapper, give it to the wrapper's own {@code setListeners}. All workers pause
 *       and one replica is saved, which is not exact and said so.
 *   <li>EarlyStoppingTrainer takes an exception of a listener, such as the one that suspends, for a
 *       failed training and ends it: feed it through {@link CarbonAwareTraining#data} to suspend.
 * </ul>
 *
 * <p>A later {@code setListeners} of the model drops this listener: that is noticed and reported.
 * Add it last, so that other listeners have seen the iteration before it pauses. One listener
 * serves one model. It lets a {@link TrainingSuspendedException} through and no other failure of
 * its own. Called by the training threads only; blocks them while the training pauses.
 */
public final class CarbonAwareListener extends BaseTrainingListener {
  /** Who trains what; replaced whenever that changes. Belongs to that thread. */
  private static final class Fitting {
    private final Thread thread;
    private final Model model;
    private final @Nullable NetworkState state;
    private boolean begun;
    private int iteration;

    Fitting(Thread thread, Model model, @Nullable NetworkState state) {
      this.thread = thread;
      this.model = model;
      this.state = state;
    }

    boolean isOf(Thread trainer, Model trained) {
      return thread == trainer && model == trained;
    }

    /** Whether an iteration has been told of already. */
    boolean repeats(int told) {
      boolean again = begun && told == iteration;
      begun = true;
      iteration = told;
      return again;
    }
  }

  private static final Logger log = LoggerFactory.getLogger(CarbonAwareListener.class);

  private static final String DROPPED =
      "the model's listeners were replaced and the carbon-aware listener is gone: the training no"
          + " longer pauses; use addListeners, or pass it to setListeners too";

  private final CarbonController controller;
  private final DataPosition position;
  private @Nullable Fitting last; // final fields: a thread that reads it late only looks once more
  private boolean exact = true;
  private boolean repeated;
  private boolean failed;
  private volatile boolean retired;

  /**
   * Makes a listener that holds and saves the training itself.
   *
   * @param controller the run's controller
   */
  public CarbonAwareListener(CarbonController controller) {
    this.controller = controller;
    this.position = new DataPosition(controller);
  }

  /** Leaves the work to {@link CarbonAwareTraining}, if that has the same controller. */
  void retireFor(CarbonController other) {
    retired |= other == controller;
  }

  /**
   * Counts the iteration and stands still while the controller wants it to.
   *
   * @throws TrainingSuspendedException if the training is to leave the process; let it pass
   */
  @Override
  public void iterationDone(Model model, int iteration, int epoch) {
    if (retired) {
      return;
    }
    try {
      Fitting now = last;
      if (now == null || !now.isOf(Thread.currentThread(), model)) {
        now = changed(model);
      }
      if (now.repeats(iteration)) {
        reportRepetition();
      } else if (!retired) {
        iterationDone(now, model);
      }
    } catch (TrainingSuspendedException leaving) {
      throw leaving;
    } catch (RuntimeException | LinkageError e) {
      report(e);
    }
  }

  private void iterationDone(Fitting now, Model model) {
    NetworkState state = now.state;
    if (state != null && exact) {
      state.fedNow();
    }
    position.batchTrained();
    if (controller.wantsLoss()) {
      controller.loss(model.score()); // a plain field that each batch has set
    }
    controller.gate().safePoint(state);
  }

  private synchronized void reportRepetition() {
    if (!repeated) {
      repeated = true;
      controller.warn(
          "the carbon-aware listener is attached twice to the same model: each iteration"
              + " counts once all the same; attach it once");
    }
  }

  private synchronized void report(Throwable failure) {
    if (!failed) {
      failed = true; // it will likely fail at every iteration
      log.warn("carbon control failed; the training goes on without it", failure);
    }
  }

  private synchronized Fitting changed(Model model) {
    Thread thread = Thread.currentThread();
    Network network = Network.of(model);
    controller.gate().join(thread);
    boolean savable = network.backpropType() != BackpropType.TruncatedBPTT;
    if (last == null) {
      begin(network, savable);
    } else {
      loseExactness(
          "several threads or models share this listener: they all pause, but what is saved is one"
              + " of them and its resume is not bit-exact");
    }
    NetworkState state = NetworkState.insideIterationDone(controller, network, position);
    if (!exact) {
      state.setInexact();
    }
    Fitting fitting = new Fitting(thread, model, savable ? state : null);
    last = fitting;
    return fitting;
  }

  private void begin(Network network, boolean savable) {
    if (network.listeners().stream().anyMatch(this::isServedBy)) {
      retired = true;
      controller.warn(
          "a second carbon-aware listener of the same controller is attached to the model:"
              + " it leaves the work to the first");
      return;
    }
    controller.beginAnew(
        "a checkpoint was found, but this training begins at its start: to go on from the checkpoint, start"
            + " it with CarbonAwareTraining.resumeOrStart");
    if (controller.resumes()) {
      loseExactness(
          "the model was resumed, but its data is not fed through CarbonAwareTraining: the next"
              + " resume can't know where the data stands; use its fit or data method");
    }
    if (!savable) {
      controller.describe(NetworkFacts.of(network, 0));
      controller.warn(
          "truncated back-propagation through time: the training pauses but can't be saved inside a batch;"
              + " feed it through CarbonAwareTraining.data(iterator) to save it between batches");
    }
    controller.addListener(new AttachmentWatch(
        controller, () -> network.listeners().contains(this), network::iteration, DROPPED));
  }

  private boolean isServedBy(TrainingListener listener) {
    return listener instanceof CarbonAwareListener other
        && other != this
        && other.controller == controller
        && other.last != null
        && !other.retired;
  }

  private void loseExactness(String why) {
    if (exact) {
      exact = false;
      controller.warn(why);
    }
  }

  @Override
  public void onEpochStart(Model model) {
    position.epochsAreTold();
  }

  @Override
  public void onEpochEnd(Model model) {
    boolean again = repeated && position.batchesInEpoch() == 0;
    if (retired || again) {
      return;
    }
    try {
      position.epochEnded();
      Fitting now = last;
      if (now != null && now.state != null && exact) {
        now.state.epochTaken();
      }
      position.dataReset(); // DL4J will, before the next epoch
    } catch (RuntimeException | LinkageError e) {
      report(e);
    }
  }
}
