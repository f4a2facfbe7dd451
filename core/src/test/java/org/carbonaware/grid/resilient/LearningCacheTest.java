package org.carbonaware.grid.resilient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carbonaware.grid.resilient.ScriptedSource.STEP;
import static org.carbonaware.grid.resilient.ScriptedSource.ZONE;
import static org.carbonaware.grid.resilient.VirtualTime.START;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cache in use by a provider with habits. */
class LearningCacheTest {
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private final VirtualTime time = new VirtualTime();
  private final ScriptedSource provider = new ScriptedSource(time);

  /** A grid whose hours are known from their minute 17 on, more or less. */
  private GridSource knownAtMinute17(SplittableRandom random, AtomicInteger asked) {
    Instant[] published = new Instant[24 * 40];
    for (int i = 0; i < published.length; i++) {
      published[i] =
          START.plus(STEP.multipliedBy(i - 2)).plusSeconds(7 * 60 + random.nextInt(-120, 120));
    }
    return new GridSource() {
      @Override
      public String name() {
        return "provider";
      }

      @Override
      public Basis basis() {
        return Basis.LIFECYCLE;
      }

      @Override
      public Optional<Intensity> current(Zone zone, Instant now) {
        asked.incrementAndGet();
        int last = 0;
        while (!published[last + 1].isAfter(now)) {
          last++;
        }
        return provider.current(zone, published[last]);
      }

      @Override
      public IntensitySeries history(Zone zone, Instant from, Instant to) {
        return provider.history(zone, from, to);
      }

      @Override
      public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
        return provider.forecast(zone, now, horizon);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void asksShortlyAfterTheProviderPublishes(boolean inBackground) {
    SplittableRandom random = new SplittableRandom(42);
    AtomicInteger asked = new AtomicInteger();
    GridSource learning = CachedSource.of(
        knownAtMinute17(random, asked),
        Cadence.every(QUARTER),
        time,
        random::nextDouble,
        inBackground ? Runnable::run : null);
    int behind = 0;
    int looks = 0;
    Instant warm = START.plus(Duration.ofDays(4));
    while (time.instant().isBefore(START.plus(Duration.ofDays(30)))) {
      Intensity value = learning.current(ZONE, time.instant()).orElseThrow();
      assertThat(value.provenance().freshness().age()).isLessThanOrEqualTo(QUARTER);
      assertThat(value.provenance().freshness().state()).isNotEqualTo(Freshness.State.STALE);
      if (time.instant().isAfter(warm)) {
        Instant hour = time.instant().minus(Duration.ofMinutes(17)).truncatedTo(ChronoUnit.HOURS);
        behind += value.at().isBefore(hour) ? 1 : 0;
        looks++;
      }
      time.pass(Duration.ofSeconds(20));
    }
    double minutesBehind = 60.0 * behind / looks;
    assertThat(minutesBehind).as("7 minutes at any time of asking").isLessThan(3.5);
    double longest = inBackground ? 0.8 * 15 : 15;
    assertThat(asked.get() / 24.0 / 30).isLessThan(60 / (0.95 * longest) * 1.01);
  }

  @Test
  void aFailureWhenSomethingNewIsExpectedChangesNothingUntilTheAnswerIsDue() {
    Duration cadence = Duration.ofMinutes(14);
    SplittableRandom random = new SplittableRandom(42);
    AtomicInteger asked = new AtomicInteger();
    GridSource learning = CachedSource.of(
        knownAtMinute17(random, asked), Cadence.every(cadence), time, () -> 0, null);
    int early = 0;
    for (int outage = 0; outage < 40; outage++) {
      provider.works();
      for (int i = 1_800 + random.nextInt(3_600); i > 0; i--) {
        assertThat(learning.current(ZONE, time.instant())).isPresent();
        time.pass(Duration.ofSeconds(20));
      }
      provider.isDown();
      int before = asked.get();
      Freshness freshness = freshness(learning);
      while (freshness.age().compareTo(cadence) < 0) {
        assertThat(freshness.state()).isNotEqualTo(Freshness.State.STALE);
        boolean soonDue = freshness.age().compareTo(cadence.minusMinutes(1)) > 0;
        early += asked.get() > before && !soonDue ? 1 : 0;
        assertThat(asked.get() - before).as("asked early").isLessThanOrEqualTo(1);
        time.pass(Duration.ofSeconds(20));
        freshness = freshness(learning);
      }
      assertThat(freshness.state()).isEqualTo(Freshness.State.STALE);
    }
    assertThat(early).as("else this shows nothing").isGreaterThan(3);
  }

  private Freshness freshness(GridSource source) {
    return source.current(ZONE, time.instant()).orElseThrow().provenance().freshness();
  }

  @Test
  void aForecastIsAnotherIssueIfItSaysSomethingElseOrGoesOnWhereItEnded() {
    Outlook first = outlook(0, 5, 6, 7);
    Kept<Outlook> kept = kept(first, Duration.ofHours(3));
    Kept<Outlook> short24 = kept(first, Duration.ofHours(24));
    assertThat(outlook(0, 5, 6, 7).isAnotherIssueThan(kept)).isFalse();
    assertThat(outlook(0, 9, 6, 7).isAnotherIssueThan(kept)).as("measured").isFalse();
    assertThat(outlook(1, 9, 7, 8).isAnotherIssueThan(kept))
        .as("measured, asked on")
        .isFalse();
    assertThat(outlook(1, 9, 7, 8).isAnotherIssueThan(short24)).as("goes on").isTrue();
    assertThat(outlook(1, 9, 8).isAnotherIssueThan(kept))
        .as("says something else")
        .isTrue();
    assertThat(outlook(1, 6, Double.NaN).isAnotherIssueThan(kept))
        .as("unknown now")
        .isFalse();
    assertThat(outlook(9, 1, 2).isAnotherIssueThan(kept))
        .as("nothing in common")
        .isFalse();
    assertThat(first.isAnotherIssueThan(new Kept<>(null, Freshness.LIVE, START, START, START)))
        .isFalse();
  }

  private static Outlook outlook(int firstHour, double... values) {
    Instant start = START.truncatedTo(ChronoUnit.HOURS).plus(STEP.multipliedBy(firstHour));
    return new Outlook(
        IntensitySeries.of(
            ZONE,
            Basis.LIFECYCLE,
            new Provenance("provider", Provenance.Kind.FORECAST),
            start,
            STEP,
            values),
        Duration.ofHours(3));
  }

  private static Kept<Outlook> kept(Outlook outlook, Duration asked) {
    Instant start = outlook.series().start();
    return new Kept<>(new Outlook(outlook.series(), asked), Freshness.LIVE, start, start, start);
  }
}
