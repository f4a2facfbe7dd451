package org.carbonaware.grid.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance.Kind;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.tck.Recordings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads documents that others published, where they are at hand. */
class DocumentRecordingsTest {
  private static final Zone DE = Zone.of("DE");
  private static final Zone SYDNEY = Zone.of("Sydney");

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit's
  private Path folder;

  private GridSource source(String recorded, String name, Instant now) throws IOException {
    Path file =
        new Written(folder, name).holding(Recordings.read(recorded, name)).file();
    return DocumentGridSource.file(file, Basis.LIFECYCLE, InstantSource.fixed(now));
  }

  @Test
  void readsThePublishedForecastUpToItsZeros() throws IOException {
    Instant now = Instant.parse("2024-03-24T06:05:00Z");
    GridSource source = source("carbon-aware-computing", "forecast_blob_de_2024-03-24.json", now);
    IntensitySeries forecast = source.forecast(DE, now, Duration.ofDays(5)).orElseThrow();
    assertThat(forecast.start()).isEqualTo("2024-03-24T06:00:00Z");
    assertThat(forecast.step()).isEqualTo(Duration.ofMinutes(15));
    assertThat(forecast.size())
        .as("92 rows before the zeros, of which 24 are over")
        .isEqualTo(68);
    assertThat(forecast.toArray()).doesNotContain(0).doesNotContain(Double.NaN);
    assertThat(forecast.provenance().kind()).isEqualTo(Kind.FORECAST);
    assertThat(forecast.provenance().freshness())
        .isEqualTo(Freshness.cached(Duration.ofMinutes(365)));
    IntensitySeries history = source.history(DE, now.minus(Duration.ofDays(1)), now);
    assertThat(history.toArray()).hasSize(25).startsWith(185.3, 184.9, 184.9, 184.7, 185.1);
    assertThat(history.provenance().kind()).as("made before").isEqualTo(Kind.FORECAST);
    Instant late = Instant.parse("2024-03-24T23:00:00Z");
    assertThat(source.current(DE, late)).as("a zero is no value").isEmpty();
    assertThat(source.forecast(DE, late, Duration.ofDays(1))).isEmpty();
  }

  @Test
  void readsTheSdksSample() throws IOException {
    Instant now = Instant.parse("2021-07-01T00:30:00Z");
    DocumentGridSource source =
        (DocumentGridSource) source("carbon-aware-sdk", "sample-emissions-data.json", now);
    assertThat(source.current(SYDNEY, now).orElseThrow().gramsPerKwh()).isEqualTo(0.9);
    assertThat(source
            .current(Zone.of("Melbourne"), Instant.parse("2021-01-01T00:30:00Z"))
            .orElseThrow()
            .gramsPerKwh())
        .isEqualTo(0.71);
    assertThat(source.current(SYDNEY, Instant.parse("2021-07-01T01:00:00Z")))
        .as("a row without duration and neighbours holds an hour")
        .isEmpty();
    assertThat(source.notes()).containsExactly("times without an offset are taken as UTC");
    assertThatThrownBy(() -> source.current(Zone.of("Sidney"), now))
        .hasMessageEndingWith("no zone \"Sidney\"; it has Sydney, Melbourne, US-East, Auckland;"
            + " did you mean Sydney?");
  }
}
