package org.carbonaware.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FreshnessTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void saysItsStateAndAgeToPeople() {
    assertThat(Freshness.LIVE).hasToString("live");
    assertThat(Freshness.STATIC).hasToString("static");
    assertThat(Freshness.cached(Duration.ofSeconds(12))).hasToString("cached (12 s)");
    assertThat(Freshness.cached(Duration.ofSeconds(725))).hasToString("cached (12 min)");
    assertThat(Freshness.stale(Duration.ofMinutes(185))).hasToString("stale (3 h 5 min)");
  }

  @Test
  void anAnswerGivenAgainAtTheSameMomentIsLive() {
    assertThat(Freshness.cached(Duration.ZERO)).isEqualTo(Freshness.LIVE);
  }

  @Test
  void agesAddUp() {
    assertThat(Freshness.LIVE.keptFor(MINUTE, false)).isEqualTo(Freshness.cached(MINUTE));
    assertThat(Freshness.cached(HOUR).keptFor(MINUTE, false))
        .isEqualTo(Freshness.cached(Duration.ofMinutes(61)));
    assertThat(Freshness.LIVE.keptFor(MINUTE, true)).isEqualTo(Freshness.stale(MINUTE));
  }

  @Test
  void staleStaysStaleAndStaticStaysStatic() {
    assertThat(Freshness.stale(HOUR).keptFor(Duration.ZERO, false))
        .isEqualTo(Freshness.stale(HOUR));
    assertThat(Freshness.STATIC.keptFor(HOUR, true)).isEqualTo(Freshness.STATIC);
  }

  @Test
  void refusesAgesThatCannotBe() {
    assertThatThrownBy(() -> Freshness.stale(HOUR.negated()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT-1H");
    assertThatThrownBy(() -> new Freshness(Freshness.State.LIVE, HOUR))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no age");
  }

  @Test
  void aSourceThatAssumesIsStaticAndAnyOtherLive() {
    assertThat(new Provenance("a table", Provenance.Kind.ASSUMED).freshness())
        .isEqualTo(Freshness.STATIC);
    assertThat(new Provenance("a meter", Provenance.Kind.MEASURED).freshness())
        .isEqualTo(Freshness.LIVE);
  }

  @Test
  void aForecastAgesFromWhenItWasMade() {
    assertThat(Freshness.ofForecastMade(Duration.ofMinutes(-5))).isEqualTo(Freshness.LIVE);
    assertThat(Freshness.ofForecastMade(Duration.ofHours(1))).isEqualTo(Freshness.LIVE);
    Duration more = Duration.ofMinutes(61);
    assertThat(Freshness.ofForecastMade(more)).isEqualTo(Freshness.cached(more));
    Duration most = Duration.ofHours(36);
    assertThat(Freshness.ofForecastMade(most)).isEqualTo(Freshness.cached(most));
    assertThat(Freshness.ofForecastMade(most.plusNanos(1)))
        .isEqualTo(Freshness.stale(most.plusNanos(1)));
  }

  @Test
  void whatIsNotOverdueDiffersByAgeAlone() {
    Provenance live = new Provenance("a meter", Provenance.Kind.MEASURED);
    Provenance cached = live.withFreshness(Freshness.cached(Duration.ofMinutes(5)));
    Provenance stale = live.withFreshness(Freshness.stale(Duration.ofMinutes(5)));
    assertThat(cached.ageless()).isEqualTo(live.ageless());
    assertThat(stale.ageless())
        .isEqualTo(live.withFreshness(Freshness.stale(Duration.ZERO)).ageless())
        .isNotEqualTo(cached.ageless())
        .isNotEqualTo(live.withFreshness(Freshness.STATIC).ageless());
    assertThat(live.withFreshness(Freshness.STATIC).ageless()).isNotEqualTo(live.ageless());
  }
}
