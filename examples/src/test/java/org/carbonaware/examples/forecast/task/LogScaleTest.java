package org.carbonaware.examples.forecast.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LogScaleTest {
  private static final int PAST = 36 * 24;

  /** Half of the past e^4, the other half e^6; the hold-out is far from both. */
  private static TimeSplit split() {
    double[] hours = new double[PAST + 10 * 24];
    Arrays.fill(hours, 0, PAST / 2, Math.exp(4));
    Arrays.fill(hours, PAST / 2, PAST, Math.exp(6));
    Arrays.fill(hours, PAST, hours.length, 2000);
    return new TimeSplit(Grids.hours(hours), PAST);
  }

  @Test
  void isThatOfThePastAlone() {
    LogScale scale = LogScale.of(split());

    assertThat(scale.mean()).isCloseTo(5, Offset.offset(1e-9));
    assertThat(scale.deviation()).isCloseTo(1, Offset.offset(1e-9));
  }

  @Test
  void doesNotDivideByNothing() {
    double[] hours = new double[PAST + 10 * 24];
    Arrays.fill(hours, 100);

    LogScale scale = LogScale.of(new TimeSplit(Grids.hours(hours), PAST));

    assertThat(scale.mean()).isCloseTo(Math.log(100), Offset.offset(1e-9));
    assertThat(scale.deviation()).isEqualTo(1);
  }

  @Test
  void refusesWhatCannotNormalise() {
    assertThatThrownBy(() -> new LogScale(5, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LogScale(Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
