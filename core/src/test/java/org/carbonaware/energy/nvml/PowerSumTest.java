package org.carbonaware.energy.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.carbonaware.energy.EnergyReading.Technique;
import org.junit.jupiter.api.Test;

class PowerSumTest {
  private static final long SECOND = 1_000_000_000L;

  private final PowerSum sum = new PowerSum();

  private static PowerSample moment(double watts) {
    return PowerSample.ofBoard(watts, Technique.NVML_POWER);
  }

  private static PowerSample mean(double watts) {
    return new PowerSample(watts, watts / 2, true, Technique.NVML_POWER);
  }

  @Test
  void drawsALineBetweenMoments() {
    sum.add(moment(100), 5);
    sum.add(moment(300), 5 + 2 * SECOND);
    assertThat(sum.joules()).isCloseTo(400, offset(1e-9));
    assertThat(sum.ownJoules()).isCloseTo(400, offset(1e-9));
    assertThat(sum.coveredNanos()).isEqualTo(2 * SECOND);
  }

  @Test
  void takesAMeanForTheWholeLastSecond() {
    sum.add(mean(100), 0);
    sum.add(mean(300), SECOND);
    assertThat(sum.joules()).isCloseTo(300, offset(1e-9));
    sum.add(mean(100), SECOND + SECOND / 2);
    assertThat(sum.joules()).isCloseTo(350, offset(1e-9));
    sum.add(mean(200), 4 * SECOND + SECOND / 2);
    assertThat(sum.joules()).as("and a line before it").isCloseTo(850, offset(1e-9));
    assertThat(sum.ownJoules()).isCloseTo(425, offset(1e-9));
  }

  @Test
  void goesOnWhereTheClockWrapsAround() {
    sum.add(moment(100), Long.MAX_VALUE);
    sum.add(moment(100), Long.MIN_VALUE + SECOND - 1);
    assertThat(sum.joules()).isCloseTo(100, offset(1e-9));
  }

  @Test
  void aSampleAtOrBeforeTheLastOneAddsNothing() {
    sum.add(moment(100), SECOND);
    sum.add(moment(100), SECOND);
    sum.add(moment(100), 0);
    assertThat(sum.joules()).isZero();
    assertThat(sum.coveredNanos()).isZero();
  }

  @Test
  void isOfItsWeakestTechnique() {
    sum.add(moment(100), 0);
    sum.add(PowerSample.ofBoard(100, Technique.LOAD_MODEL), SECOND);
    sum.add(moment(100), 2 * SECOND);
    sum.add(moment(100), 3 * SECOND);
    assertThat(sum.technique()).isEqualTo(Technique.LOAD_MODEL);
  }

  @Test
  void startsAgainAtItsLastSample() {
    sum.add(moment(100), 0);
    sum.add(moment(100), SECOND);
    sum.restart();
    assertThat(sum.joules()).isZero();
    sum.add(moment(100), 3 * SECOND);
    assertThat(sum.joules()).isCloseTo(200, offset(1e-9));
    assertThat(sum.coveredNanos()).isEqualTo(2 * SECOND);
  }
}
