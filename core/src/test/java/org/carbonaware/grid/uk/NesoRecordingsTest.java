package org.carbonaware.grid.uk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance.Kind;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.HttpLimits;
import org.carbonaware.grid.tck.FakeProvider;
import org.carbonaware.grid.tck.Recordings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reads recordings of the service where they are at hand. */
class NesoRecordingsTest {
  private static final Zone GB = Zone.of("GB");
  private static final Zone LONDON = Zone.of("GB-LONDON");
  private static final Duration LONG = Duration.ofDays(5);

  private final FakeProvider provider = new FakeProvider();

  @AfterEach
  void close() {
    provider.close();
  }

  private GridSource source(String recording, Instant now) {
    provider.serve(Recordings.read("ukci", recording));
    return NesoGridSource.at(provider.address(), HttpLimits.ofDefaults(), InstantSource.fixed(now));
  }

  @Test
  void readsTheNationsTwoDays() {
    Instant now = Instant.parse("2023-12-03T10:40:00Z");
    GridSource source = source("national_fw48h_2023-12-03.json", now);
    IntensitySeries forecast = source.forecast(GB, now, LONG).orElseThrow();
    assertThat(forecast.start()).isEqualTo("2023-12-03T10:30:00Z");
    assertThat(forecast.step()).isEqualTo(Duration.ofMinutes(30));
    assertThat(forecast.size()).isEqualTo(96);
    assertThat(forecast.gramsPerKwh(0)).isEqualTo(211);
    assertThat(forecast.gramsPerKwh(2)).isEqualTo(220);
    Intensity present = source.current(GB, now).orElseThrow();
    assertThat(present.gramsPerKwh()).isEqualTo(206);
    assertThat(present.provenance().kind()).isEqualTo(Kind.MEASURED);
    assertThat(source.history(GB, now.minus(LONG), now).toArray()).containsExactly(206);
  }

  @Test
  void leavesOutTheHalfHourBeforeABoundary() {
    Instant now = Instant.parse("2020-05-24T21:00:00Z");
    GridSource source = source("national_fw24h_boundary_2020-05-24.json", now);
    IntensitySeries forecast = source.forecast(GB, now, LONG).orElseThrow();
    assertThat(forecast.start()).isEqualTo(now);
    assertThat(forecast.size()).isEqualTo(48);
    assertThat(forecast.gramsPerKwh(0)).isEqualTo(148);
    assertThat(forecast.gramsPerKwh(2)).isEqualTo(144);
    assertThat(source.history(GB, now.minus(LONG), now).size()).isZero();
    assertThat(source.current(GB, now).orElseThrow().provenance().kind()).isEqualTo(Kind.FORECAST);
  }

  @Test
  void readsARegionsTwoDays() {
    Instant now = Instant.parse("2023-12-03T10:40:00Z");
    GridSource source = source("regional_regionid13_fw48h_2023-12-03.json", now);
    IntensitySeries forecast = source.forecast(LONDON, now, LONG).orElseThrow();
    assertThat(forecast.size()).isEqualTo(96);
    assertThat(forecast.gramsPerKwh(0)).isEqualTo(134);
    assertThat(source.current(LONDON, now).orElseThrow().gramsPerKwh()).isEqualTo(134);
    assertThatThrownBy(() -> source.current(Zone.of("GB-WALES"), now))
        .hasMessageContaining("sent region 13 instead of zone GB-WALES");
  }

  @Test
  void readsTheRunningHalfHour() {
    Instant now = Instant.parse("2030-01-15T12:10:00Z");
    GridSource source = source("synthetic_national_current.json", now);
    assertThat(source.current(GB, now).orElseThrow().gramsPerKwh()).isEqualTo(139);
  }

  @Test
  void tellsAnOutageFromNothingToSay() {
    Instant now = Instant.parse("2030-01-15T12:10:00Z");
    assertThat(source("synthetic_data_empty_list.json", now).forecast(GB, now, LONG))
        .isEmpty();
    assertThatThrownBy(() -> source("synthetic_empty_object_200.json", now).current(GB, now))
        .hasMessageContaining("sent no data")
        .satisfies(e -> assertThat(((GridException) e).mayHelpToRetry()).isTrue());
  }

  @Test
  void readsErrors() {
    Instant now = Instant.parse("2030-01-15T12:10:00Z");
    for (int status : new int[] {400, 500}) {
      String body = Recordings.read("ukci", "error_" + status + ".json");
      GridSource source =
          NesoGridSource.at(provider.address(), HttpLimits.ofDefaults(), InstantSource.fixed(now));
      provider.serve(question -> FakeProvider.json(body).code(status).build());
      assertThatThrownBy(() -> source.current(GB, now))
          .hasMessageContainingAll("HTTP " + status, status == 400 ? "valid postcode" : "not found")
          .satisfies(
              e -> assertThat(((GridException) e).mayHelpToRetry()).isEqualTo(status == 500));
    }
  }
}
