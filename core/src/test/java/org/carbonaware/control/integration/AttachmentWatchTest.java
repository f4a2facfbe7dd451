package org.carbonaware.control.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.tck.KeptEvents;
import org.carbonaware.control.tck.PausedByHand;
import org.junit.jupiter.api.Test;

/** A listener that is gone while the training goes on is reported once. */
class AttachmentWatchTest {
  private static final ControllerEvent LOOK =
      new ControllerEvent.Progressed(Instant.EPOCH, 0, 0, Optional.empty(), Optional.empty());

  private final KeptEvents events = new KeptEvents();
  private boolean attached = true;
  private long updates;

  @Test
  void reportsOnceThatItIsGoneWhileTheTrainingGoesOn() {
    look(watch -> {
      watch.onEvent(LOOK);
      attached = false;
      for (int i = 0; i < 4; i++) {
        updates++;
        watch.onEvent(LOOK);
      }
    });
    assertThat(events.warnings()).containsExactly("it is gone");
  }

  @Test
  void saysNothingOfATrainingThatStands() {
    look(watch -> {
      attached = false;
      watch.onEvent(LOOK);
      watch.onEvent(LOOK);
    });
    assertThat(events.warnings()).isEmpty();
  }

  @Test
  void saysNothingIfItComesBackAtOnce() {
    look(watch -> {
      attached = false;
      watch.onEvent(LOOK);
      attached = true;
      updates++;
      watch.onEvent(LOOK);
      attached = false;
      watch.onEvent(LOOK);
    });
    assertThat(events.warnings()).isEmpty();
  }

  @Test
  void looksOnlyWhenProgressIsLookedAt() {
    look(watch -> {
      attached = false;
      for (int i = 0; i < 4; i++) {
        updates++;
        watch.onEvent(new ControllerEvent.Warned(Instant.EPOCH, "something else"));
      }
    });
    assertThat(events.warnings()).isEmpty();
  }

  private void look(Consumer<AttachmentWatch> looks) {
    try (CarbonController controller = PausedByHand.control().listener(events).start()) {
      looks.accept(new AttachmentWatch(controller, () -> attached, () -> updates, "it is gone"));
    }
  }
}
