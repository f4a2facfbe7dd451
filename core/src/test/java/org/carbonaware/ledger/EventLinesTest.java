package org.carbonaware.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.carbonaware.control.ControllerEvent.IntensityObserved;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.Provenance;
import org.junit.jupiter.api.Test;

class EventLinesTest {
  @Test
  void anIntensitySaysHowOldItIs() {
    Instant at = Instant.parse("2026-03-02T00:00:00Z");
    Provenance stale =
        new Provenance("made", Provenance.Kind.FORECAST, Freshness.stale(Duration.ofHours(3)));
    ObjectNode fields = EventLines.of(
            new IntensityObserved(at, new Intensity(90, Basis.LIFECYCLE, at, stale)))
        .orElseThrow()
        .fields();
    assertThat(fields.path("freshness").asText()).isEqualTo("stale");
    assertThat(fields.path("ageSeconds").asLong()).isEqualTo(10_800);
  }
}
