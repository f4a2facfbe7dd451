package org.carbonaware.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.carbonaware.grid.resilient.MonitoredSource;
import org.carbonaware.grid.tck.GridSourceContract;
import org.junit.jupiter.api.Test;

class StandInTest extends GridSourceContract {
  private static final Zone PART = Zone.of("SE-SE3");
  private static final Zone WHOLE = Zone.of("SE");

  @Override
  protected GridSource source(InstantSource clock) {
    return new StandIn(Grids.typical(clock), PART, WHOLE);
  }

  @Override
  protected Zone zone() {
    return PART;
  }

  @Override
  protected Instant now() {
    return Instant.parse("2024-05-14T10:20:00Z");
  }

  @Test
  void saysWhatTheOtherZoneHasAndThatItStandsIn() {
    InstantSource clock = InstantSource.fixed(now());
    GridSource other = Grids.typical(clock);
    IntensitySeries said =
        source(clock).forecast(PART, now(), Duration.ofDays(1)).orElseThrow();
    assertThat(said.toArray())
        .isEqualTo(
            other.forecast(WHOLE, now(), Duration.ofDays(1)).orElseThrow().toArray());
    for (Provenance provenance : new Provenance[] {
      said.provenance(),
      source(clock).current(PART, now()).orElseThrow().provenance(),
      source(clock).history(PART, now().minusSeconds(7200), now()).provenance()
    }) {
      assertThat(provenance.source()).endsWith(" (SE in place of SE-SE3)");
      assertThat(provenance.kind()).isEqualTo(Provenance.Kind.ASSUMED);
      assertThat(provenance.freshness()).isEqualTo(Freshness.STATIC);
    }
    assertThat(source(clock).name()).isEqualTo("typical year for SE");
  }

  @Test
  void theHealthIsThatOfTheSourceAsked() {
    InstantSource clock = InstantSource.fixed(now());
    GridSource watched = MonitoredSource.of(Grids.typical(clock), clock);
    assertThat(new StandIn(watched, PART, WHOLE).health())
        .isEqualTo(watched.health())
        .hasSize(1);
  }
}
