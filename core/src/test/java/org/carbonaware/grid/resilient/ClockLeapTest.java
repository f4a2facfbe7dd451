package org.carbonaware.grid.resilient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carbonaware.grid.resilient.ScriptedSource.ZONE;
import static org.carbonaware.grid.resilient.ScriptedSource.truth;

import java.time.Duration;
import java.util.SplittableRandom;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.Intensity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The computer's clock is set by a day while a provider is asked, fails and is left alone. */
class ClockLeapTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration CADENCE = Duration.ofMinutes(15);
  private static final Duration DAY = Duration.ofDays(1);

  /**
   * An hour, if all that a provider that fails may be asked in one was asked just before, and what
   * an answer that is kept lasts.
   */
  private static final long LONGEST_SILENCE_MINUTES = CADENCE.plusHours(1).toMinutes();

  private final VirtualTime time = new VirtualTime();
  private final ScriptedSource provider = new ScriptedSource(time);

  private ResilientSource.Builder source() {
    return ResilientSource.builder(provider)
        .clock(time)
        .cadence(Cadence.every(CADENCE))
        .virtual(time, () -> 0);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1})
  void whatIsKeptIsAskedForAgainAtOnce(long days) {
    ResilientSource source = source().build();
    source.current(ZONE, time.instant());
    source.forecast(ZONE, time.instant(), DAY);
    time.pass(DAY.multipliedBy(days));

    Intensity present = source.current(ZONE, time.instant()).orElseThrow();
    assertThat(present.gramsPerKwh()).isEqualTo(truth(time.instant()));
    assertThat(source.forecast(ZONE, time.instant(), DAY).orElseThrow().start())
        .isBeforeOrEqualTo(time.instant());
    assertThat(provider.asked()).isEqualTo(4);
  }

  @Test
  void noLeapSilencesAProviderForLonger() {
    for (long seed = 0; seed < 100; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      ResilientSource source = random.nextBoolean()
          ? source().build()
          : source().background(Runnable::run).build();
      provider.works();
      Duration leap = Duration.ofMinutes(random.nextLong(1, 3 * 24 * 60))
          .multipliedBy(random.nextInt(4) == 0 ? 1 : -1);
      int leaps = random.nextInt(60, 200);
      int silent = 0;
      for (int minute = 0; minute < 300; minute++) {
        if (minute == leaps) {
          time.pass(leap);
        }
        if (random.nextInt(60) == 0) {
          fail(random);
        }
        int before = provider.asked();
        ask(source);
        silent = provider.asked() > before ? 0 : silent + 1;
        assertThat((long) silent)
            .as("minutes, seed %d", seed)
            .isLessThanOrEqualTo(LONGEST_SILENCE_MINUTES);
        time.pass(MINUTE);
      }
    }
  }

  private void fail(SplittableRandom random) {
    switch (random.nextInt(4)) {
      case 0 -> provider.failsWith(GridException.lasting("HTTP 401: the key"));
      case 1 -> provider.failsWith(GridException.passing("HTTP 429", null, DAY));
      case 2 -> provider.isDown();
      default -> provider.works();
    }
  }

  private void ask(ResilientSource source) {
    try {
      source.current(ZONE, time.instant());
      source.forecast(ZONE, time.instant(), DAY);
    } catch (GridException e) {
      // says so, and is asked again
    }
  }
}
