package org.carbonaware.grid.resilient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.carbonaware.grid.resilient.ScriptedSource.ZONE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.junit.jupiter.api.Test;

class RetryingSourceTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final VirtualTime time = new VirtualTime();
  private final ScriptedSource provider = new ScriptedSource(time);
  private final List<Duration> waits = new ArrayList<>();

  @Test
  void waitsTwiceAsLongEachTimeUpToTheLongest() {
    provider.isDown();
    GridSource retrying = retrying(6, Duration.ofMinutes(5), 0);
    assertThatThrownBy(() -> retrying.current(ZONE, time.instant())).hasMessageContaining("503");
    assertThat(waits)
        .containsExactly(
            SECOND,
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(8),
            Duration.ofSeconds(10));
    assertThat(provider.asked()).isEqualTo(6);
  }

  @Test
  void takesAwayUpToHalfAtRandom() {
    provider.isDown();
    GridSource retrying = retrying(3, Duration.ofMinutes(5), 1);
    assertThatThrownBy(() -> retrying.current(ZONE, time.instant())).hasMessageContaining("503");
    assertThat(waits).containsExactly(Duration.ofMillis(500), SECOND);
  }

  @Test
  void answersOnceTheSourceDoes() {
    Instant up = time.instant().plusSeconds(1);
    provider.does(() -> {
      if (time.instant().isBefore(up)) {
        throw GridException.passing("HTTP 503", null);
      }
    });
    assertThat(retrying(3, Duration.ofMinutes(5), 0).current(ZONE, time.instant()))
        .isPresent();
    assertThat(provider.asked()).isEqualTo(2);
  }

  @Test
  void neverRetriesALastingFailure() {
    provider.failsWith(GridException.lasting("HTTP 401"));
    GridSource retrying = retrying(6, Duration.ofMinutes(5), 0);
    assertThatThrownBy(() -> retrying.current(ZONE, time.instant())).hasMessageContaining("401");
    assertThat(provider.asked()).isEqualTo(1);
  }

  @Test
  void comesBackWhenTheSourceSaid() {
    provider.failsWith(GridException.passing("HTTP 429", null, Duration.ofSeconds(7)));
    GridSource retrying = retrying(2, Duration.ofMinutes(5), 0);
    assertThatThrownBy(() -> retrying.current(ZONE, time.instant())).hasMessageContaining("429");
    assertThat(waits).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void doesNotBelieveSillyTimesToComeBack() {
    for (Duration silly : List.of(Duration.ZERO, Duration.ofSeconds(-5))) {
      waits.clear();
      provider.failsWith(GridException.passing("HTTP 429", null, silly));
      GridSource retrying = retrying(2, Duration.ofMinutes(5), 0);
      assertThatThrownBy(() -> retrying.current(ZONE, time.instant())).hasMessageContaining("429");
      assertThat(waits).containsExactly(SECOND);
    }
  }

  @Test
  void givesUpAtOnceIfItWouldHaveToWaitTooLong() {
    provider.failsWith(GridException.passing("HTTP 429", null, Duration.ofHours(1)));
    GridSource retrying = retrying(5, Duration.ofHours(5), 0);
    assertThatThrownBy(() -> retrying.current(ZONE, time.instant())).hasMessageContaining("429");
    assertThat(provider.asked()).isEqualTo(1);
  }

  @Test
  void beginsNoTryAfterTheBudget() {
    provider.isDown();
    GridSource retrying = retrying(100, Duration.ofSeconds(6), 0);
    assertThatThrownBy(() -> retrying.current(ZONE, time.instant())).hasMessageContaining("503");
    assertThat(waits).containsExactly(SECOND, Duration.ofSeconds(2));
  }

  @Test
  void anInterruptEndsTheWaiting() {
    provider.isDown();
    RetryPolicy policy =
        new RetryPolicy(3, Duration.ofHours(1), Duration.ofHours(1), Duration.ofDays(1));
    GridSource retrying = RetryingSource.of(provider, policy);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> retrying.current(ZONE, time.instant())).hasMessageContaining("503");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(provider.asked()).isEqualTo(1);
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertThatThrownBy(() -> new RetryPolicy(0, SECOND, SECOND, SECOND))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 tries");
    assertThatThrownBy(() -> new RetryPolicy(1, SECOND, Duration.ZERO, SECOND))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private GridSource retrying(int tries, Duration budget, double random) {
    RetryPolicy policy = new RetryPolicy(tries, SECOND, Duration.ofSeconds(10), budget);
    Sleeper sleeper = length -> {
      waits.add(length);
      time.sleep(length);
    };
    return RetryingSource.of(provider, policy, time, sleeper, () -> random);
  }
}
