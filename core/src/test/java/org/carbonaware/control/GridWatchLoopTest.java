package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.carbonaware.forecast.Forecast;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.forecast.ProfileBlend;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.plan.RecentRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How often the grid's thread looks, what disturbs it, and how it ends. */
@Timeout(60)
class GridWatchLoopTest {
  private static final Duration EVERY = Duration.ofMinutes(5);

  private final TestClock clock = new TestClock();
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private int looks;

  private GridWatch watch(GridSource grid, Forecaster forecaster, TrainingClock time) {
    return new GridWatch(
        grid,
        HourlyGrid.ZONE,
        forecaster,
        () -> TestClock.START.plus(Duration.ofDays(1)),
        EVERY,
        time,
        () -> looks++,
        warnings::add);
  }

  private GridWatch watch(TrainingClock time) {
    return watch(HourlyGrid.flat(100), new ProfileBlend(), time);
  }

  @Test
  void looksRestsAndLooksAgainUntilItIsClosed() {
    GridWatch watch = watch(clock);
    List<Duration> rests = new ArrayList<>();
    clock.whoWaits(time -> {
      rests.add(time);
      assertThat(looks).isEqualTo(rests.size());
      if (rests.size() == 3) {
        watch.close();
      }
    });
    watch.run();
    assertThat(rests).containsExactly(EVERY, EVERY, EVERY);
    assertThat(looks).isEqualTo(3);
  }

  @Test
  void oneThatIsClosedBeforeItRestsDoesNotRest() {
    List<Duration> rests = new ArrayList<>();
    clock.whoWaits(rests::add);
    GridWatch[] watch = new GridWatch[1];
    watch[0] = new GridWatch(
        HourlyGrid.flat(100),
        HourlyGrid.ZONE,
        new ProfileBlend(),
        () -> TestClock.START.plus(Duration.ofDays(1)),
        EVERY,
        clock,
        () -> watch[0].close(),
        warnings::add);
    watch[0].run();
    assertThat(rests).isEmpty();
  }

  @Test
  void closingEndsARestOnAnotherThreadAndMayBeDoneAgain() throws Exception {
    GridWatch watch = watch(TrainingClock.system());
    Thread thread = new Thread(watch);
    thread.setDaemon(true);
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    watch.close();
    thread.join(TimeUnit.SECONDS.toMillis(30));
    assertThat(thread.isAlive()).isFalse();
    assertThat(CompletableFuture.runAsync(watch::close)).succeedsWithin(Duration.ofSeconds(30));
  }

  /** The thread is interrupted, so that it does not rest for a second all the same. */
  @Test
  void aRestThatFailsIsToldAndEndsNothing() {
    GridWatch watch = watch(clock);
    int[] rests = new int[1];
    clock.whoWaits(time -> {
      rests[0]++;
      if (rests[0] == 3) {
        watch.close();
        return;
      }
      Thread.currentThread().interrupt();
      throw new IllegalStateException("no memory to wait with");
    });
    watch.run();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(looks).isEqualTo(3);
    assertThat(warnings)
        .containsOnly("no news from the grid, going on with what is known: no memory to wait with");
  }

  @Test
  void whatTheGridWasLikeIsKnownWhileItIsOutOfReach() {
    double[] days = new double[24 * 15];
    for (int i = 0; i < days.length; i++) {
      days[i] = 100 + i % 24;
    }
    HourlyGrid grid = HourlyGrid.since(TestClock.START.minus(Duration.ofDays(14)), days);
    GridWatch watch = watch(grid, new ProfileBlend(), clock);
    watch.refresh();
    Optional<RecentRange> before = watch.recent();
    assertThat(before).isPresent();

    grid.breakDown(true);
    watch.refresh();

    assertThat(warnings).hasSize(1);
    assertThat(watch.recent()).isEqualTo(before);
  }

  /** The first outlook is of two weeks, the next one of all that the forecaster remembers. */
  @Test
  void aForecasterThatFailsOnOlderHistoryIsTold() {
    Forecaster failing = new Forecaster() {
      private final ProfileBlend usual = new ProfileBlend();
      private int made;

      @Override
      public String model() {
        return "failing";
      }

      @Override
      public Duration memory() {
        return Duration.ofDays(70);
      }

      @Override
      public Forecast forecast(IntensitySeries history, Instant issuedAt, Duration horizon) {
        made++;
        if (made > 1) {
          throw new IllegalStateException("can't count beyond two weeks");
        }
        return usual.forecast(history, issuedAt, horizon);
      }
    };
    double[] days = new double[24 * 101];
    GridWatch watch =
        watch(HourlyGrid.since(TestClock.START.minus(Duration.ofDays(100)), days), failing, clock);
    watch.refresh();
    assertThat(warnings)
        .containsExactly(
            "no news from the grid, going on with what is known: can't count beyond two weeks");
    assertThat(watch.view().outlook()).isPresent();
  }
}
