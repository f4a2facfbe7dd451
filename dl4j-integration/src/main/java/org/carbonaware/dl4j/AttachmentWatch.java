package org.carbonaware.dl4j;

import org.carbonaware.control.CarbonController;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports, once, that a later {@code setListeners} dropped a listener while the model trains on.
 *
 * <p>Works on the control thread and so must never wait for the model's monitor: DL4J holds it
 * while it fits, the pauses included, and a control thread that waits can't end a pause.
 */
final class AttachmentWatch implements ControllerListener {
  private static final Logger log = LoggerFactory.getLogger(AttachmentWatch.class);
  private static final int PRESENT = -1;

  private final CarbonController controller;
  private final Network network;
  private final TrainingListener listener;
  private int iterationMissedAt = PRESENT;
  private boolean reported;

  AttachmentWatch(CarbonController controller, Network network, TrainingListener listener) {
    this.controller = controller;
    this.network = network;
    this.listener = listener;
  }

  @Override
  public void onEvent(ControllerEvent event) {
    if (reported || !(event instanceof ControllerEvent.Progressed)) {
      return;
    }
    if (network.hasListener(listener)) {
      iterationMissedAt = PRESENT;
    } else if (iterationMissedAt == PRESENT) {
      iterationMissedAt = network.iteration(); // perhaps it is only being replaced, or all is done
    } else if (network.iteration() > iterationMissedAt) {
      reported = true;
      report();
    }
  }

  private void report() {
    String text =
        "the model's listeners were replaced and the carbon-aware listener is gone: the training no"
            + " longer pauses; use addListeners, or pass it to setListeners too";
    log.warn("{}", text);
    controller.warn(text);
  }
}
