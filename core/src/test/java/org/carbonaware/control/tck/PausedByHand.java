package org.carbonaware.control.tck;

import java.time.Duration;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.CarbonControllerBuilder;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerListener;
import org.carbonaware.control.ControllerState;
import org.carbonaware.plan.Policies;

/** Runs that pause when a test says so, and for no other reason. */
public final class PausedByHand {
  private PausedByHand() {}

  /**
   * A controller without checkpoints that pauses only by hand.
   *
   * @return its settings
   */
  public static CarbonControllerBuilder control() {
    return CarbonController.builder()
        .zone("DE")
        .policy(Policies.runNow())
        .expectedWork(Duration.ofHours(1))
        .deadline(Duration.ofDays(365))
        .stopOnSignals(false, Duration.ZERO);
  }

  /**
   * Ends every pause as soon as the training stands still, after looking.
   *
   * @param controller the controller
   * @param look runs on the control thread while the training stands
   * @return to be added to the controller
   */
  public static ControllerListener endingPauses(CarbonController controller, Runnable look) {
    return event -> {
      if (event instanceof ControllerEvent.StateChanged change
          && change.to() == ControllerState.PAUSED) {
        look.run();
        controller.resume();
      }
    };
  }
}
