package org.carbonaware.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EstimateMeterTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Offset<Double> EXACT = within(1e-9);

  private long nanoTime = 77 * SECOND;
  private long cpuNanos = 5 * SECOND;
  private final EstimateMeter meter =
      new EstimateMeter(new PowerModel(20, 100), 4, () -> nanoTime, () -> cpuNanos);

  private double readAfter(double seconds, double cpuSeconds) {
    nanoTime += (long) (seconds * SECOND);
    cpuNanos += (long) (cpuSeconds * SECOND);
    return meter.read().joules();
  }

  @Test
  void beginsAtZero() {
    assertThat(meter.read().joules()).isZero();
  }

  @Test
  void chargesIdlePowerPlusTheShareOfTheProcessors() {
    assertThat(readAfter(10, 0)).isCloseTo(10 * 20, EXACT);
    assertThat(readAfter(10, 10)).isCloseTo(200 + 10 * (20 + 80 * 0.25), EXACT);
    assertThat(readAfter(2, 8)).isCloseTo(600 + 2 * 100, EXACT);
  }

  @Test
  void aLoadAboveAllProcessorsIsFullLoad() {
    assertThat(readAfter(1, 400)).isCloseTo(100, EXACT);
  }

  @Test
  void processorTimeThatFellIsNoLoad() {
    assertThat(readAfter(1, -3)).isCloseTo(20, EXACT);
  }

  @Test
  void unknownProcessorTimeIsFullLoadUntilItIsKnownTwice() {
    cpuNanos = -1;
    assertThat(readAfter(1, 0)).isCloseTo(100, EXACT);
    cpuNanos = 50 * SECOND;
    assertThat(readAfter(1, 0)).isCloseTo(200, EXACT);
    assertThat(readAfter(1, 0)).isCloseTo(220, EXACT);
  }

  @Test
  void noTimeIsNoEnergyAndLosesNoLoad() {
    assertThat(readAfter(0, 4)).isZero();
    assertThat(readAfter(2, 0)).isCloseTo(2 * (20 + 80 * 0.5), EXACT);
  }

  @Test
  void timeThatRunsBackwardsTakesNothingBack() {
    double before = readAfter(5, 0);
    nanoTime -= 3 * SECOND;
    assertThat(meter.read().joules()).isEqualTo(before);
    nanoTime += 3 * SECOND;
    assertThat(meter.read().joules()).isEqualTo(before);
  }

  @Test
  void saysThatItIsAnEstimateAndOfWhat() {
    Component component = meter.read().components().get(0);
    assertThat(component.name()).isEqualTo("machine");
    assertThat(component.method()).isEqualTo(Method.ESTIMATED);
    assertThat(component.method().label()).isEqualTo("estimated");
    assertThat(component.how())
        .isEqualTo("processor time and a model of 20 W idle, 100 W at full load");
  }

  @Test
  void needsAProcessor() {
    assertThatThrownBy(() -> new EstimateMeter(new PowerModel(1, 2), 0, () -> 0, () -> 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("processors 0: expected at least 1");
  }

  @Test
  @Timeout(60)
  void theProcessorTimeOfThisProcessGrowsWithItsWork() {
    ProcessCpuTime cpuTime = new ProcessCpuTime();
    long begin = cpuTime.getAsLong();
    assertThat(begin).isPositive();
    double sum = 0;
    long last = begin;
    while (last - begin < 20_000_000) { // a fiftieth of a second, on a clock of any step
      for (int i = 1; i < 100_000; i++) {
        sum += Math.sqrt(i);
      }
      long now = cpuTime.getAsLong();
      assertThat(now).isGreaterThanOrEqualTo(last);
      last = now;
    }
    assertThat(sum).isPositive();
  }
}
