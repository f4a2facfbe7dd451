package org.carbonaware.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.time.Duration;
import org.carbonaware.plan.Costs;
import org.junit.jupiter.api.Test;

class StartWindowTest {
  private static final Costs FREE = new Costs(1000, 0, Duration.ZERO, Duration.ZERO);

  private static RunOutcome best(double pausedGramsPerHour) {
    double[] halfHours = {100, 400, 50, 90};
    return new StartWindow(halfHours, 1800, 2)
        .switching(FREE.withPausedGramsPerHour(pausedGramsPerHour));
  }

  @Test
  void theOptimumChargesWhatWaitingKeepsOfTheHardware() {
    assertThat(best(0).grams()).isCloseTo(50 + 90, offset(1e-9));
    assertThat(best(8).grams()).isCloseTo(4 + 4 + 50 + 90, offset(1e-9));
    assertThat(best(200).grams()).as("one pause is dear").isCloseTo(100 + 100 + 50, offset(1e-9));
  }
}
