package org.carbonaware.grid.resilient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.carbonaware.grid.resilient.ScriptedSource.ZONE;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.SourceHealth;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResilientSourceTest {
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir
  Path directory;

  private final VirtualTime time = new VirtualTime();
  private final ScriptedSource provider = new ScriptedSource(time);

  @Test
  void comesThroughAShortOutageUnnoticed() {
    Instant up = time.instant().plusSeconds(2);
    provider.does(() -> {
      if (time.instant().isBefore(up)) {
        throw GridException.passing("HTTP 503", null);
      }
    });
    ResilientSource source = source(provider);
    assertThat(source.current(ZONE, time.instant())).isPresent();
    assertThat(time.slept()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    assertThat(source.health().get(0).state()).isEqualTo(SourceHealth.State.UP);
    assertThat(source.health().get(0).failures()).isEqualTo(2);
  }

  @Test
  void restsAfterALongOutageAndSaysSo() {
    ResilientSource source = source(provider);
    assertThat(source.forecast(ZONE, time.instant(), DAY)).isPresent();
    provider.isDown();
    for (int i = 0; i < 8; i++) {
      time.pass(Duration.ofMinutes(5));
      assertThat(source.forecast(ZONE, time.instant(), DAY)).isPresent();
    }
    SourceHealth health = source.health().get(0);
    assertThat(health.state()).isEqualTo(SourceHealth.State.RESTING);
    assertThat(health.lastError()).contains("provider: HTTP 503");
    assertThat(health.age(time.instant()).orElseThrow()).isGreaterThan(Duration.ofMinutes(40));
  }

  @Test
  void aRestartOfflineHasAForecastAndDoesNotWaitForIt() {
    assertThat(source(provider).forecast(ZONE, time.instant(), DAY)).isPresent();
    time.pass(Duration.ofHours(3));
    provider.failsWith(GridException.passing("no network", null, Duration.ofHours(1)));
    Instant begin = time.instant();
    IntensitySeries kept = source(provider).forecast(ZONE, begin, DAY).orElseThrow();
    assertThat(kept.provenance().freshness()).isEqualTo(Freshness.stale(Duration.ofHours(3)));
    Intensity present = source(provider).current(ZONE, begin).orElseThrow();
    assertThat(present.provenance().freshness()).isEqualTo(Freshness.stale(Duration.ofHours(3)));
    assertThat(time.instant()).isEqualTo(begin);
  }

  @Test
  void tellsWhatItFoundOdd() {
    ResilientSource source = ResilientSource.builder(provider)
        .clock(time)
        .bounds(new Bounds(3000, 1, Duration.ofHours(3), Duration.ofHours(3)))
        .virtual(time, () -> 0)
        .build();
    assertThat(source.health().get(0).lastFinding()).isEmpty();
    assertThat(source.forecast(ZONE, time.instant(), DAY)).isPresent();
    assertThat(source.health().get(0).lastFinding().orElseThrow())
        .contains("provider, DE: jumps from");
  }

  @Test
  void keepsToItsSettings() {
    ResilientSource source = ResilientSource.builder(provider)
        .clock(time)
        .cadence(Cadence.every(Duration.ofMinutes(1)))
        .retry(new RetryPolicy(1, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ZERO))
        .rateLimit(new RateLimit(2, DAY))
        .breaker(new BreakerPolicy(100, 1, Duration.ofHours(1)))
        .background(Runnable::run)
        .timeBudget(Duration.ofMinutes(5), 1)
        .directory(directory)
        .build();
    for (int i = 0; i < 5; i++) {
      assertThat(source.current(ZONE, time.instant())).isPresent();
      time.pass(Duration.ofMinutes(2));
    }
    assertThat(provider.asked()).isEqualTo(2);
    assertThat(source.health().get(0).quota().orElseThrow().asked()).isEqualTo(2);
    assertThat(source.health().get(0).quota().orElseThrow().roomAt())
        .contains(VirtualTime.START.plus(DAY));
  }

  @Test
  void anUnknownZoneNeitherRetriesNorRests() {
    ResilientSource source = source(provider);
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> source.current(Zone.of("XX"), time.instant()))
          .hasMessageContaining("no zone XX");
      time.pass(Duration.ofMinutes(2));
    }
    assertThat(provider.asked()).isEqualTo(20);
    assertThat(source.health().get(0).state()).isEqualTo(SourceHealth.State.BROKEN);
    assertThat(source.current(ZONE, time.instant())).isPresent();
  }

  private ResilientSource source(GridSource around) {
    return ResilientSource.builder(around)
        .clock(time)
        .directory(directory)
        .virtual(time, () -> 0)
        .build();
  }
}
