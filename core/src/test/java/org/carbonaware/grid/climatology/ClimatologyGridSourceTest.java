package org.carbonaware.grid.climatology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Grids;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.tck.GridSourceContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ClimatologyGridSourceTest {
  private static final Zone DE = Zone.of("DE");
  private static final Instant NEW_YEAR = Instant.parse("2024-01-01T00:00:00Z");
  private static final Instant NOW = NEW_YEAR.plusSeconds(4321);
  private static final Duration HOUR = Duration.ofHours(1);

  @Nested
  class Typical extends GridSourceContract {
    @Override
    protected GridSource source(InstantSource clock) {
      return Grids.typical(clock);
    }

    @Override
    protected Zone zone() {
      return DE;
    }

    @Override
    protected Instant now() {
      return NOW;
    }

    @Test
    void forecastsTheTypicalYearAsAssumed() {
      IntensitySeries forecast = source(InstantSource.fixed(NOW))
          .forecast(DE, NOW, Duration.ofHours(4))
          .orElseThrow();
      assertThat(forecast.size()).isEqualTo(5);
      assertThat(forecast.provenance().kind()).isEqualTo(Provenance.Kind.ASSUMED);
    }
  }

  @Nested
  class Synthetic extends GridSourceContract {
    @Override
    protected GridSource source(InstantSource clock) {
      return Grids.synthetic(42, clock);
    }

    @Override
    protected Zone zone() {
      return DE;
    }

    @Override
    protected Instant now() {
      return NOW;
    }

    @Test
    void makesNoForecastAndIsAssumed() {
      GridSource source = source(InstantSource.fixed(NOW));
      assertThat(source.forecast(DE, NOW, Duration.ofDays(1))).isEmpty();
      assertThat(source.current(DE, NOW).orElseThrow().provenance().kind())
          .isEqualTo(Provenance.Kind.ASSUMED);
    }

    @Test
    void anyHourHasOneValueWhateverWasAskedBefore() {
      Instant end = NEW_YEAR.plus(Duration.ofDays(800));
      IntensitySeries whole =
          ClimatologyGridSource.syntheticSeries(DE, NEW_YEAR, Duration.ofDays(800), HOUR, 42);
      GridSource source = source(InstantSource.fixed(end));
      SplittableRandom random = new SplittableRandom(3);
      for (int i = 0; i < 300; i++) {
        Instant time = NEW_YEAR.plusSeconds(random.nextLong(799 * 86_400));
        assertThat(source.current(DE, time).orElseThrow().gramsPerKwh())
            .isEqualTo(whole.at(time).orElseThrow());
        IntensitySeries part =
            source.history(DE, time, time.plus(Duration.ofHours(random.nextInt(1, 24))));
        assertThat(part.toArray())
            .isEqualTo(whole.between(part.start(), part.end()).toArray());
      }
    }
  }

  @Test
  void knowsFifteenZonesByTwoNames() {
    assertThat(ClimatologyGridSource.knownZones()).hasSize(15).contains(DE, Zone.of("US-CAL-CISO"));
    GridSource typical = Grids.typical(InstantSource.fixed(NOW));
    assertThat(typical.current(Zone.of("CISO"), NOW).orElseThrow().gramsPerKwh())
        .isEqualTo(typical.current(Zone.of("US-CAL-CISO"), NOW).orElseThrow().gramsPerKwh());
    assertThat(typical.history(Zone.of("CISO"), NEW_YEAR, NOW).zone()).isEqualTo(Zone.of("CISO"));
    assertThatThrownBy(
            () -> ClimatologyGridSource.syntheticSeries(Zone.of("GB"), NEW_YEAR, HOUR, HOUR, 1))
        .isInstanceOf(GridException.class)
        .hasMessageContaining("\"GB\"")
        .hasMessageContaining("US-CAL-CISO");
  }

  @Test
  void theMiddleOfAMonthIsTheTablesAndMonthsJoinWithoutAJump() {
    ZoneClimate de = Climatology.builtIn().of(DE);
    long midFebruary = Instant.parse("2023-02-14T12:00:00Z").getEpochSecond() / 3600;
    double between = (de.typical(midFebruary) + de.typical(midFebruary + 24)) / 2; // 28 days
    assertThat(between).isCloseTo(de.means()[1][12], org.assertj.core.data.Offset.offset(1.0));
    for (Zone zone : ClimatologyGridSource.knownZones()) {
      ZoneClimate climate = Climatology.builtIn().of(zone);
      long start = NEW_YEAR.getEpochSecond() / 3600;
      for (long hour = start; hour < start + 24 * 366; hour++) {
        int h = (int) (hour % 24);
        double[] ofHour =
            Arrays.stream(climate.means()).mapToDouble(month -> month[h]).toArray();
        double largest = 0;
        for (int m = 0; m < 12; m++) {
          largest = Math.max(largest, Math.abs(ofHour[m] - ofHour[(m + 1) % 12]));
        }
        assertThat(Math.abs(climate.typical(hour + 24) - climate.typical(hour)))
            .as("a day's change is a month's change over 28 days at most")
            .isLessThanOrEqualTo(largest / 28 + 1e-9);
      }
    }
  }

  @Test
  void seedsAndZonesDiffer() {
    double[] one = values(DE, 1);
    assertThat(values(DE, 1)).isEqualTo(one);
    assertThat(values(DE, 2)).isNotEqualTo(one);
    double[] noiseDe = new double[one.length];
    double[] noisePl = new double[one.length];
    double[] pl = values(Zone.of("PL"), 1);
    for (int i = 0; i < one.length; i++) {
      long hour = NEW_YEAR.getEpochSecond() / 3600 + i;
      noiseDe[i] = one[i] - Climatology.builtIn().of(DE).typical(hour);
      noisePl[i] = pl[i] - Climatology.builtIn().of(Zone.of("PL")).typical(hour);
    }
    assertThat(noiseDe).isNotEqualTo(noisePl);
  }

  private static double[] values(Zone zone, long seed) {
    return ClimatologyGridSource.syntheticSeries(zone, NEW_YEAR, Duration.ofDays(30), HOUR, seed)
        .toArray();
  }

  @Test
  void finerStepsRepeatTheHourAndCoarserOnesAverageIt() {
    double[] hours = values(DE, 1);
    double[] quarters = ClimatologyGridSource.syntheticSeries(
            DE, NEW_YEAR, Duration.ofDays(1), Duration.ofMinutes(15), 1)
        .toArray();
    assertThat(quarters).hasSize(96);
    assertThat(quarters[5]).isEqualTo(hours[1]);
    double[] threeHours = ClimatologyGridSource.syntheticSeries(
            DE, NEW_YEAR.plusSeconds(1800), Duration.ofHours(3), Duration.ofHours(3), 1)
        .toArray();
    assertThat(threeHours[0])
        .isCloseTo(
            (hours[0] / 2 + hours[1] + hours[2] + hours[3] / 2) / 3,
            org.assertj.core.data.Offset.offset(1e-9));
  }

  @Test
  void worksFarFromThePresent() {
    for (String start : new String[] {"1912-06-30T23:00:00Z", "2199-12-31T23:00:00Z"}) {
      assertThat(ClimatologyGridSource.syntheticSeries(
                  DE, Instant.parse(start), Duration.ofHours(2), HOUR, 5)
              .size())
          .isEqualTo(2);
    }
  }

  @Test
  void refusesImpossibleIntervals() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ClimatologyGridSource.syntheticSeries(DE, NEW_YEAR, HOUR, Duration.ZERO, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ClimatologyGridSource.syntheticSeries(DE, NEW_YEAR, HOUR.negated(), HOUR, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ClimatologyGridSource.syntheticSeries(DE, NEW_YEAR.plusNanos(1), HOUR, HOUR, 1));
    assertThatThrownBy(() -> Grids.typical(InstantSource.fixed(NOW))
            .history(DE, Instant.parse("1900-01-01T00:00:00Z"), NOW))
        .isInstanceOf(GridException.class)
        .hasMessageContaining("20 years");
  }
}
