package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

/** Worked out by hand: two slots of work between 10 and 100 g, a change of 5 g. */
class ThresholdBoundTest {
  private static double worst(double[] take, double[] leave) {
    return ThresholdBound.worst(take, leave, 100, 10, 5);
  }

  /** Forced at once: 200 + 10 over 2 * 11. */
  @Test
  void nothingTakenAndAllForced() {
    assertThat(worst(new double[] {20, 11}, new double[] {11, 30}))
        .isCloseTo(210 / 22.0, offset(1e-12));
  }

  /** One taken at 10 with its pause, one left just above 30, then forced: 20 + 100 + 10 over 40. */
  @Test
  void oneTakenByLuckAndTheRestForced() {
    assertThat(worst(new double[] {40, 11}, new double[] {50, 30}))
        .isCloseTo(130 / 40.0, offset(1e-12));
  }

  /** All taken at the limit, when the cleanest come: 40 + 90 over 20. */
  @Test
  void allTakenBeforeTheCleanestCome() {
    assertThat(worst(new double[] {90, 40}, new double[] {90, 80}))
        .isCloseTo(130 / 20.0, offset(1e-12));
  }

  /** 200 + 10 over 2 * 10, and not over 2 * 1. */
  @Test
  void nothingIsLeftBelowTheLowerBound() {
    assertThat(worst(new double[] {100, 100}, new double[] {1, 1})).isEqualTo(210 / 20.0);
  }
}
