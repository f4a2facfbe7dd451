package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;

class ForecastMemoryTest {
  private static final Duration STEP = Duration.ofHours(1);
  private final ForecastMemory memory = new ForecastMemory();

  private static IntensitySeries said(int hour, double... gramsPerKwh) {
    return said(Basis.LIFECYCLE, STEP, TestClock.START.plus(STEP.multipliedBy(hour)), gramsPerKwh);
  }

  private static IntensitySeries said(
      Basis basis, Duration step, Instant start, double... gramsPerKwh) {
    Provenance provenance = new Provenance("a test", Provenance.Kind.FORECAST);
    return IntensitySeries.of(Zone.of("DE"), basis, provenance, start, step, gramsPerKwh);
  }

  @Test
  void theSameIssueKeepsWhatItSaidOfThePast() {
    assertThat(memory.prolonged(said(0, 1, 2, 3, 4, 5, 6))).isEqualTo(said(0, 1, 2, 3, 4, 5, 6));
    assertThat(memory.prolonged(said(1, 2, 3, 4, 5, 6))).isEqualTo(said(0, 1, 2, 3, 4, 5, 6));
    assertThat(memory.prolonged(said(2, 3, 4, 5, 6, 7))).isEqualTo(said(0, 1, 2, 3, 4, 5, 6, 7));
  }

  @Test
  void aMeasuredValueInTheFirstStepDoesNotHideWhatWasForecast() {
    memory.prolonged(said(0, 1, 2, 3, 4, 5, 6));
    assertThat(memory.prolonged(said(1, 99, 3, 4, 5, 6))).isEqualTo(said(0, 1, 2, 3, 4, 5, 6));
  }

  @Test
  void aGapIsFilledByTheNewForecast() {
    memory.prolonged(said(0, 1, Double.NaN, 3, 4, 5, 6));
    assertThat(memory.prolonged(said(1, 99, 3, 4, 5, 6))).isEqualTo(said(0, 1, 99, 3, 4, 5, 6));
  }

  @Test
  void anotherIssueStandsAlone() {
    memory.prolonged(said(0, 1, 2, 3, 4, 5, 6));
    assertThat(memory.prolonged(said(1, 2, 3, 4, 5, 6.5))).isEqualTo(said(1, 2, 3, 4, 5, 6.5));
    assertThat(memory.prolonged(said(2, 3, 4, 5, 6.5))).isEqualTo(said(1, 2, 3, 4, 5, 6.5));
    assertThat(memory.prolonged(said(2, 3, 4, 5, Double.NaN)))
        .isEqualTo(said(2, 3, 4, 5, Double.NaN));
  }

  @Test
  void fewCommonStepsMayBeAlikeByChance() {
    memory.prolonged(said(0, 1, 2, 3, 4));
    assertThat(memory.prolonged(said(1, 2, 3, 4, 5))).isEqualTo(said(1, 2, 3, 4, 5));
    assertThat(memory.prolonged(said(9, 1, 2, 3, 4, 5))).isEqualTo(said(9, 1, 2, 3, 4, 5));
    assertThat(memory.prolonged(said(0, 1, 2, 3, 4, 5))).isEqualTo(said(0, 1, 2, 3, 4, 5));
  }

  @Test
  void anotherStepBasisOrTimeOfHourStandsAlone() {
    memory.prolonged(said(0, 5, 5, 5, 5, 5, 5, 5, 5));
    Instant start = TestClock.START.plus(STEP);
    IntensitySeries[] others = {
      said(Basis.DIRECT, STEP, start, 5, 5, 5, 5, 5, 5),
      said(Basis.LIFECYCLE, STEP.dividedBy(2), start, 5, 5, 5, 5, 5, 5),
      said(Basis.LIFECYCLE, STEP, start.plusSeconds(60), 5, 5, 5, 5, 5, 5),
    };
    for (IntensitySeries other : others) {
      assertThat(memory.prolonged(other)).isEqualTo(other);
      memory.prolonged(said(0, 5, 5, 5, 5, 5, 5, 5, 5));
    }
  }

  @Test
  void anotherZoneStandsAloneAndTheNewestAnswerSaysHowOldItIs() {
    Provenance cached = new Provenance("a test", Provenance.Kind.FORECAST)
        .withFreshness(Freshness.cached(Duration.ofMinutes(5)));
    memory.prolonged(said(0, 1, 2, 3, 4, 5, 6));
    assertThat(memory.prolonged(said(1, 2, 3, 4, 5, 6).withProvenance(cached)))
        .isEqualTo(said(0, 1, 2, 3, 4, 5, 6).withProvenance(cached));
    IntensitySeries there = IntensitySeries.of(
        Zone.of("FR"), Basis.LIFECYCLE, cached, TestClock.START.plus(STEP), STEP, new double[] {
          2, 3, 4, 5, 6
        });
    assertThat(memory.prolonged(there)).isEqualTo(there);
  }

  @Test
  void forgetsAfterADay() {
    double[] flat = new double[100];
    Arrays.fill(flat, 7);
    memory.prolonged(said(0, flat));
    IntensitySeries longer = memory.prolonged(said(40, Arrays.copyOf(flat, 60)));
    assertThat(longer.start()).isEqualTo(TestClock.START.plus(Duration.ofHours(16)));
    assertThat(longer.end()).isEqualTo(TestClock.START.plus(Duration.ofHours(100)));
  }
}
