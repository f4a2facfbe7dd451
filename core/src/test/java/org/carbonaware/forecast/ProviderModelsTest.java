package org.carbonaware.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;

class ProviderModelsTest {
  private static final Zone DE = Zone.of("DE");
  private static final Duration DAY = Duration.ofDays(1);

  /** Daily issues of 96 h from a day on that say of each hour what a function does. */
  private static ProviderForecasts daily(int firstDay, int days, IntToDoubleFunction grams) {
    List<IntensitySeries> issues = new ArrayList<>();
    for (int day = firstDay; day < firstDay + days; day++) {
      int first = 24 * day;
      issues.add(issue(first, 96, lead -> grams.applyAsDouble(first + lead)));
    }
    return ProviderForecasts.of(Map.of(DE, issues));
  }

  private static IntensitySeries issue(int hour, int steps, IntToDoubleFunction gramsOfLead) {
    double[] values = new double[steps];
    Arrays.setAll(values, gramsOfLead);
    return IntensitySeries.of(
        DE,
        Basis.DIRECT,
        new Provenance("provider", Provenance.Kind.FORECAST),
        MadeGrid.hour(hour),
        MadeGrid.HOUR,
        values);
  }

  private static double truth(int hour) {
    return hour < MadeGrid.GRID.length ? MadeGrid.GRID[hour] : 300;
  }

  private static double[] hours(int first, int count, IntToDoubleFunction grams) {
    double[] values = new double[count];
    Arrays.setAll(values, i -> grams.applyAsDouble(first + i));
    return values;
  }

  @Test
  void theNewestIssueOfTheMomentIsHeard() {
    ProviderForecasts forecasts = ProviderForecasts.of(
        Map.of(DE, List.of(issue(240, 96, lead -> 2), issue(216, 96, lead -> 1))));
    assertThat(forecasts.zones()).containsExactly(DE);
    assertThat(forecasts.newest(DE, MadeGrid.hour(215))).isEmpty();
    assertThat(forecasts.newest(DE, MadeGrid.hour(216)).orElseThrow().gramsPerKwh(0))
        .isOne();
    assertThat(
            forecasts.newest(DE, MadeGrid.hour(240).minusNanos(1)).orElseThrow().gramsPerKwh(0))
        .isOne();
    assertThat(forecasts.newest(DE, MadeGrid.hour(900)).orElseThrow().gramsPerKwh(0))
        .isEqualTo(2);
    assertThat(forecasts.newest(Zone.of("FR"), MadeGrid.hour(900))).isEmpty();
  }

  @Test
  void atItsIssueAProviderIsRepeated() {
    ProviderForecasts forecasts = daily(50, 1, i -> 2.0 * i);
    assertThat(MadeGrid.forecast(
            new ProviderForecaster(forecasts, new Persistence()),
            MadeGrid.grid(),
            MadeGrid.hour(1200)))
        .isEqualTo(hours(1200, 96, i -> 2.0 * i));
  }

  @Test
  void laterItIsShiftedAndItsTailIsTheOthers() {
    ProviderForecasts forecasts = daily(50, 1, i -> 2.0 * i);
    Instant at = MadeGrid.hour(1210);
    double[] mean = MadeGrid.forecast(
        new ProviderForecaster(forecasts, new Persistence(), Duration.ZERO), MadeGrid.grid(), at);
    assertThat(Arrays.copyOf(mean, 86)).isEqualTo(hours(1210, 86, i -> 2.0 * i));
    assertThat(Arrays.copyOfRange(mean, 86, 96))
        .isEqualTo(Arrays.copyOfRange(MadeGrid.persistence(at), 86, 96));
  }

  @Test
  void itsLatestErrorIsCarriedOnAndHalvedEvery12Hours() {
    ProviderForecasts forecasts = daily(50, 1, i -> 500);
    double error = MadeGrid.GRID[1209] - 500;
    double[] mean = MadeGrid.forecast(
        new ProviderForecaster(forecasts, new Persistence()), MadeGrid.grid(), MadeGrid.hour(1210));
    for (int lead = 0; lead < 86; lead++) {
      assertThat(mean[lead])
          .isCloseTo(500 + error * Math.pow(0.5, (lead + 1) / 12.0), offset(1e-9));
    }
  }

  @Test
  void anErrorMakesNoExpectationNegative() {
    ProviderForecasts forecasts =
        ProviderForecasts.of(Map.of(DE, List.of(issue(1200, 96, lead -> lead == 9 ? 3000 : 1))));
    assertThat(
            MadeGrid.forecast(
                new ProviderForecaster(forecasts, new Persistence()),
                MadeGrid.grid(),
                MadeGrid.hour(1210))[0])
        .isZero();
  }

