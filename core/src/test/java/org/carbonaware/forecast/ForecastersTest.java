package org.carbonaware.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.grid.IntensitySeries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastersTest {
  @Test
  void makesEveryModelItNames() {
    assertThat(Forecasters.names())
        .containsExactly(
            "persistence", "weekly", "climatology", "ridge", "best", "provider", "blend");
    Optional<ProviderForecasts> none = Optional.of(ProviderForecasts.of(Map.of()));
    for (String name : Forecasters.names()) {
      Instant at = MadeGrid.hour(24 * 80);
      assertThat(MadeGrid.forecast(
              Forecasters.named(name, none, Optional.empty()), MadeGrid.grid(), at))
          .hasSize(96);
    }
  }

  @Test
  void modelsThatFollowAProviderNeedItsForecasts() {
    for (String name : List.of("provider", "blend")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Forecasters.named(name))
          .withMessage(
              "model " + name + " needs what a provider forecast: --provider-forecasts FILE");
    }
  }

  @Test
  void aModelTrainedUntilAMomentGoesByItsLastFit() {
    Optional<ProviderForecasts> none = Optional.of(ProviderForecasts.of(Map.of()));
    Optional<Instant> until = Optional.of(MadeGrid.hour(24 * 90));
    Instant at = MadeGrid.hour(24 * 149);
    for (String name : List.of("ridge", "best", "provider", "blend")) {
      assertThat(MadeGrid.forecast(Forecasters.named(name, none, until), MadeGrid.grid(), at))
          .isNotEqualTo(MadeGrid.forecast(
              Forecasters.named(name, none, Optional.empty()), MadeGrid.grid(), at));
    }
  }

  @Test
  void modelsFromHistoryAreCalledAsTheyCallThemselves() {
    for (String name : new String[] {"persistence", "weekly", "climatology", "ridge"}) {
      assertThat(Forecasters.named(name).model()).isEqualTo(name);
    }
  }

  @Test
  void namesMayBeWrittenInCapitals() {
    assertThat(Forecasters.named("Ridge")).isInstanceOf(LogRidge.class);
  }

  @ParameterizedTest
  @CsvSource({
    "rigde, ridge",
    "persistance, persistence",
    "week, weekly",
    "bset, best",
    "climat, climatology"
  })
  void aMisspeltNameIsAnsweredWithTheNearest(String typed, String meant) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Forecasters.named(typed))
        .withMessage("model \"" + typed + "\" is not known; did you mean " + meant
            + "? there are persistence, weekly, climatology, ridge, best, provider,"
            + " blend");
  }

  @Test
  void aNameLikeNoneIsAnsweredWithAll() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Forecasters.named("oracle"))
        .withMessage("model \"oracle\" is not known; there are persistence, weekly, climatology,"
            + " ridge, best, provider, blend");
  }

  @Test
  void weeklyRepeatsTheLastWeek() {
    double[] values = new double[24 * 10];
    Arrays.setAll(values, i -> i);
    IntensitySeries mean = Forecasters.weekly()
        .forecast(MadeGrid.series(MadeGrid.HOUR, values), MadeGrid.hour(240), Duration.ofDays(9))
        .mean();
    for (int i = 0; i < 24 * 9; i++) {
      assertThat(mean.gramsPerKwh(i)).isEqualTo(240 - 168 + i % 168);
    }
  }

  @Test
  void weeklyGoesBackAWeekForAMissingHourAndADayForOneThatNoWeekHas() {
    double[] values = new double[24 * 16];
    Arrays.setAll(values, i -> i);
    values[384 - 168] = Double.NaN;
    values[384 - 167] = Double.NaN;
    values[384 - 2 * 167 - 1] = Double.NaN;
    IntensitySeries mean = Forecasters.weekly()
        .forecast(MadeGrid.series(MadeGrid.HOUR, values), MadeGrid.hour(384), Duration.ofHours(2))
        .mean();
    assertThat(mean.gramsPerKwh(0)).isEqualTo(384 - 336);
    assertThat(mean.gramsPerKwh(1)).isEqualTo(384 - 23);
  }

  @Test
  void quantilesHaveTheStepsOfTheMean() {
    IntensitySeries mean = MadeGrid.series(MadeGrid.HOUR, 5, 6);
    Optional<IntensitySeries> shorter = Optional.of(MadeGrid.series(MadeGrid.HOUR, 5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Forecast(MadeGrid.START, "x", mean, shorter, Optional.of(mean)))
        .withMessageContaining("p10");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Forecast(MadeGrid.START, "x", mean, Optional.of(mean), shorter))
        .withMessageContaining("p90");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Forecast(MadeGrid.START, "x", mean, Optional.of(mean), Optional.empty()))
        .withMessageContaining("both or none");
    assertThat(new Forecast(MadeGrid.START, "x", mean).p90()).isEmpty();
    assertThat(mean.gramsPerKwh(1)).isCloseTo(6, offset(0.0));
  }
}
