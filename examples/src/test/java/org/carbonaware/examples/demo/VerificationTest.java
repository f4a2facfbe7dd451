package org.carbonaware.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.junit.jupiter.api.Test;

class VerificationTest {
  private static TrainingFingerprint.Builder fingerprint(float parameter, long iterations) {
    return TrainingFingerprint.builder()
        .array("parameters", new float[] {parameter})
        .array("updater state", new float[] {2})
        .counter("iteration count", iterations);
  }

  private static Verification compared(
      TrainingFingerprint.Builder controlled, TrainingFingerprint.Builder straight) {
    return Verification.of(controlled.build(), straight.build());
  }

  @Test
  void findsEqualTrainingsIdentical() {
    assertThat(compared(fingerprint(1, 3), fingerprint(1, 3)).identical()).isTrue();
  }

  @Test
  void namesWhatDiffers() {
    assertThat(compared(fingerprint(1, 3), fingerprint(Math.nextUp(1f), 4)).differences())
        .containsExactly("parameters", "iteration count");
  }

  @Test
  void takesWhatOnlyOneHasForADifference() {
    assertThat(compared(fingerprint(1, 3).counter("epoch count", 1), fingerprint(1, 3))
            .differences())
        .containsExactly("epoch count");
    assertThat(compared(fingerprint(1, 3), fingerprint(1, 3).array("moments", new float[1]))
            .differences())
        .containsExactly("moments");
  }
}
