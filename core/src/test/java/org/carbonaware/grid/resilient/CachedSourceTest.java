package org.carbonaware.grid.resilient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.carbonaware.grid.resilient.ScriptedSource.ZONE;
import static org.carbonaware.grid.resilient.ScriptedSource.truth;
import static org.carbonaware.grid.resilient.VirtualTime.START;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.junit.jupiter.api.Test;

class CachedSourceTest {
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final VirtualTime time = new VirtualTime();
  private final ScriptedSource provider = new ScriptedSource(time);
  private final GridSource cached =
      CachedSource.of(provider, Cadence.every(QUARTER), time, () -> 0, null);

  @Test
  void asksOnceUntilTheAnswerIsDue() {
    assertThat(current().provenance().freshness()).isEqualTo(Freshness.LIVE);
    time.pass(QUARTER.minusSeconds(1));
    assertThat(current().provenance().freshness())
        .isEqualTo(Freshness.cached(QUARTER.minusSeconds(1)));
    assertThat(provider.asked()).isEqualTo(1);
    time.pass(Duration.ofSeconds(1));
    assertThat(current().provenance().freshness()).isEqualTo(Freshness.LIVE);
    assertThat(provider.asked()).isEqualTo(2);
  }

  @Test
  void livesShorterByUpToATenth() {
    GridSource eager = CachedSource.of(provider, Cadence.every(QUARTER), time, () -> 1, null);
    assertThat(eager.current(ZONE, time.instant())).isPresent();
    time.pass(Duration.ofSeconds(809));
    assertThat(eager.current(ZONE, time.instant())).isPresent();
    assertThat(provider.asked()).isEqualTo(1);
    time.pass(Duration.ofSeconds(1));
    assertThat(eager.current(ZONE, time.instant())).isPresent();
    assertThat(provider.asked()).isEqualTo(2);
  }

  @Test
  void keepsTheLastGoodForecastThroughAnyErrorAndSaysItsAge() {
    forecast();
    for (RuntimeException error : List.of(
        GridException.passing("HTTP 503", null),
        GridException.lasting("HTTP 401"),
        new IllegalStateException("a fault"))) {
      provider.failsWith(error);
      time.pass(Duration.ofHours(2));
      IntensitySeries kept = forecast();
      assertThat(kept.provenance().freshness())
          .isEqualTo(Freshness.stale(Duration.between(START, time.instant())));
      assertThat(kept.provenance().source()).isEqualTo("provider");
      assertThat(kept.start()).isBeforeOrEqualTo(time.instant());
      assertThat(kept.startOf(1)).isAfter(time.instant());
      assertThat(kept.gramsPerKwh(0)).isEqualTo(truth(time.instant()));
    }
  }

  @Test
  void aForecastThatHasEndedIsNotGiven() {
    forecast();
    provider.isDown();
    time.pass(DAY.plus(Duration.ofHours(1)));
    assertThatThrownBy(this::forecast)
        .isInstanceOf(GridException.class)
        .hasMessageContaining("503");
  }

  @Test
  void anEmptyForecastDoesNotReplaceAGoodOne() {
    forecast();
    provider.makesForecasts(false);
    time.pass(QUARTER);
    assertThat(forecast().provenance().freshness()).isEqualTo(Freshness.stale(QUARTER));
  }

  @Test
  void aSourceWithoutForecastsIsNotAskedEachTime() {
    provider.makesForecasts(false);
    assertThat(cached.forecast(ZONE, time.instant(), DAY)).isEmpty();
    time.pass(MINUTE);
    assertThat(cached.forecast(ZONE, time.instant(), DAY)).isEmpty();
    assertThat(provider.asked()).isEqualTo(1);
  }

  @Test
  void aLongerHorizonIsAskedForAnew() {
    forecast();
    IntensitySeries two =
        cached.forecast(ZONE, time.instant(), DAY.multipliedBy(2)).orElseThrow();
    assertThat(two.end()).isAfterOrEqualTo(START.plus(DAY.multipliedBy(2)));
    assertThat(provider.asked()).isEqualTo(2);
    assertThat(forecast().end()).isBefore(START.plus(DAY).plus(ScriptedSource.STEP));
    assertThat(provider.asked()).isEqualTo(2);
  }

  @Test
  void theForecastAnswersForThePresentOnceThatIsTooOld() {
    current();
    forecast();
    provider.isDown();
    time.pass(Duration.ofMinutes(55));
    assertThat(current().provenance().kind()).isEqualTo(Provenance.Kind.MEASURED);
    time.pass(Duration.ofMinutes(10));
    Intensity foreseen = current();
    assertThat(foreseen.provenance().kind()).isEqualTo(Provenance.Kind.FORECAST);
    assertThat(foreseen.provenance().freshness())
        .isEqualTo(Freshness.stale(Duration.ofMinutes(65)));
    assertThat(foreseen.gramsPerKwh()).isEqualTo(truth(time.instant()));
  }

