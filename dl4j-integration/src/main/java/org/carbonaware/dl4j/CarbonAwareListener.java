package org.carbonaware.dl4j;

import java.lang.ref.WeakReference;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerState;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a MultiLayerNetwork or ComputationGraph under carbon control with one line:
 * {@code model.setListeners(new CarbonAwareListener(carbon))}. The training then pauses after an
 * update, is saved there exactly, and counts as progress. To resume, and to have the data
 * positioned too, start it through {@link CarbonAwareTraining}, which attaches a listener itself.
 *
 * <p>Works with {@code fit(iterator)}, {@code fit(iterator, epochs)} and loops over
 * {@code fit(DataSet)}; with truncated back-propagation through time it pauses but can't save,
 * since an update there is not the end of a batch. With ParallelWrapper all workers pause and one
 * replica is saved, which is not exact. A later {@code setListeners} of the model drops this
 * listener: that is noticed and reported.
 *
 * <p>Add it last, so that other listeners have seen the iteration before it pauses. One listener
 * serves one model.
 */
public final class CarbonAwareListener extends BaseTrainingListener {
  private static final Logger log = LoggerFactory.getLogger(CarbonAwareListener.class);

  private final CarbonController controller;
  private final Position position;
  private final @Nullable BatchBoundary boundary;
  private volatile WeakReference<Model> model = new WeakReference<>(null);
  private @Nullable NetworkState state;
  private boolean savesHere;
  private @Nullable Thread lastThread;
  private boolean reportedDropped;
  private volatile boolean severalThreads;

  /**
   * Makes a listener that holds and saves the training itself.
   *
   * @param controller the run's controller
   */
  public CarbonAwareListener(CarbonController controller) {
    this(controller, new Position(controller), null);
  }

  /** With a boundary, the data iterator is the safe point and this listener only keeps watch. */
  CarbonAwareListener(
      CarbonController controller, Position position, @Nullable BatchBoundary boundary) {
    this.controller = controller;
    this.position = position;
    this.boundary = boundary;
    controller.addListener(this::noticeIfDropped);
  }

  @Override
  public void iterationDone(Model trained, int iteration, int epoch) {
    if (Thread.currentThread() != lastThread) {
      threadChanged(trained);
    }
    BatchBoundary guarded = boundary;
    if (guarded == null) {
      position.batchTrained();
      controller.gate().safePoint(savesHere ? state : null);
    }
  }

  private void threadChanged(Model trained) {
    Thread thread = Thread.currentThread();
    boolean first = lastThread == null;
    lastThread = thread;
    controller.gate().join(thread);
    if (first) {
      begin(trained);
    } else if (!severalThreads) {
      severalThreads = true;
      controller.warn(
          "several threads fit this model: they all pause, but what is saved is one replica and its resume"
              + " is not bit-exact");
    }
  }

  private void begin(Model trained) {
    model = new WeakReference<>(trained);
    Network network = Network.of(trained);
    NetworkState own = new NetworkState(network, position);
    own.setInsideIterationDone(true);
    state = own;
    savesHere = network.backpropType() != BackpropType.TruncatedBPTT;
    if (boundary == null && !savesHere) {
      controller.warn(
          "truncated back-propagation through time: the training pauses but can't be saved inside a batch;"
              + " feed it through CarbonAwareTraining.data(iterator) to save it between batches");
    }
  }

  @Override
  public void onEpochEnd(Model trained) {
    if (boundary == null) {
      position.epochEnded();
      position.dataReset();
    }
  }

  private void noticeIfDropped(ControllerEvent event) {
    Model trained = model.get();
    if (!(event instanceof ControllerEvent.Progressed)
        || trained == null
        || reportedDropped
        || severalThreads) {
      return;
    }
    if (controller.state() == ControllerState.RUNNING
        && !Network.of(trained).listeners().contains(this)) {
      reportedDropped = true;
      String text = "the model's listeners were replaced and the carbon-aware listener is gone: "
          + (boundary == null ? "the training no longer pauses; " : "")
          + "use addListeners, or pass it to setListeners too";
      log.warn(text);
      controller.warn(text);
    }
  }
}
