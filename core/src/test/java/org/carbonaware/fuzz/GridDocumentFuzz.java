package org.carbonaware.fuzz;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.document.DocumentGridSource;

/** The documents that an air-gapped cluster is handed: ours, the Carbon Aware SDK's, CSV. */
final class GridDocumentFuzz {
  private static final Instant NOW = Instant.parse("2024-06-01T12:00:00Z");
  private static final Zone ZONE = Zone.of("DE");

  private GridDocumentFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Path file = Scratch.file("grid.json", input);
    ask(DocumentGridSource.file(file, Basis.LIFECYCLE, () -> NOW), ZONE);
  }

  static void ask(GridSource source, Zone zone) {
    attempt(() -> source.current(zone, NOW));
    attempt(() -> source.history(zone, NOW.minus(Duration.ofHours(24)), NOW));
    attempt(() -> source.forecast(zone, NOW, Duration.ofHours(24)));
  }

  private static void attempt(Runnable question) {
    try {
      question.run();
    } catch (GridException refused) {
      TraceFuzz.said(refused);
    }
  }

  static List<byte[]> seeds() {
    return List.of(
        Scratch.text("""
            {"schema":"carbon-aware/forecast/v1","zone":"DE","issuedAt":"2024-06-01T12:00:00Z","model":"best",
             "basis":"lifecycle","stepSeconds":3600,"points":[
              {"start":"2024-06-01T12:00:00Z","gramsPerKwh":300.5,"p10":250,"p90":350},
              {"start":"2024-06-01T13:00:00Z","gramsPerKwh":310,"p10":250,"p90":350}]}
            """),
        Scratch.text("""
            {"schema":"carbon-aware/monitor/v1","readings":[{"zone":"DE","gramsPerKwh":301.5,"basis":"lifecycle",
             "at":"2024-06-01T11:00:00Z","source":"x","ageSeconds":60,"kind":"measured","level":"low"}]}
            """),
        Scratch.text("""
            [{"requestedAt":"2024-06-01T12:00:00Z","generatedAt":"2024-06-01T11:55:00+00:00","location":"DE",
              "dataStartAt":"2024-06-01T12:00:00Z","dataEndAt":"2024-06-01T14:00:00Z","windowSize":5,
              "forecastData":[{"location":"DE","timestamp":"2024-06-01T12:00:00+00:00","duration":60,"value":359.2},
              {"location":"DE","timestamp":"2024-06-01T13:00:00+00:00","duration":60,"value":365.0}]}]
            """),
        Scratch.text("timestamp,gco2_per_kwh\n2024-06-01T11:00Z,300\n2024-06-01T12:00Z,301\n"));
  }
}