  @Test
  void leavesAFailingSourceAloneForAWhileIfThereIsAnAnswer() {
    current();
    provider.isDown();
    time.pass(QUARTER);
    current();
    time.pass(MINUTE.minusSeconds(1));
    current();
    assertThat(provider.asked()).isEqualTo(2);
    time.pass(Duration.ofSeconds(1));
    provider.works();
    assertThat(current().provenance().freshness()).isEqualTo(Freshness.LIVE);
  }

  @Test
  void remembersALastingFailureForAWhile() {
    provider.failsWith(GridException.lasting("HTTP 401: the key"));
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(this::current).hasMessageContaining("the key");
    }
    assertThat(provider.asked()).isEqualTo(1);
    time.pass(MINUTE);
    provider.works();
    assertThat(current().provenance().freshness()).isEqualTo(Freshness.LIVE);
  }

  @Test
  void historyIsGivenAgainForPartsAndKeptThroughErrors() {
    Instant from = START.minus(DAY);
    IntensitySeries whole = cached.history(ZONE, from, START);
    IntensitySeries part = cached.history(ZONE, from.plus(Duration.ofHours(3)), START);
    assertThat(part.toArray()).isEqualTo(whole.between(part.start(), START).toArray());
    assertThat(provider.asked()).isEqualTo(1);
    provider.isDown();
    time.pass(Duration.ofHours(2));
    IntensitySeries kept = cached.history(ZONE, from, time.instant());
    assertThat(kept.provenance().freshness()).isEqualTo(Freshness.stale(Duration.ofHours(2)));
    assertThat(kept.toArray()).isEqualTo(whole.toArray());
  }

  @Test
  void aClockSetBackNeverMakesAnOldAnswerFresh() {
    current();
    forecast();
    provider.isDown();
    time.set(START.minus(MINUTE));
    assertThat(current().provenance().freshness().state()).isEqualTo(Freshness.State.STALE);
    assertThat(forecast().provenance().freshness().state()).isEqualTo(Freshness.State.STALE);
    provider.works();
    time.set(START.minus(Duration.ofDays(400)));
    assertThat(current().provenance().freshness()).isEqualTo(Freshness.LIVE);
  }

  @Test
  void asksAheadInTheBackground() {
    Deque<Runnable> background = new ArrayDeque<>();
    GridSource ahead =
        CachedSource.of(provider, Cadence.every(QUARTER), time, () -> 0, background::add);
    assertThat(ahead.current(ZONE, time.instant())).isPresent();
    time.pass(Duration.ofMinutes(11));
    assertThat(ahead.current(ZONE, time.instant())).isPresent();
    assertThat(background).isEmpty();
    time.pass(MINUTE);
    assertThat(ahead.current(ZONE, time.instant())).isPresent();
    assertThat(ahead.current(ZONE, time.instant())).isPresent();
    assertThat(provider.asked()).isEqualTo(1);
    background.forEach(Runnable::run);
    assertThat(provider.asked()).isEqualTo(2);
    time.pass(Duration.ofMinutes(5));
    assertThat(ahead.current(ZONE, time.instant()).map(Intensity::provenance))
        .get()
        .extracting(Provenance::freshness)
        .isEqualTo(Freshness.cached(Duration.ofMinutes(5)));
    assertThat(provider.asked()).isEqualTo(2);
  }

  @Test
  void aFailureInTheBackgroundChangesNothing() {
    GridSource ahead =
        CachedSource.of(provider, Cadence.every(QUARTER), time, () -> 0, Runnable::run);
    assertThat(ahead.current(ZONE, time.instant())).isPresent();
    provider.isDown();
    time.pass(Duration.ofMinutes(14));
    assertThat(ahead.current(ZONE, time.instant()).orElseThrow().provenance().freshness())
        .isEqualTo(Freshness.cached(Duration.ofMinutes(14)));
  }

  @Test
  void onlyOneOfManyThreadsAsks() throws Exception {
    CountDownLatch asking = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    provider.does(() -> {
      asking.countDown();
      awaitQuietly(answer);
    });
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Optional<Intensity>>> asked = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        asked.add(threads.submit(() -> cached.current(ZONE, START)));
      }
      asking.await();
      answer.countDown();
      for (Future<Optional<Intensity>> each : asked) {
        assertThat(each.get()).isPresent();
      }
      assertThat(provider.asked()).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void othersGetTheOldAnswerWhileOneAsks() throws Exception {
    current();
    time.pass(QUARTER);
    CountDownLatch asking = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    provider.does(() -> {
      asking.countDown();
      awaitQuietly(answer);
    });
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<Intensity> slow = threads.submit(this::current);
      asking.await();
      assertThat(current().provenance().freshness()).isEqualTo(Freshness.stale(QUARTER));
      answer.countDown();
      assertThat(slow.get().provenance().freshness()).isEqualTo(Freshness.LIVE);
    } finally {
      answer.countDown();
      threads.shutdownNow();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Intensity current() {
    return cached.current(ZONE, time.instant()).orElseThrow();
  }

  private IntensitySeries forecast() {
    return cached.forecast(ZONE, time.instant(), DAY).orElseThrow();
  }
}
