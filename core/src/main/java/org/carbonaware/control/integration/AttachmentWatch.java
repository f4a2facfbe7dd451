package org.carbonaware.control.integration;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports, once, that a framework's listener is no longer attached while the training goes on
 * without it. Add it to the controller; it looks whenever progress is looked at.
 *
 * <p>Works on the control thread: what it asks must not wait for a lock that the framework holds
 * while it trains, the pauses included, for a control thread that waits can't end a pause.
 */
public final class AttachmentWatch implements ControllerListener {
  private static final Logger log = LoggerFactory.getLogger(AttachmentWatch.class);
  private static final long PRESENT = -1;

  private final CarbonController controller;
  private final BooleanSupplier attached;
  private final LongSupplier updates;
  private final String report;
  private long missedAt = PRESENT;
  private boolean reported;

  /**
   * Makes a watch.
   *
   * @param controller warned
   * @param attached whether the listener is attached
   * @param updates the updates made so far, by the model's own count
   * @param report what to say: what is wrong, what follows, what would be right
   */
  public AttachmentWatch(
      CarbonController controller, BooleanSupplier attached, LongSupplier updates, String report) {
    this.controller = controller;
    this.attached = attached;
    this.updates = updates;
    this.report = report;
  }

  @Override
  public void onEvent(ControllerEvent event) {
    if (reported || !(event instanceof ControllerEvent.Progressed)) {
      return;
    }
    if (attached.getAsBoolean()) {
      missedAt = PRESENT;
    } else if (missedAt == PRESENT) {
      missedAt = updates.getAsLong(); // perhaps it is only being replaced, or all is done
    } else if (updates.getAsLong() > missedAt) {
      reported = true;
      log.warn("{}", report);
      controller.warn(report);
    }
  }
}
