package org.carbonaware.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.control.ControllerEvent.DecisionMade;
import org.carbonaware.control.ControllerEvent.IntensityObserved;
import org.carbonaware.control.PlannedPower;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.Provenance;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Reason;
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

  @Test
  void aDecisionSaysOnWhichPowerItWasMade() {
    Instant at = Instant.parse("2026-03-02T00:00:00Z");
    Decision run = Decision.run(at.plusSeconds(60), Reason.Code.LIFECYCLE, "made up");
    ObjectNode fields = EventLines.of(new DecisionMade(
            at,
            run,
            Optional.empty(),
            Optional.empty(),
            Optional.of(new PlannedPower(300, 30, "as it was told"))))
        .orElseThrow()
        .fields();
    assertThat(fields.path("runWatts").asDouble()).isEqualTo(300);
    assertThat(fields.path("pausedWatts").asDouble()).isEqualTo(30);
    assertThat(fields.path("powerFrom").asText()).isEqualTo("as it was told");
  }
}
