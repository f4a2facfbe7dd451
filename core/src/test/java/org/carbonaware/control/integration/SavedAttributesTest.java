package org.carbonaware.control.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.carbonaware.checkpoint.CheckpointException;
import org.junit.jupiter.api.Test;

/** Values come back with their types, or the message says where and what is wrong. */
class SavedAttributesTest {
  private final SavedAttributes saved = DataPositionTest.saved(Map.of(
      "t", "9223372036854775807", "exact", "true", "mode", "STEP", "half", "0.5", "said", "yes"));

  @Test
  void readsNumbersFlagsAndTexts() {
    assertThat(saved.number("t")).isEqualTo(Long.MAX_VALUE);
    assertThat(saved.flag("exact")).isTrue();
    assertThat(saved.text("mode")).isEqualTo("STEP");
  }

  @Test
  void knowsWhatIsThere() {
    assertThat(saved.has("mode")).isTrue();
    assertThat(saved.has("seed")).isFalse();
  }

  @Test
  void namesTheCheckpointAndWhatIsMissing() {
    assertRefused(() -> saved.number("seed"), "\"seed\": it is missing, expected a whole number");
    assertRefused(() -> saved.flag("seed"), "\"seed\": it is missing, expected true or false");
    assertRefused(() -> saved.text("seed"), "\"seed\": it is missing, expected a text");
  }

  @Test
  void namesWhatIsUnsound() {
    assertRefused(() -> saved.number("half"), "\"half\": it is \"0.5\", expected a whole number");
    assertRefused(() -> saved.flag("said"), "\"said\": it is \"yes\", expected true or false");
  }

  private static void assertRefused(ThrowingCallable reading, String message) {
    assertThatThrownBy(reading)
        .isInstanceOf(CheckpointException.class)
        .hasMessage("checkpoint memory, checkpoint 1 has no sound " + message);
  }
}
