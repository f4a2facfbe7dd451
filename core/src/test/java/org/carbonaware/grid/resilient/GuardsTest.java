package org.carbonaware.grid.resilient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.carbonaware.grid.resilient.ScriptedSource.ZONE;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.SourceHealth;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;

/** Rate limit, circuit breaker, time budget and health. */
class GuardsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final VirtualTime time = new VirtualTime();
  private final ScriptedSource provider = new ScriptedSource(time);

  private void ask(GridSource source) {
    assertThat(source.current(ZONE, time.instant())).isPresent();
  }

  private Optional<Duration> refusal(GridSource source, String reason) {
    try {
      source.current(ZONE, time.instant());
    } catch (GridException e) {
      assertThat(e).hasMessageContaining(reason);
      assertThat(e.mayHelpToRetry()).isTrue();
      return e.retryAfter();
    }
    throw new AssertionError("expected a refusal");
  }

  @Test
  void asksNoMoreThanAllowedInAnyInterval() {
    GridSource limited = RateLimitedSource.of(provider, new RateLimit(3, MINUTE), time);
    ask(limited);
    time.pass(Duration.ofSeconds(50));
    ask(limited);
    ask(limited);
    assertThat(refusal(limited, "3 questions per PT1M")).contains(Duration.ofSeconds(10));
    time.pass(Duration.ofSeconds(10));
    ask(limited);
    assertThat(refusal(limited, "not asked")).contains(Duration.ofSeconds(50));
    assertThat(provider.asked()).isEqualTo(4);
  }

  @Test
  void tellsHowMuchOfTheLimitIsUsedAndWhenThereIsRoom() {
    GridSource limited =
        RateLimitedSource.of(MonitoredSource.of(provider, time), new RateLimit(2, MINUTE), time);
    assertThat(limited.health().get(0).quota())
        .contains(new SourceHealth.Quota(0, 2, MINUTE, Optional.empty()));
    ask(limited);
    Instant first = time.instant();
    time.pass(Duration.ofSeconds(20));
    assertThat(limited.health().get(0).quota())
        .contains(new SourceHealth.Quota(1, 2, MINUTE, Optional.empty()));
    ask(limited);
    SourceHealth.Quota full = limited.health().get(0).quota().orElseThrow();
    assertThat(full)
        .isEqualTo(new SourceHealth.Quota(2, 2, MINUTE, Optional.of(first.plus(MINUTE))));
    assertThat(full).hasToString("2 of 2 per PT1M, the next from 2030-01-15T12:11:00Z");
    refusal(limited, "not asked");
    assertThat(limited.health().get(0).answers()).as("looking asks nothing").isEqualTo(2);
    time.pass(Duration.ofSeconds(40));
    assertThat(limited.health().get(0).quota())
        .contains(new SourceHealth.Quota(1, 2, MINUTE, Optional.empty()));
    assertThat(provider.asked()).isEqualTo(2);
  }

  @Test
  void tellsUntilWhenTheProviderWantsToBeLeftAlone() {
    MonitoredSource monitored = MonitoredSource.of(provider, time);
    provider.failsWith(GridException.passing("HTTP 429", null, MINUTE));
    refusal(monitored, "429");
    assertThat(monitored.health().get(0).leaveAloneUntil())
        .contains(time.instant().plus(MINUTE));
    provider.isDown();
    refusal(monitored, "503");
    assertThat(monitored.health().get(0).leaveAloneUntil())
        .as("it no longer says")
        .isEmpty();
    provider.failsWith(GridException.passing("HTTP 429", null, MINUTE));
    refusal(monitored, "429");
    provider.works();
    ask(monitored);
    assertThat(monitored.health().get(0).leaveAloneUntil()).isEmpty();
    provider.failsWith(GridException.passing("HTTP 429", null, Duration.ofSeconds(Long.MAX_VALUE)));
    refusal(monitored, "429"); // and does not overflow
  }

  @Test
  void aClockSetBackDoesNotSilenceTheSourceForEver() {
    GridSource limited = RateLimitedSource.of(provider, new RateLimit(1, MINUTE), time);
    ask(limited);
    time.set(time.instant().minus(Duration.ofDays(365)));
    assertThat(refusal(limited, "not asked")).contains(MINUTE);
    time.pass(MINUTE);
    ask(limited);
  }

  @Test
  void leavesASourceAloneAfterManyFailuresAndTriesItAgain() {
    BreakingSource breaking = BreakingSource.of(provider, new BreakerPolicy(4, 0.5, MINUTE), time);
    provider.isDown();
    for (int i = 0; i < 4; i++) {
      refusal(breaking, "503");
    }
    assertThat(breaking.isResting()).isTrue();
    time.pass(Duration.ofSeconds(20));
    assertThat(refusal(breaking, "left alone")).contains(Duration.ofMillis(40_001));
    assertThat(provider.asked()).isEqualTo(4);
    time.pass(Duration.ofMillis(40_001));
    refusal(breaking, "503"); // the trial fails
    refusal(breaking, "left alone");
    assertThat(provider.asked()).isEqualTo(5);
    time.pass(MINUTE.plusMillis(1));
    provider.works();
    ask(breaking);
    ask(breaking);
    assertThat(breaking.isResting()).isFalse();
  }

  @Test
  void aTrialThatNeverEndsKeepsNobodyOutForEver() {
    BreakingSource breaking = BreakingSource.of(provider, new BreakerPolicy(2, 0.5, MINUTE), time);
    provider.isDown();
    refusal(breaking, "503");
    refusal(breaking, "503");
    time.pass(MINUTE.plusMillis(1));
    provider.does(() -> {
      throw new StackOverflowError(); // which the breaker does not count as an end
    });
    assertThatThrownBy(() -> ask(breaking)).isInstanceOf(StackOverflowError.class);
    provider.works();
    refusal(breaking, "left alone");
    time.pass(MINUTE.plusMillis(1));
    Duration wait = refusal(breaking, "left alone").orElseThrow();
    assertThat(wait).isEqualTo(MINUTE.plusMillis(1));
    time.pass(wait);
    ask(breaking);
    assertThat(breaking.isResting()).isFalse();
  }

  @Test
  void aClockSetBackEndsNoRestLater() {
    BreakingSource breaking = BreakingSource.of(provider, new BreakerPolicy(2, 0.5, MINUTE), time);
    provider.isDown();
    refusal(breaking, "503");
    refusal(breaking, "503");
    time.set(time.instant().minus(Duration.ofDays(1)));
    provider.works();
    Duration wait = refusal(breaking, "left alone").orElseThrow();
    assertThat(wait).isEqualTo(MINUTE.plusMillis(1));
    time.pass(wait);
    ask(breaking);
    assertThat(breaking.isResting()).isFalse();
  }

  @Test
  void lastingFailuresDoNotBreakTheCircuit() {
    BreakingSource breaking = BreakingSource.of(provider, new BreakerPolicy(2, 0.5, MINUTE), time);
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> breaking.current(Zone.of("XX"), time.instant()))
          .hasMessageContaining("no zone XX");
    }
    ask(breaking);
    assertThat(breaking.isResting()).isFalse();
  }

  @Test
  void givesUpOnASourceThatHangsAndBoundsWhatItCosts() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    provider.does(() -> {
      boolean waiting = true;
      while (waiting) {
        try {
          over.await();
          waiting = false;
        } catch (InterruptedException e) {
          interrupted.countDown(); // and goes on hanging
        }
      }
    });
    GridSource timed = TimedSource.of(provider, Duration.ofMillis(20), 1);
    refusal(timed, "no answer within PT0.02S");
    interrupted.await();
    refusal(timed, "1 earlier questions");
    assertThat(provider.asked()).isEqualTo(1);
    over.countDown();
  }

  @Test
  void passesAnswersAndFailuresThroughTheTimeBudget() {
    GridSource timed = TimedSource.of(provider, Duration.ofMinutes(5), 2);
    ask(timed);
    provider.failsWith(GridException.lasting("HTTP 401"));
    assertThatThrownBy(() -> timed.current(ZONE, time.instant()))
        .isInstanceOf(GridException.class)
        .hasMessage("HTTP 401");
    provider.failsWith(new IllegalStateException("a fault"));
    assertThatThrownBy(() -> timed.current(ZONE, time.instant()))
        .isInstanceOf(GridException.class)
        .hasMessageContaining("IllegalStateException");
  }

  @Test
  void questionsOneAfterAnotherAreNeverTooMany() {
    GridSource timed = TimedSource.of(provider, Duration.ofMinutes(5), 1);
    for (int i = 0; i < 5_000; i++) {
      ask(timed);
    }
    assertThat(provider.asked()).isEqualTo(5_000);
  }

  @Test
  void anErrorOfTheSourceIsAFailureToo() {
    provider.does(() -> {
      throw new StackOverflowError();
    });
    GridSource timed = TimedSource.of(provider, Duration.ofMinutes(5), 2);
    refusal(timed, "StackOverflowError");
  }

  @Test
  void tellsHowASourceIsDoing() {
    MonitoredSource monitored = MonitoredSource.of(provider, time);
    assertThat(monitored.health().get(0).state()).isEqualTo(SourceHealth.State.UNASKED);
    assertThat(monitored.health().get(0).age(time.instant())).isEmpty();
    ask(monitored);
    assertThat(monitored.health().get(0).state()).isEqualTo(SourceHealth.State.UP);
    time.pass(MINUTE);
    provider.isDown();
    refusal(monitored, "503");
    SourceHealth failing = monitored.health().get(0);
    assertThat(failing.state()).isEqualTo(SourceHealth.State.FAILING);
    assertThat(failing.lastError()).contains("provider: HTTP 503");
    assertThat(failing.age(time.instant())).contains(MINUTE);
    assertThat(failing.lastFailure()).contains(time.instant());
    provider.failsWith(new IllegalStateException("a fault"));
    assertThatThrownBy(() -> ask(monitored))
        .isInstanceOf(GridException.class)
        .hasMessageContaining("provider: fault inside the source (IllegalStateException)")
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(monitored.health().get(0).state()).isEqualTo(SourceHealth.State.BROKEN);
    assertThat(monitored.health().get(0).state().label()).isEqualTo("broken");
    assertThat(monitored.health().get(0).failuresInARow()).isEqualTo(2);
    provider.works();
    ask(monitored);
    assertThat(monitored.health().get(0).state()).isEqualTo(SourceHealth.State.UP);
    assertThat(monitored.health().get(0).answers()).isEqualTo(2);
    assertThat(monitored.health().get(0).failures()).isEqualTo(2);
    assertThat(monitored.health().get(0).failuresInARow()).isZero();
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertThatThrownBy(() -> new RateLimit(0, MINUTE)).hasMessageContaining("0 requests");
    assertThatThrownBy(() -> new BreakerPolicy(1, 0.5, MINUTE)).hasMessageContaining("window 1");
    assertThatThrownBy(() -> TimedSource.of(provider, MINUTE, 0))
        .hasMessageContaining("0 questions");
    assertThatThrownBy(() -> Cadence.every(Duration.ZERO)).hasMessageContaining("PT0S");
    assertThatThrownBy(() -> new Bounds(0, 1, MINUTE, MINUTE)).hasMessageContaining("at most 0.0");
  }
}
