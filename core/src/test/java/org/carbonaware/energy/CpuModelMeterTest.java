package org.carbonaware.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.carbonaware.energy.EnergyReading.Scope;
import org.junit.jupiter.api.Test;

class CpuModelMeterTest {
  private static final Offset<Double> EXACT = within(1e-9);
  private static final long SECOND = 1_000_000_000L;

  private final List<Long> asked = new ArrayList<>();
  private final ProcessorModel model = new ProcessorModel(10, 100, true, "a test");
  private long nanoTime = Long.MAX_VALUE - SECOND; // wraps around, as it may
  private double load;

  private final EnergyMeter meter = new CpuModelMeter(
      model,
      elapsed -> {
        asked.add(elapsed);
        return load;
      },
      "Some CPU",
      Scope.DEVICE,
      "a test",
      () -> nanoTime);

  @Test
  void addsThePowerOfEachIntervalByItsLoad() {
    double expected = 0;
    for (int i = 0; i <= 10; i++) {
      load = i / 10.0;
      nanoTime += 2 * SECOND;
      meter.sample();
      expected += 2 * model.watts(load);
    }
    assertThat(meter.read().joules()).isCloseTo(expected, EXACT);
    assertThat(asked).hasSize(11).containsOnly(2 * SECOND);
  }

  @Test
  void putsTogetherLooksOfLessThanATenthOfASecond() {
    load = 1;
    for (int i = 0; i < 4; i++) {
      nanoTime += 25_000_000 - (i == 0 ? 1 : 0);
      assertThat(meter.read().joules()).isZero();
    }
    nanoTime += 1;
    assertThat(meter.read().joules()).isCloseTo(10, EXACT);
    assertThat(asked).containsExactly(100_000_000L);
  }

  @Test
  void aLoadThatIsNotKnownIsHalfThePowerAndAnImpossibleOneIsBounded() {
    load = Double.NaN;
    nanoTime += SECOND;
    assertThat(meter.read().joules()).isCloseTo(50, EXACT);
    load = -3;
    nanoTime += SECOND;
    assertThat(meter.read().joules()).isCloseTo(60, EXACT);
    load = Double.POSITIVE_INFINITY;
    nanoTime += SECOND;
    assertThat(meter.read().joules()).isCloseTo(160, EXACT);
  }

  @Test
  void aClockThatStepsBackTakesNothingBack() {
    load = 1;
    nanoTime += 10 * SECOND;
    assertThat(meter.read().joules()).isCloseTo(1000, EXACT);
    nanoTime -= 5 * SECOND;
    assertThat(meter.read().joules()).isCloseTo(1000, EXACT);
  }
}
