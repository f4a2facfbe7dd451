package org.carbonaware.grid.climatology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Synthetic series against the figures that they are made from. */
class SyntheticCalibrationTest {
  private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");
  private static final int HOURS = 24 * 731;

  private static double[] synthetic(Zone zone, long seed) {
    return ClimatologyGridSource.syntheticSeries(
            zone, START, Duration.ofHours(HOURS), Duration.ofHours(1), seed)
        .toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double sd(double[] values) {
    double mean = mean(values);
    return Math.sqrt(
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }

  private static double autocorrelation(double[] values, int lag) {
    double mean = mean(values);
    double sum = 0;
    for (int i = lag; i < values.length; i++) {
      sum += (values[i] - mean) * (values[i - lag] - mean);
    }
    double sd = sd(values);
    return sum / (values.length - lag) / (sd * sd);
  }

  private static double[] residuals(Zone zone, double[] values) {
    ZoneClimate climate = Climatology.builtIn().of(zone);
    double[] residuals = new double[values.length];
    Arrays.setAll(residuals, i -> values[i] - climate.typical(START.getEpochSecond() / 3600 + i));
    return residuals;
  }

  // Two years hold few independent weeks of weather, so single seeds scatter; the means of 8 do
  // not. Clipping to the range seen takes a few percent of the spread.
  @Test
  void twoYearsOfGermanyAreLikeTheFigures() {
    Zone de = Zone.of("DE");
    double[] figures = new double[3];
    int seeds = 8;
    for (int seed = 0; seed < seeds; seed++) {
      double[] values = synthetic(de, seed);
      double[] residuals = residuals(de, values);
      figures[0] += mean(values) / seeds;
      figures[1] += sd(residuals) / seeds;
      figures[2] += autocorrelation(residuals, 1) / seeds;
    }
    assertThat(figures[0]).as("mean, g/kWh").isCloseTo(326.3, offset(0.03 * 326.3));
    assertThat(figures[1]).as("residual sd, g/kWh").isCloseTo(88.3, offset(0.07 * 88.3));
    assertThat(figures[2]).as("residual autocorrelation, 1 h").isCloseTo(0.9878, offset(0.004));
  }

  static Stream<Zone> zones() {
    return ClimatologyGridSource.knownZones().stream();
  }

  @ParameterizedTest
  @MethodSource("zones")
  void staysInTheRangeSeen(Zone zone) {
    ZoneClimate climate = Climatology.builtIn().of(zone);
    assertThat(Arrays.stream(synthetic(zone, 42)).min().orElseThrow())
        .isGreaterThanOrEqualTo(climate.min());
    assertThat(Arrays.stream(synthetic(zone, 42)).max().orElseThrow())
        .isLessThanOrEqualTo(climate.max());
  }

  record Figures(String zone, double autocorr1h, double autocorr24h) {}

  // Zones whose 24 h autocorrelation a plain AR(1) underestimates, as published.
  static Stream<Figures> persistentZones() {
    return Stream.of(
        new Figures("US-CAL-CISO", 0.9603, 0.59),
        new Figures("US-FLA-FPL", 0.9406, 0.73),
        new Figures("US-MIDA-PJM", 0.9626, 0.68),
        new Figures("US-NW-BPAT", 0.9856, 0.77),
        new Figures("US-NY-NYIS", 0.9849, 0.81),
        new Figures("US-SE-SOCO", 0.9743, 0.74),
        new Figures("US-SW-AZPS", 0.9413, 0.46),
        new Figures("SE", 0.9818, 0.69));
  }

  @ParameterizedTest
  @MethodSource("persistentZones")
  void theNoiseMeetsBothAutocorrelations(Figures figures) {
    ResidualNoise noise = Climatology.builtIn().of(Zone.of(figures.zone)).residuals();
    double slow = noise.slowSd() * noise.slowSd();
    double fast = noise.fastSd() * noise.fastSd();
    assertThat((slow * noise.slowCoefficient() + fast * noise.fastCoefficient()) / (slow + fast))
        .isCloseTo(figures.autocorr1h, offset(1e-9));
    double afterADay =
        slow * Math.pow(noise.slowCoefficient(), 24) + fast * Math.pow(noise.fastCoefficient(), 24);
    assertThat(afterADay / (slow + fast)).isCloseTo(figures.autocorr24h, offset(1e-6));

    double[] path = noise.path(8760, new Random(1), 400_000, new Random(2));
    assertThat(autocorrelation(path, 1)).isCloseTo(figures.autocorr1h, offset(0.004));
    assertThat(autocorrelation(path, 24)).isCloseTo(figures.autocorr24h, offset(0.05));
    assertThat(sd(path)).isCloseTo(Math.sqrt(slow + fast), offset(0.06 * Math.sqrt(slow + fast)));
  }

  @Test
  void windGridsKeepAPlainAutoregression() {
    ResidualNoise noise = Climatology.builtIn().of(Zone.of("DE")).residuals();
    assertThat(noise.slowSd()).isZero();
    assertThat(noise.fastCoefficient()).isCloseTo(0.9878, offset(1e-12));
  }

  @Test
  void yearsJoinWithoutASeam() {
    Zone de = Zone.of("DE");
    double step = 13.84; // the innovation's standard deviation
    for (long seed = 0; seed < 200; seed++) {
      double[] hours = residuals(
          de,
          ClimatologyGridSource.syntheticSeries(
                  de, START.minusSeconds(7200), Duration.ofHours(4), Duration.ofHours(1), seed)
              .toArray());
      assertThat(Math.abs(hours[2] - hours[1])).isLessThan(6 * step + 20);
    }
  }

  @Test
  void weekendsAreCleaner() {
    Zone de = Zone.of("DE");
    double difference = 0;
    for (long seed = 0; seed < 8; seed++) {
      double[] residuals = residuals(de, synthetic(de, seed));
      double weekend = 0;
      int weekendHours = 0;
      double weekday = 0;
      for (int i = 0; i < HOURS; i++) {
        int dayOfWeek = (2 + i / 24) % 7; // 2020-01-01 was a Wednesday
        if (dayOfWeek >= 5) {
          weekend += residuals[i];
          weekendHours++;
        } else {
          weekday += residuals[i];
        }
      }
      difference += (weekend / weekendHours - weekday / (HOURS - weekendHours)) / 8;
    }
    assertThat(difference).isCloseTo(-47.6, offset(10.0));
  }
}