  @Test
  void aProviderIsHeardWithoutAnyHistory() {
    IntensitySeries nothing = MadeGrid.series(MadeGrid.HOUR);
    for (Forecaster forecaster : List.of(
        new ProviderForecaster(daily(50, 1, i -> 70), new Persistence()),
        new ProviderBlend(daily(50, 1, i -> 70), new Persistence()))) {
      IntensitySeries mean =
          forecaster.forecast(nothing, MadeGrid.hour(1200), MadeGrid.FOUR_DAYS).mean();
      assertThat(mean.toArray()).hasSize(96).containsOnly(70);
      assertThat(forecaster
              .forecast(nothing, MadeGrid.hour(1210), MadeGrid.FOUR_DAYS)
              .mean()
              .size())
          .as("nobody knows the tail")
          .isZero();
    }
  }

  @Test
  void longerStepsHoldTheMeanOfTheProvidersAndShorterOnesItsHour() {
    ProviderForecasts forecasts = daily(2, 1, i -> i);
    double[] quarters = new double[96 * 2];
    Arrays.fill(quarters, 100);
    IntensitySeries byQuarter = MadeGrid.series(Duration.ofMinutes(15), quarters);
    Forecaster provider = new ProviderForecaster(forecasts, new Persistence());
    double[] mean = provider
        .forecast(byQuarter, MadeGrid.hour(48), Duration.ofHours(2))
        .mean()
        .toArray();
    assertThat(mean).containsExactly(48, 48, 48, 48, 49, 49, 49, 49);
    IntensitySeries bySix = MadeGrid.series(Duration.ofHours(6), new double[8]);
    assertThat(provider.forecast(bySix, MadeGrid.hour(48), DAY).mean().toArray())
        .containsExactly(50.5, 56.5, 62.5, 68.5);
  }

  @Test
  void withoutPastIssuesTheWeightsAreThoseOfATypicalGrid() {
    double[] mean = MadeGrid.forecast(
        new ProviderBlend(daily(100, 1, i -> 400), new Persistence()),
        MadeGrid.grid(),
        MadeGrid.hour(2400));
    double[] own = MadeGrid.persistence(MadeGrid.hour(2400));
    for (int lead = 0; lead < 96; lead++) {
      double share = lead < 6 ? 0.25 : lead < 24 ? 0.5 : lead < 48 ? 0.45 : lead < 72 ? 0.4 : 0.35;
      assertThat(mean[lead])
          .isCloseTo(Math.pow(own[lead], 1 - share) * Math.pow(400, share), offset(1e-9));
    }
  }

  @Test
  void aProviderThatIsAlwaysRightGetsSevenTenthsOfTheWayToAllTheWeight() {
    double[] mean = MadeGrid.forecast(
        new ProviderBlend(daily(10, 120, ProviderModelsTest::truth), new Persistence()),
        MadeGrid.grid(),
        MadeGrid.hour(24 * 120));
    double[] own = MadeGrid.persistence(MadeGrid.hour(24 * 120));
    for (int lead = 0; lead < 96; lead++) {
      double typical =
          lead < 6 ? 0.25 : lead < 24 ? 0.5 : lead < 48 ? 0.45 : lead < 72 ? 0.4 : 0.35;
      double share = 0.7 + 0.3 * typical;
      double expected = Math.pow(own[lead], 1 - share) * Math.pow(truth(24 * 120 + lead), share);
      assertThat(mean[lead]).isCloseTo(expected, offset(1e-9));
    }
  }

  @Test
  void aMonthIsTrustedHalf() {
    // 2024-04-25 is a Thursday, day 115: issues of the days 82 to 111 are known then
    double[] mean = MadeGrid.forecast(
        new ProviderBlend(daily(82, 40, i -> 3000), new Persistence()),
        MadeGrid.grid(),
        MadeGrid.hour(24 * 116));
    double own = MadeGrid.persistence(MadeGrid.hour(24 * 116))[0];
    double share = 0.25 * (1 - 0.7 * 30 / 60);
    assertThat(mean[0]).isCloseTo(Math.pow(own, 1 - share) * Math.pow(3000, share), offset(1e-9));
  }

  @Test
  void whatIsNotKnownAtTheIssueShowsInNothing() {
    ProviderForecasts forecasts = daily(10, 130, i -> truth(i) * (1 + 0.3 * Math.sin(i)));
    // day 101 is a Thursday, with which a week begins
    for (int hour : new int[] {
      24 * 60, 24 * 100 + 7, 24 * 100 + 23, 24 * 101, 24 * 101 + 6, 24 * 101 + 13, 24 * 101 + 18
    }) {
      Instant at = MadeGrid.hour(hour);
      IntensitySeries changed = MadeGrid.changed(hour, MadeGrid.GRID.length, i -> 7);
      ProviderForecasts changedLater =
          daily(10, hour / 24 - 9, i -> truth(i) * (1 + 0.3 * Math.sin(i)));
      Forecaster used = Forecasters.withIntervals(new ProviderBlend(forecasts, new ProfileBlend()));
      Forecast expected = used.forecast(MadeGrid.grid(), at, MadeGrid.FOUR_DAYS);
      assertThat(used.forecast(changed, at, MadeGrid.FOUR_DAYS)).isEqualTo(expected);
      assertThat(Forecasters.withIntervals(new ProviderBlend(changedLater, new ProfileBlend()))
              .forecast(MadeGrid.grid(), at, MadeGrid.FOUR_DAYS))
          .isEqualTo(expected);
    }
  }

