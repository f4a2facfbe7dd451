package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.carbonaware.control.ControllerEvent.IntensityObserved;
import org.carbonaware.forecast.Forecast;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.forecast.ProfileBlend;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.GridView;
import org.carbonaware.grid.Grids;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Seam;
import org.carbonaware.grid.SourceHealth;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.resilient.MonitoredSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GridWatchTest {
  private final TestClock clock = new TestClock();
  private final List<String> warnings = new ArrayList<>();
  private final List<ControllerEvent> events = new ArrayList<>();
  private int news;

  @Test
  void knowsNothingAtFirst() {
    GridWatch watch = watch(HourlyGrid.flat(100));

    assertThat(watch.view().at(clock.instant())).isEmpty();
    assertThat(watch.view().outlook()).isEmpty();
  }

  @Test
  void tellsTheMeasuredValueWhileItsStepLastsAndTheForecastAfterwards() {
    GridWatch watch = watch(HourlyGrid.foreseeing(100, 200, 300));
    watch.refresh();

    assertThat(at(watch, Duration.ofMinutes(59)).gramsPerKwh()).isEqualTo(100);
    assertThat(at(watch, Duration.ofMinutes(59)).provenance().kind())
        .isEqualTo(Provenance.Kind.MEASURED);
    assertThat(at(watch, Duration.ofMinutes(60)).gramsPerKwh()).isEqualTo(200);
    assertThat(at(watch, Duration.ofMinutes(60)).provenance().kind())
        .isEqualTo(Provenance.Kind.FORECAST);
    assertThat(at(watch, Duration.ofMinutes(60)).at())
        .isEqualTo(TestClock.START.plus(Duration.ofHours(1)));
    assertThat(watch.view().at(TestClock.START.plus(Duration.ofHours(3)))).isEmpty();
    assertThat(news).isEqualTo(1);
  }

  @Test
  void makesItsOwnOutlookFromHistoryAndSaysSo() {
    double[] days = new double[24 * 15];
    for (int i = 0; i < days.length; i++) {
      days[i] = i % 24;
    }
    GridWatch watch = watch(HourlyGrid.since(TestClock.START.minus(Duration.ofDays(14)), days));
    watch.refresh();

    IntensitySeries outlook = watch.view().outlook().orElseThrow();
    assertThat(outlook.provenance().kind()).isEqualTo(Provenance.Kind.FORECAST);
    assertThat(outlook.at(TestClock.START.plus(Duration.ofHours(7)))).hasValue(7);
  }

  @Test
  void asksForAsMuchHistoryAsTheForecasterRemembersTheLastDaysFirst() {
    double[] days = new double[24 * 101];
    Instant start = TestClock.START.minus(Duration.ofDays(100));
    List<Instant> seen = new ArrayList<>();
    for (Duration memory : List.of(new ProfileBlend().memory(), Duration.ofDays(70))) {
      Forecaster forecaster = new Forecaster() {
        @Override
        public String model() {
          return "witness";
        }

        @Override
        public Duration memory() {
          return memory;
        }

        @Override
        public Forecast forecast(IntensitySeries history, Instant issuedAt, Duration horizon) {
          seen.add(history.start());
          return new ProfileBlend().forecast(history, issuedAt, horizon);
        }
      };
      watch(HourlyGrid.since(start, days), forecaster).refresh();
    }
    assertThat(seen)
        .containsExactly(
            TestClock.START.minus(Duration.ofDays(14)),
            TestClock.START.minus(Duration.ofDays(14)),
            TestClock.START.minus(Duration.ofDays(70)));
    assertThat(news).as("the first outlook waits for no long history").isEqualTo(3);
  }

  @Test
  void keepsWhatItKnewWhileTheSourceFailsAndWarnsOncePerOutage() {
    HourlyGrid grid = HourlyGrid.flat(100);
    GridWatch watch = watch(grid);
    watch.refresh();
    GridView known = watch.view();

    grid.breakDown(true);
    watch.refresh();
    clock.advance(Duration.ofMinutes(5));
    watch.refresh();
    assertThat(watch.view().at(clock.instant()))
        .isEqualTo(known.at(clock.instant()).map(value -> stale(value, Duration.ofMinutes(5))));
    assertThat(warnings).hasSize(1);

    grid.breakDown(false);
    watch.refresh();
    grid.breakDown(true);
    watch.refresh();
    assertThat(warnings).hasSize(2);
  }

  @Test
  void aForecastThatFailsDoesNotHideThePresentNorTheOtherWayRound() {
    HourlyGrid grid = HourlyGrid.foreseeing(100, 200, 300, 400, 500);
    GridWatch watch = watch(grid);
    watch.refresh();
    clock.advance(Duration.ofHours(1));
    grid.breakForecasts(true);
    watch.refresh();
    assertThat(watch.view().current().orElseThrow().gramsPerKwh()).isEqualTo(200);
    assertThat(watch.view().current().orElseThrow().provenance().freshness())
        .isEqualTo(Freshness.LIVE);
    assertThat(watch.view().outlook().orElseThrow().provenance().freshness())
        .isEqualTo(Freshness.stale(Duration.ofHours(1)));

    clock.advance(Duration.ofHours(1));
    grid.breakForecasts(false);
    grid.breakPresent(true);
    watch.refresh();
    assertThat(watch.view().current().orElseThrow().provenance().freshness())
        .isEqualTo(Freshness.stale(Duration.ofHours(1)));
    assertThat(watch.view().outlook().orElseThrow().provenance().freshness())
        .isEqualTo(Freshness.LIVE);
    assertThat(at(watch, Duration.ofHours(2)).gramsPerKwh()).isEqualTo(300);
    assertThat(warnings).hasSize(1);
  }

  @Test
  void saysOncePerOutageThatTheIntensityIsAssumed() {
    HourlyGrid live = HourlyGrid.flat(100);
    GridWatch watch = watch(MonitoredSource.of(live, clock).orElse(Grids.typical(clock)));
    watch.refresh();
    assertThat(warnings).isEmpty();
    live.breakDown(true);
    watch.refresh();
    watch.refresh();
    assertThat(warnings)
        .containsExactly("no live data of zone DE (the grid is out of reach), so the intensity is"
            + " assumed: typical year (built-in climatology)");
    live.breakDown(false);
    watch.refresh();
    live.breakDown(true);
    watch.refresh();
    assertThat(warnings).hasSize(2);
  }

  @Test
  void aSourceThatOnlyAssumesIsNotAnOutage() {
    watch(Grids.typical(clock)).refresh();
    assertThat(warnings).isEmpty();
  }

  @Test
  void figuresOfAnotherBasisAreNotUsed() {
    HourlyGrid grid = HourlyGrid.flat(100);
    GridWatch watch = watch(grid);
    grid.answerAs(Basis.MARGINAL);
    watch.catchUpFrom(TestClock.START.minus(Duration.ofHours(5)), events::add);
    watch.refresh();
    watch.refresh();
    assertThat(watch.view().at(clock.instant())).isEmpty();
    assertThat(watch.view().outlook()).isEmpty();
    assertThat(events).isEmpty();
    assertThat(warnings)
        .containsExactly(
            "a test gave marginal figures though it says it counts lifecycle ones; they are not used");
  }

  @Test
  void knowsTheErrorOfTheForecastOnceItIsMeasured() {
    HourlyGrid grid = HourlyGrid.foreseeing(100, 100, 100, 100, 100, 100, 100, 100);
    GridWatch watch = watch(grid);
    watch.refresh();
    grid.measure(160);
    clock.advance(Duration.ofHours(1));
    watch.refresh();
    assertThat(watch.view().seam())
        .contains(new Seam(TestClock.START.plus(Duration.ofHours(1)), 160, 100));
    assertThat(at(watch, Duration.ofHours(2)).gramsPerKwh()).isBetween(155.0, 157.0);
  }

  @Test
  void catchesUpOnceTheSourceAnswers() {
    HourlyGrid grid = HourlyGrid.foreseeing(100, 200, 300, 400, 500, 600);
    grid.breakDown(true);
    GridWatch watch = watch(grid);
    clock.advance(Duration.ofHours(2));
    watch.catchUpFrom(TestClock.START, events::add);
    watch.refresh();
    assertThat(events).isEmpty();

    clock.advance(Duration.ofHours(1));
    grid.breakDown(false);
    watch.refresh();
    watch.refresh(); // once is enough

    assertThat(events)
        .extracting(event -> ((IntensityObserved) event).intensity().gramsPerKwh())
        .containsExactly(100.0, 200.0, 300.0);
    assertThat(events)
        .extracting(event -> ((IntensityObserved) event).intensity().at())
        .containsExactly(hour(0), hour(1), hour(2));
  }

  @Test
  void aSourceWithoutHistoryStillTellsThePresent() {
    HourlyGrid grid = HourlyGrid.flat(100);
    grid.withoutHistory(true);
    GridWatch watch = watch(grid);
    watch.catchUpFrom(TestClock.START.minus(Duration.ofHours(5)), events::add);
    watch.refresh();
    watch.refresh();

    assertThat(at(watch, Duration.ZERO).gramsPerKwh()).isEqualTo(100);
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("what the grid did while this run was in no process");

    grid.withoutHistory(false);
    watch.refresh();
    assertThat(watch.view().at(clock.instant())).isPresent();
  }

  @Test
  void aSourceThatNeverForecastsIsForecastFromItsHistory() {
    double[] days = new double[24 * 15];
    Arrays.fill(days, 100);
    HourlyGrid grid = HourlyGrid.since(TestClock.START.minus(Duration.ofDays(14)), days);
    int[] asked = new int[1];
    GridWatch watch = watch(new Around(grid) {
      @Override
      public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
        asked[0]++;
        throw GridException.lasting("the plan has no forecasts");
      }
    });
    for (int i = 0; i < 13; i++) {
      watch.refresh();
      assertThat(watch.view().outlook()).isPresent();
      clock.advance(Duration.ofMinutes(5));
    }
    assertThat(asked[0]).isEqualTo(2);
    assertThat(warnings).isEmpty();
  }

  @Test
  void aClockSetBackADayEndsTheRestOfASourceThatNeverForecasts() {
    double[] days = new double[24 * 15];
    Arrays.fill(days, 100);
    int[] asked = new int[1];
    GridWatch watch =
        watch(new Around(HourlyGrid.since(TestClock.START.minus(Duration.ofDays(14)), days)) {
          @Override
          public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
            asked[0]++;
            throw GridException.lasting("the plan has no forecasts");
          }
        });
    watch.refresh();
    clock.set(Duration.ofDays(-1));
    watch.refresh();

    assertThat(asked[0]).isEqualTo(2);
    assertThat(watch.view().outlook()).as("from the history that is kept").isPresent();
    assertThat(warnings).isEmpty();
  }

  @Test
  void aHistoryThatFailsDoesNotHideThePresent() {
    HourlyGrid grid = HourlyGrid.since(TestClock.START, 100, 200);
    grid.withoutHistory(true);
    GridWatch watch = watch(grid);

    watch.refresh();
    assertThat(at(watch, Duration.ZERO).gramsPerKwh()).isEqualTo(100);
    clock.advance(Duration.ofHours(1));
    watch.refresh();

    assertThat(at(watch, Duration.ofHours(1)).gramsPerKwh()).isEqualTo(200);
    assertThat(watch.view().outlook()).isEmpty();
    assertThat(warnings).hasSize(1);
  }

  @Test
  void aSourceWhoseHealthFailsIsStillAsked() {
    HourlyGrid live = HourlyGrid.flat(100);
    live.breakDown(true);
    GridWatch watch = watch(new Around(live.orElse(Grids.typical(clock))) {
      @Override
      public List<SourceHealth> health() {
        throw new IllegalStateException("a fault");
      }
    });
    watch.refresh();
    assertThat(at(watch, Duration.ZERO).provenance().kind()).isEqualTo(Provenance.Kind.ASSUMED);
    assertThat(news).isEqualTo(1);
  }

  @Test
  void answersThatNobodyCanWorkWithEndNothing() {
    HourlyGrid grid = HourlyGrid.flat(100);
    Provenance odd = new Provenance("odd", Provenance.Kind.FORECAST);
    GridWatch watch = watch(new Around(grid) {
      @Override
      public Optional<Intensity> current(Zone zone, Instant now) {
        return Optional.of(new Intensity(1, Basis.LIFECYCLE, Instant.MAX, odd));
      }

      @Override
      public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
        return Optional.of(IntensitySeries.of(
            zone, Basis.LIFECYCLE, odd, Instant.MAX, Duration.ofHours(1), new double[] {1}));
      }
    });
    watch.refresh();
    watch.refresh();
    assertThat(watch.view().at(clock.instant())).isEmpty();
    assertThat(news).isEqualTo(2);
    assertThat(warnings).hasSize(1);
  }

  @Test
  void whatASourceHasFailedWithLongAgoIsNotWhyTheIntensityIsAssumed() {
    HourlyGrid live = HourlyGrid.since(TestClock.START, 100, 100);
    GridWatch watch = watch(MonitoredSource.of(live, clock).orElse(Grids.typical(clock)));
    live.breakDown(true);
    watch.refresh();
    live.breakDown(false);
    watch.refresh();
    clock.advance(Duration.ofHours(2)); // it has nothing of that hour, and says so
    watch.refresh();
    assertThat(warnings).hasSize(2).last().asString().doesNotContain("out of reach");
  }

  @Test
  void aTableHidesNoOutlookFromWhatWasMeasured() {
    double[] days = new double[24 * 15];
    for (int i = 0; i < days.length; i++) {
      days[i] = 100 + i % 24;
    }
    HourlyGrid live = HourlyGrid.since(TestClock.START.minus(Duration.ofDays(14)), days);
    GridWatch watch = watch(live.orElse(Grids.yearlyAverage(clock)));
    watch.refresh();
    IntensitySeries outlook = watch.view().outlook().orElseThrow();
    assertThat(outlook.provenance().kind()).isEqualTo(Provenance.Kind.FORECAST);
    assertThat(outlook.at(TestClock.START.plus(Duration.ofHours(7)))).hasValue(107);
    assertThat(warnings).isEmpty();
  }

  @Test
  void aTableIsTheOutlookWhereTooLittleWasMeasured() {
    HourlyGrid young = HourlyGrid.since(TestClock.START, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    clock.advance(Duration.ofHours(11));
    GridWatch watch = watch(young.orElse(Grids.yearlyAverage(clock)));
    watch.refresh();
    assertThat(watch.view().outlook().orElseThrow().provenance().kind())
        .isEqualTo(Provenance.Kind.ASSUMED);

    young.withoutHistory(true);
    watch.refresh();
    assertThat(watch.view().outlook().orElseThrow().provenance().kind())
        .isEqualTo(Provenance.Kind.ASSUMED);
    assertThat(warnings).isEmpty();
  }

  @Test
  void whereAllIsFromTablesNobodyIsAskedWhatWas() {
    GridWatch watch = watch(new Around(Grids.yearlyAverage(clock)) {
      @Override
      public IntensitySeries history(Zone zone, Instant from, Instant to) {
        throw new AssertionError("asked");
      }
    });
    watch.refresh();
    assertThat(watch.view().outlook()).isPresent();
    assertThat(warnings).isEmpty();
  }

  @Test
  void anEmptyHistoryIsNoForecast() {
    GridWatch watch = watch(HourlyGrid.since(TestClock.START, 100, 100));
    watch.refresh();
    assertThat(watch.view().current()).isPresent();
    assertThat(watch.view().forecast()).isEmpty();
  }

  @Test
  void aHistoryOfAnotherBasisIsNotUsedEither() {
    HourlyGrid grid = HourlyGrid.since(TestClock.START.minus(Duration.ofHours(5)), new double[9]);
    GridWatch watch = watch(grid);
    grid.answerAs(Basis.MARGINAL);
    watch.catchUpFrom(TestClock.START.minus(Duration.ofHours(5)), events::add);
    watch.refresh();
    assertThat(watch.view().outlook()).isEmpty();
    assertThat(events).isEmpty();
    assertThat(warnings).hasSize(1);
  }

  @Test
  void remembersWhatTheForecastSaidOfAStepThatIsMeasuredLate() {
    HourlyGrid grid = HourlyGrid.foreseeing(100, 100, 100, 100, 100, 100, 100, 100);
    GridWatch watch = watch(new Around(grid) {
      @Override
      public Optional<Intensity> current(Zone zone, Instant now) {
        return grid.current(zone, now.minus(Duration.ofHours(1)));
      }
    });
    watch.refresh();
    clock.advance(Duration.ofHours(2));
    grid.measure(160);
    watch.refresh();
    assertThat(watch.view().seam()).contains(new Seam(hour(1), 160, 100));
  }

  @Test
  void theOutlookStaysWhileTheNextIsAsked() {
    List<Boolean> known = new ArrayList<>();
    HourlyGrid grid = HourlyGrid.flat(100);
    GridWatch[] watch = new GridWatch[1];
    watch[0] = watch(new Around(grid) {
      @Override
      public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
        known.add(watch[0].view().outlook().isPresent());
        return grid.forecast(zone, now, horizon);
      }
    });
    watch[0].refresh();
    watch[0].refresh();
    assertThat(known).containsExactly(false, true);
  }

  @Test
  void tellsWhatThoseFailWithThatFailNow() {
    Instant now = clock.instant();
    List<SourceHealth> healths = List.of(
        health("resting", 3, now.minus(Duration.ofHours(1))),
        health("well again", 0, now.minus(Duration.ofHours(1))),
        health("failed just now", 0, now));
    GridWatch watch = watch(new Around(Grids.yearlyAverage(clock)) {
      @Override
      public List<SourceHealth> health() {
        return healths;
      }
    });
    watch.refresh();
    assertThat(warnings).singleElement().asString().contains("(resting; failed just now)");
  }

  private static SourceHealth health(String error, long failuresInARow, Instant lastFailure) {
    return new SourceHealth(
        "a source",
        SourceHealth.State.FAILING,
        Optional.empty(),
        Optional.of(lastFailure),
        Optional.of(error),
        0,
        9,
        failuresInARow,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void whatASourceSaidBeforeItHangsGrowsStale() {
    GridWatch watch = watch(HourlyGrid.flat(100));
    watch.refresh();
    Freshness[] seen = new Freshness[4];
    for (int i = 0; i < seen.length; i++) {
      seen[i] =
          watch.at(watch.view(), clock.instant()).orElseThrow().provenance().freshness();
      clock.advance(Duration.ofMinutes(5));
    }
    assertThat(seen)
        .containsExactly(
            Freshness.LIVE,
            Freshness.LIVE,
            Freshness.LIVE,
            Freshness.stale(Duration.ofMinutes(15)));
  }

  @Test
  void itsThreadEndsWhenItIsClosed() throws Exception {
    GridWatch watch = watch(HourlyGrid.flat(100));
    CountDownLatch ended = new CountDownLatch(1);
    Thread thread = new Thread(() -> {
      watch.run();
      ended.countDown();
    });
    thread.start();

    watch.close();

    assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private GridWatch watch(GridSource grid) {
    return watch(grid, new ProfileBlend());
  }

  private GridWatch watch(GridSource grid, Forecaster forecaster) {
    return new GridWatch(
        grid,
        HourlyGrid.ZONE,
        forecaster,
        () -> clock.instant().plus(Duration.ofHours(5)),
        Duration.ofMinutes(5),
        clock,
        () -> news++,
        warnings::add);
  }

  private static Intensity at(GridWatch watch, Duration afterStart) {
    return watch.view().at(TestClock.START.plus(afterStart)).orElseThrow();
  }

  private static Intensity stale(Intensity value, Duration age) {
    return value.withProvenance(value.provenance().withFreshness(Freshness.stale(age)));
  }

  private static Instant hour(int number) {
    return TestClock.START.plus(Duration.ofHours(number));
  }
}
