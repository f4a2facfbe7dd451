package org.carbonaware.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carbonaware.forecast.MadeGrid.GRID;
import static org.carbonaware.forecast.MadeGrid.changed;
import static org.carbonaware.forecast.MadeGrid.forecast;
import static org.carbonaware.forecast.MadeGrid.grid;
import static org.carbonaware.forecast.MadeGrid.hour;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.stream.Stream;
import org.carbonaware.grid.IntensitySeries;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Forecasters that may not learn from a moment on. */
class TrainedUntilTest {
  // Fits are made on days 3, 10, ..., 80, 87; issues are at least 8 weeks after the end of
  // learning.
  private static final int END = 24 * 87;
  private static final int ISSUE = 24 * 144;

  static Stream<Function<Instant, Forecaster>> kinds() {
    return Stream.of(
        until -> new LogRidge().trainedUntil(until),
        until -> new PooledRidge().trainedUntil(until));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void learnsFromNothingAtOrAfterIt(Function<Instant, Forecaster> kind) {
    Forecaster frozen = kind.apply(hour(END));
    IntensitySeries other = changed(END, END + 24, i -> 2 * GRID[i]);
    double[] expected = forecast(frozen, grid(), hour(ISSUE));
    assertThat(forecast(frozen, other, hour(ISSUE))).isEqualTo(expected);
    IntensitySeries before = changed(END - 1, END, i -> 2 * GRID[i]);
    assertThat(forecast(frozen, before, hour(ISSUE))).isNotEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void keepsTheLastFitBeforeIt(Function<Instant, Forecaster> kind) {
    double[] expected = forecast(kind.apply(hour(END)), grid(), hour(ISSUE));
    // The next fit would be made a week later, the one before a week earlier.
    assertThat(forecast(kind.apply(hour(END + 167)), grid(), hour(ISSUE))).isEqualTo(expected);
    assertThat(forecast(kind.apply(hour(END + 168)), grid(), hour(ISSUE))).isNotEqualTo(expected);
    assertThat(forecast(kind.apply(hour(END).minusNanos(1)), grid(), hour(ISSUE)))
        .isNotEqualTo(expected)
        .isEqualTo(forecast(kind.apply(hour(END - 168)), grid(), hour(ISSUE)));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void changesNothingBeforeIt(Function<Instant, Forecaster> kind) {
    Forecaster frozen = kind.apply(hour(END + 5));
    Forecaster free = kind.apply(Instant.MAX);
    for (int issue : new int[] {100, END - 168, END - 1, END, END + 5}) {
      assertThat(forecast(frozen, grid(), hour(issue)))
          .isEqualTo(forecast(free, grid(), hour(issue)));
    }
    assertThat(forecast(frozen, grid(), hour(END + 168)))
        .isNotEqualTo(forecast(free, grid(), hour(END + 168)));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void stillStartsFromWhatIsKnownAtTheIssue(Function<Instant, Forecaster> kind) {
    Forecaster frozen = kind.apply(hour(END));
    IntensitySeries latest = changed(ISSUE - 1, ISSUE, i -> 2 * GRID[i]);
    assertThat(forecast(frozen, latest, hour(ISSUE))[0])
        .isGreaterThan(1.2 * forecast(frozen, grid(), hour(ISSUE))[0]);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void remembersWhatItLearnedFromAndHasOneEnd(Function<Instant, Forecaster> kind) {
    assertThat(kind.apply(hour(END)).memory()).isEqualTo(Duration.ofDays(3650));
    assertThat(kind.apply(Instant.MAX).memory()).isEqualTo(Duration.ofDays(738));
    double[] expected = forecast(kind.apply(hour(END)), grid(), hour(ISSUE));
    LogRidge ridge = new LogRidge().trainedUntil(hour(END)).trainedUntil(hour(ISSUE));
    PooledRidge best = new PooledRidge().trainedUntil(hour(ISSUE)).trainedUntil(hour(END));
    assertThat(expected)
        .isIn(forecast(ridge, grid(), hour(ISSUE)), forecast(best, grid(), hour(ISSUE)));
  }
}
