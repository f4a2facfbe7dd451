package org.carbonaware.examples.forecast.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.carbonaware.CarbonAwareException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeSplitTest {
  @ParameterizedTest
  @CsvSource({"45, 9", "100, 20", "280, 56", "730, 56"})
  void holdsOutTheLastFifthUpToEightWeeks(int days, int heldOut) {
    TimeSplit split = TimeSplit.ofEnd(Grids.hours(Grids.random(days * 24, 42)));

    assertThat(split.heldOut())
        .isBetween(Duration.ofDays(heldOut), Duration.ofDays(heldOut).plusHours(23));
    assertThat(split.startsAt().atZone(ZoneOffset.UTC).getHour()).isEqualTo(12);
    assertThat(split.past().plus(split.heldOut())).isEqualTo(Duration.ofDays(days));
  }

  @Test
  void cutsAtAMoment() {
    TimeSplit split = TimeSplit.at(
        Grids.hours(Grids.random(100 * 24, 42)), Instant.parse("2024-03-01T12:00:00Z"));

    assertThat(split.past()).isEqualTo(Duration.ofDays(60).plusHours(12));
    assertThat(split.startsAt()).isEqualTo(Instant.parse("2024-03-01T12:00:00Z"));
  }

  @Test
  void saysHowLongATraceMustBe() {
    assertThatThrownBy(() -> TimeSplit.ofEnd(Grids.hours(Grids.random(40 * 24, 42))))
        .isInstanceOf(CarbonAwareException.class)
        .hasMessageContaining("XX has 960 hours from 2024-01-01T00:00:00Z")
        .hasMessageContaining(
            "expected at least 45 days, 35 to learn from and the rest to be judged by");
    assertThatThrownBy(() -> TimeSplit.ofEnd(Grids.hours(1, 2, 3)))
        .isInstanceOf(CarbonAwareException.class)
        .hasMessageContaining("XX has 3 hours");
  }

  @Test
  void saysWhereAGapIs() {
    double[] values = Grids.random(50 * 24, 42);
    values[30] = Double.NaN;
    values[700] = Double.NaN;

    assertThatThrownBy(() -> TimeSplit.ofEnd(Grids.hours(values)))
        .isInstanceOf(CarbonAwareException.class)
        .hasMessageContaining("no value at 2024-01-02T06:00:00Z (2 of 1200 hours are missing)")
        .hasMessageContaining("expected a trace without gaps");
  }

  @Test
  void takesTheMeanOfShorterSteps() {
    double[] quarters =
        IntStream.range(0, 50 * 96).mapToDouble(quarter -> quarter % 96).toArray();

    TimeSplit split = TimeSplit.ofEnd(Grids.series(Grids.START, Duration.ofMinutes(15), quarters));

    assertThat(split.hours().size()).isEqualTo(50 * 24);
    assertThat(split.hours().gramsPerKwh(0)).isEqualTo((0 + 1 + 2 + 3) / 4.0);
    assertThat(split.hours().gramsPerKwh(25)).isEqualTo((4 + 5 + 6 + 7) / 4.0);
  }

  @Test
  void beginsWithTheFirstFullHour() {
    double[] halves = IntStream.range(0, 50 * 48).mapToDouble(half -> half).toArray();

    TimeSplit split = TimeSplit.ofEnd(
        Grids.series(Instant.parse("2024-01-01T00:30:00Z"), Duration.ofMinutes(30), halves));

    assertThat(split.hours().start()).isEqualTo(Instant.parse("2024-01-01T01:00:00Z"));
    assertThat(split.hours().gramsPerKwh(0)).isEqualTo(1.5);
    assertThat(split.hours().size()).isEqualTo(50 * 24 - 1);
  }

  @Test
  void refusesStepsThatMakeUpNoHour() {
    assertThatThrownBy(
            () -> TimeSplit.ofEnd(Grids.series(Grids.START, Duration.ofHours(3), new double[500])))
        .isInstanceOf(CarbonAwareException.class)
        .hasMessageContaining("steps of PT3H: expected an hour (PT1H)");
  }
}
