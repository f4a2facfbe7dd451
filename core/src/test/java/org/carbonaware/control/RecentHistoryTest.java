package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.carbonaware.forecast.Forecast;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.forecast.Forecasters;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Grids;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Seam;
import org.carbonaware.grid.Zone;
import org.carbonaware.plan.RecentRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a live run is told of the grid's last days, and what the source is asked for that. */
@Timeout(60)
class RecentHistoryTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration LOOK = Duration.ofMinutes(5);

  private final TestClock clock = new TestClock();
  private final List<String> warnings = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isTheRangeOfTheStepsThatAreOver(boolean forecasts) {
    Source source = new Source(forecasts);
    GridWatch watch = watch(source, Forecasters.best());
    for (int look = 0; look < 12 * 30; look++) {
      watch.refresh();
      Instant now = clock.instant();
      assertThat(watch.recent()).isPresent().isEqualTo(source.range(now));
      clock.advance(LOOK);
    }
  }

  @Test
  void aSourceThatForecastsIsAskedForItsPastOnce() {
    Source source = new Source(true);
    GridWatch watch = watch(source, Forecasters.best());
    look(watch, 12 * 48);
    assertThat(source.asked).isEqualTo(1);
  }

  @Test
  void oneThatDoesNotIsAskedForNothingMore() {
    Source source = new Source(false);
    GridWatch watch = watch(source, new Fixed(Duration.ofDays(14)));
    clock.advance(LOOK);
    look(watch, 11);
    assertThat(source.asked).isEqualTo(1);
    look(watch, 12);
    assertThat(source.asked).as("for the step that has begun").isEqualTo(2);
  }

  @Test
  void aForecasterOfShortMemoryIsGivenNoMoreThanThat() {
    Source source = new Source(false);
    Fixed forecaster = new Fixed(Duration.ofDays(2));
    GridWatch watch = watch(source, forecaster);
    watch.refresh();
    assertThat(watch.recent()).isEqualTo(source.range(clock.instant()));
    assertThat(forecaster.seen).containsOnly(48);
  }

  @Test
  void aHistoryThatFailsIsMadeUpForByADayOfWatching() {
    Source source = new Source(true);
    source.failure = Optional.of(GridException.lasting("there is no history"));
    GridWatch watch = watch(source, Forecasters.best());
    look(watch, 12 * 24);
    assertThat(watch.recent()).isEmpty();
    look(watch, 1);
    assertThat(watch.recent())
        .isEqualTo(RecentRange.of(
            source.hours.between(TestClock.START, TestClock.START.plus(Duration.ofDays(1)))));
    assertThat(source.asked).isEqualTo(2);
    assertThat(warnings).isEmpty();
  }

  @Test
  void aHistoryThatFailsForAWhileIsAskedForAgain() {
    Source source = new Source(true);
    source.failure = Optional.of(GridException.passing("busy", null));
    GridWatch watch = watch(source, Forecasters.best());
    look(watch, 12);
    source.failure = Optional.empty();
    assertThat(watch.recent()).isEmpty();
    assertThat(source.asked).isEqualTo(1);
    look(watch, 1);
    assertThat(watch.recent()).isEqualTo(source.range(clock.instant().minus(LOOK)));
  }

  @Test
  void anEmptyHistoryIsAskedForAgainAfterAWhile() {
    Source source = new Source(true);
    source.empty = true;
    GridWatch watch = watch(source, Forecasters.best());
    look(watch, 13);
    assertThat(source.asked).isEqualTo(2);
    assertThat(watch.recent()).isEmpty();
  }

  @Test
  void nothingIsAskedForWhileNothingIsMeasured() {
    Source source = new Source(true);
    source.broken = true;
    look(watch(source, Forecasters.best()), 3);
    assertThat(source.asked).isZero();
    GridWatch tables = watch(source.orElse(Grids.typical(clock)), Forecasters.best());
    look(tables, 3);
    assertThat(source.asked).isZero();
    assertThat(tables.recent()).isEmpty();
  }

  @Test
  void aForecastOfOurOwnIsSetRightByALaterMeasurement() {
    Source source = new Source(false);
    source.late = HOUR.multipliedBy(3);
    GridWatch watch = watch(source, Forecasters.best());
    watch.refresh();
    Instant now = clock.instant();
    IntensitySeries said = watch.view().forecast().orElseThrow();
    double measured = source.hours.at(now).orElseThrow();
    double expected = said.at(now).orElseThrow();
    assertThat(watch.view().seam()).contains(new Seam(now, measured, expected));
    assertThat(measured).isNotEqualTo(expected);
    IntensitySeries outlook = watch.view().outlook().orElseThrow();
    assertThat(outlook.at(now)).hasValue(measured);
    assertThat(outlook.gramsPerKwh(1))
        .isEqualTo(said.gramsPerKwh(1) + (measured - expected) * Math.pow(0.5, 1 / 12.0));
  }

  private void look(GridWatch watch, int times) {
    for (int i = 0; i < times; i++) {
      watch.refresh();
      clock.advance(LOOK);
    }
  }

  private GridWatch watch(GridSource source, Forecaster forecaster) {
    return new GridWatch(
        source,
        HourlyGrid.ZONE,
        forecaster,
        () -> TestClock.START.plus(Duration.ofDays(4)),
        LOOK,
        clock,
        () -> {},
        warnings::add);
  }

  /** Remembers how many steps it was given. */
  private static final class Fixed implements Forecaster {
    private final Duration memory;
    private final List<Integer> seen = new ArrayList<>();

    Fixed(Duration memory) {
      this.memory = memory;
    }

    @Override
    public String model() {
      return "fixed";
    }

    @Override
    public Duration memory() {
      return memory;
    }

    @Override
    public Forecast forecast(IntensitySeries history, Instant issuedAt, Duration horizon) {
      seen.add(history.size());
      return Forecasters.persistence().forecast(history, issuedAt, horizon);
    }
  }

  /** Hours of chance since 20 days ago. */
  private static final class Source extends Around {
    private final IntensitySeries hours;
    private Optional<GridException> failure = Optional.empty();
    private Duration late = Duration.ZERO;
    private boolean empty;
    private boolean broken;
    private int asked;

    Source(boolean forecasts) {
      this(
          TestClock.START.minus(Duration.ofDays(20)),
          new SplittableRandom(42).doubles(24 * 30L, 1, 900).toArray(),
          forecasts);
    }

    private Source(Instant start, double[] values, boolean forecasts) {
      super(
          forecasts ? HourlyGrid.foreseeingSince(start, values) : HourlyGrid.since(start, values));
      hours = IntensitySeries.of(
          HourlyGrid.ZONE,
          basis(),
          new Provenance("a test", Provenance.Kind.MEASURED),
          start,
          HOUR,
          values);
    }

    Optional<RecentRange> range(Instant now) {
      Instant end = hours.startOf(hours.indexOf(now));
      return RecentRange.of(hours.between(end.minus(RecentRange.SPAN), end));
    }

    @Override
    public Optional<Intensity> current(Zone zone, Instant now) {
      return broken ? Optional.empty() : super.current(zone, now);
    }

    @Override
    public IntensitySeries history(Zone zone, Instant from, Instant to) {
      asked++;
      failure.ifPresent(e -> {
        throw e;
      });
      return super.history(zone, from, empty ? from : to.minus(late));
    }
  }
}
