package org.carbonaware.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridsTest {
  private static final Instant PAST = Instant.parse("2024-01-01T01:30:00Z");

  @Test
  void replaysAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(
        folder.resolve("DE.csv"),
        "timestamp,gco2_per_kwh\n2024-01-01T00:00Z,1\n2024-01-01T01:00Z,2\n");
    GridSource trace = Grids.trace(file);
    assertThat(trace.basis()).isEqualTo(Basis.LIFECYCLE);
    assertThat(trace.current(Zone.of("DE"), PAST).orElseThrow().gramsPerKwh()).isEqualTo(2);
  }

  @Test
  void withoutAClockTheSystemsPresentEndsTheHistory() {
    Zone de = Zone.of("DE");
    for (GridSource source : new GridSource[] {Grids.synthetic(1), Grids.typical()}) {
      assertThat(source.history(de, PAST.minus(Duration.ofHours(2)), PAST).size())
          .isEqualTo(3);
      Instant farAhead = Instant.parse("2900-01-01T00:00:00Z");
      assertThat(source.history(de, farAhead, farAhead.plusSeconds(7200)).size())
          .isZero();
    }
  }

  @Test
  void asksWattTimeUnderItsOwnNamesAndNeverForAnotherPlaceOfTheSameName() {
    assertThat(Grids.wattTimeRegion("US-CAR-SC")).isEqualTo("SC");
    assertThat(Grids.wattTimeRegion("GB")).isEqualTo("UK");
    assertThat(Grids.wattTimeRegion("CAISO_NORTH")).isEqualTo("CAISO_NORTH");
    assertThat(Grids.wattTimeRegion("NZ")).isEqualTo("NZ");
    assertThatThrownBy(() -> Grids.wattTimeRegion("SC")) // the Seychelles
        .isInstanceOf(GridException.class)
        .hasMessageContainingAll("SC (Seychelles)", "US-CAR-SC");
    assertThatThrownBy(() -> Grids.wattTimeRegion("US-MIDA-PJM"))
        .isInstanceOf(GridException.class)
        .hasMessageContainingAll("PJM_DC", "PJM_SOUTHWEST_OH");
  }
}