  @Test
  void historyBeyondItsMemoryChangesNothing() {
    double[] values = new double[24 * 300];
    Arrays.setAll(values, i -> MadeGrid.GRID[i % MadeGrid.GRID.length]);
    IntensitySeries history = MadeGrid.series(MadeGrid.HOUR, values);
    ProviderForecasts forecasts = daily(30, 260, i -> values[i % 7000]);
    Forecaster blend = new ProviderBlend(forecasts, new ProfileBlend());
    Duration own = new ProfileBlend().memory();
    assertThat(new ProviderForecaster(forecasts, new ProfileBlend()).memory()).isEqualTo(own);
    assertThat(blend.memory()).isEqualTo(own.plusDays(7 + 4 + 180));
    Instant at = MadeGrid.hour(24 * 280 + 5);
    assertThat(MadeGrid.forecast(blend, history.between(at.minus(blend.memory()), at), at))
        .isEqualTo(MadeGrid.forecast(blend, history, at));
  }

  @Test
  void ofADayOnlyTheFirstIssueIsLearnedFrom() {
    List<IntensitySeries> issues = new ArrayList<>();
    for (int day = 10; day <= 120; day++) {
      int first = 24 * day;
      issues.add(issue(first, 96, lead -> 1.2 * truth(first + lead)));
      if (day < 120) {
        issues.add(issue(first + 12, 96, lead -> 3000));
      }
    }
    Instant at = MadeGrid.hour(24 * 120);
    assertThat(MadeGrid.forecast(
            new ProviderBlend(ProviderForecasts.of(Map.of(DE, issues)), new Persistence()),
            MadeGrid.grid(),
            at))
        .isEqualTo(MadeGrid.forecast(
            new ProviderBlend(daily(10, 111, i -> 1.2 * truth(i)), new Persistence()),
            MadeGrid.grid(),
            at));
  }

  @Test
  void theLast180DaysAreLearnedFrom() {
    double[] values = new double[24 * 260];
    Arrays.setAll(values, i -> MadeGrid.GRID[i % MadeGrid.GRID.length]);
    IntensitySeries history = MadeGrid.series(MadeGrid.HOUR, values);
    // Thursday 2024-09-12 is day 255: its week knows the issues of the days 72 to 251
    Instant at = MadeGrid.hour(24 * 256);
    IntToDoubleFunction said = i -> values[i % values.length] * (i < 24 * 130 ? 1 : 1.3);
    double[] all =
        MadeGrid.forecast(new ProviderBlend(daily(20, 237, said), new Persistence()), history, at);
    double[] last180 =
        MadeGrid.forecast(new ProviderBlend(daily(71, 186, said), new Persistence()), history, at);
    double[] fewer =
        MadeGrid.forecast(new ProviderBlend(daily(120, 137, said), new Persistence()), history, at);
    assertThat(all).isEqualTo(last180).isNotEqualTo(fewer);
  }

  @Test
  void theWeightLearnedIsThatOfTheLeastPercentageError() {
    // asked on day 120 of the week that began with day 115, whose issues until day 111 are known
    IntToDoubleFunction said = i -> truth(i) * (i % 2 == 0 ? 1.3 : 1.1);
    int[] ends = {6, 24, 48, 72, 96};
    double[] typical = {0.25, 0.5, 0.45, 0.4, 0.35};
    double[] mean = MadeGrid.forecast(
        new ProviderBlend(daily(10, 111, said), new Persistence()),
        MadeGrid.grid(),
        MadeGrid.hour(24 * 120));
    for (int stretch = 0; stretch < 5; stretch++) {
      int from = stretch == 0 ? 0 : ends[stretch - 1];
      int best = 0;
      double least = Double.MAX_VALUE;
      for (int w = 0; w <= 20; w++) {
        double sum = 0;
        for (int day = 10; day <= 111; day++) {
          for (int lead = from; lead < ends[stretch]; lead++) {
            double own = MadeGrid.GRID[24 * day - 24 + lead % 24];
            double provider = said.applyAsDouble(24 * day + lead);
            double mixed = Math.pow(own, 1 - w / 20.0) * Math.pow(provider, w / 20.0);
            sum += Math.abs(mixed / truth(24 * day + lead) - 1);
          }
        }
        best = sum < least ? w : best;
        least = Math.min(least, sum);
      }
      assertThat(best).as("neither forecast alone").isBetween(1, 19);
      double share = 0.3 * typical[stretch] + 0.7 * best / 20;
      for (int lead = from; lead < ends[stretch]; lead++) {
        double own = MadeGrid.GRID[24 * 119 + lead % 24];
        double expected =
            Math.pow(own, 1 - share) * Math.pow(said.applyAsDouble(24 * 120 + lead), share);
        assertThat(mean[lead]).isCloseTo(expected, offset(1e-9));
      }
    }
  }
}
