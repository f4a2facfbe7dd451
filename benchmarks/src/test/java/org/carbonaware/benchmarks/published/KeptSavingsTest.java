package org.carbonaware.benchmarks.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntToDoubleFunction;
import org.carbonaware.forecast.Forecast;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.forecast.Persistence;
import org.carbonaware.forecast.ProviderForecasts;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;

class KeptSavingsTest {
  private static final Zone ZONE = Zone.of("DE");
  private static final int DAYS_BEFORE = 70;
  private static final int STARTS = 2;

  private static IntensitySeries hours(Instant start, int hours, IntToDoubleFunction grams) {
    double[] values = new double[hours];
    Arrays.setAll(values, grams);
    return IntensitySeries.of(
        ZONE,
        Basis.LIFECYCLE,
        new Provenance("made", Provenance.Kind.MEASURED),
        start,
        Duration.ofHours(1),
        values);
  }

  /** Clean at night, dirty by day, the same every day. */
  private static double grams(int hour) {
    return hour % 24 < 6 ? 100 : 300;
  }

  private static List<Row> rows(IntToDoubleFunction published) {
    Instant begin = CarbonCast.FIRST_ISSUE.minus(Duration.ofDays(DAYS_BEFORE));
    IntensitySeries grid = hours(begin, (DAYS_BEFORE + STARTS + 4) * 24, KeptSavingsTest::grams);
    List<IntensitySeries> issues = new ArrayList<>();
    for (int day = 0; day < STARTS; day++) {
      issues.add(hours(CarbonCast.FIRST_ISSUE.plus(Duration.ofDays(day)), 96, published));
    }
    return KeptSavings.rows(List.of(grid), ProviderForecasts.of(Map.of(ZONE, issues)), STARTS);
  }

  private static double ours(List<Row> rows, String name) {
    return rows.stream()
        .filter(row -> row.name().equals(name))
        .mapToDouble(Row::ours)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everythingIsKeptWhereEveryDayIsTheSame() {
    List<Row> rows = rows(KeptSavingsTest::grams);
    // At once a day: 6 clean and 18 dirty hours; at best 24 clean ones.
    assertThat(ours(rows, "free changes, optimum, saving, mean of grids"))
        .isEqualTo(100 * (1 - 2400.0 / 6000), offset(1e-9));
    // At best three pauses, each with a suspend at 300 g and a resume at 100 g.
    assertThat(ours(rows, "0.25 h a change, optimum, saving, mean of grids"))
        .isEqualTo(100 * (1 - 2700.0 / 6000), offset(1e-9));
    assertThat(rows)
        .filteredOn(row -> row.unit().equals("% kept"))
        .hasSize(2 * 16)
        .allSatisfy(row -> assertThat(row.ours()).as(row.name()).isCloseTo(100, offset(0.01)));
    assertThat(rows)
        .filteredOn(row -> row.name().endsWith("deadline misses"))
        .hasSize(2 * 6)
        .allMatch(Row::inside);
  }

  @Test
  void aWrongPublishedForecastHarmsThoseWhoFollowIt() {
    List<Row> rows = rows(hour -> 400 - grams(hour));
    assertThat(ours(rows, "free changes, open loop on published forecasts, sum"))
        .isNegative();
    assertThat(ours(rows, "free changes, plan on published forecasts, worst grid"))
        .isNegative();
    assertThat(ours(rows, "free changes, plan on persistence, sum")).isCloseTo(100, offset(0.01));
    assertThat(ours(rows, "free changes, plan on best, sum")).isCloseTo(100, offset(0.01));
  }

  @Test
  void aForecastIsMadeOnceForAZoneAndAMoment() {
    AtomicInteger models = new AtomicInteger();
    AtomicInteger forecasts = new AtomicInteger();
    Forecaster remembered = new Remembered(() -> {
      models.incrementAndGet();
      return new Forecaster() {
        @Override
        public String model() {
          return "counted";
        }

        @Override
        public Forecast forecast(IntensitySeries history, Instant issuedAt, Duration horizon) {
          forecasts.incrementAndGet();
          return new Persistence().forecast(history, issuedAt, horizon);
        }
      };
    });
    Instant now = CarbonCast.FIRST_ISSUE;
    IntensitySeries history = hours(now.minus(Duration.ofDays(2)), 48, KeptSavingsTest::grams);
    Forecast first = remembered.forecast(history, now, Duration.ofDays(1));
    assertThat(remembered.forecast(history, now, Duration.ofDays(1))).isSameAs(first);
    assertThat(forecasts).hasValue(1);
    remembered.forecast(history, now, Duration.ofDays(2));
    remembered.forecast(history, now.minus(Duration.ofHours(1)), Duration.ofDays(1));
    assertThat(forecasts).hasValue(3);
    assertThat(models).hasValue(2); // one to be described, one for the zone
    assertThat(remembered.model()).isEqualTo("counted");
  }
}
