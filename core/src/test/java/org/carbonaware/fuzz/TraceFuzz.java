package org.carbonaware.fuzz;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.trace.Gaps;
import org.carbonaware.grid.trace.Trace;
import org.carbonaware.grid.trace.TraceFile;

/** Traces: what comes out of a file that is read is usable, or the file is refused. */
final class TraceFuzz {
  private static final double MOST = 3000;

  private TraceFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Path file = Scratch.file("trace.csv", input);
    for (Gaps gaps : Gaps.values()) {
      for (Basis basis : List.of(Basis.LIFECYCLE, Basis.DIRECT)) {
        try {
          check(TraceFile.read(file, Set.of(), basis, gaps));
          check(TraceFile.read(file, Zone.of("DE"), basis, gaps));
        } catch (GridException refused) {
          said(refused);
        }
      }
    }
  }

  private static void check(Trace trace) {
    for (Zone zone : trace.zones()) {
      IntensitySeries series = trace.series(zone);
      for (double value : series.toArray()) {
        if (value < 0 || value > MOST) { // what is missing is not a number
          throw new AssertionError(zone + " has " + value + " gCO2e/kWh");
        }
      }
    }
  }

  static void said(GridException refused) {
    String message = refused.getMessage();
    if (message == null || message.isBlank() || message.length() > 20_000) {
      throw new AssertionError("a refusal that helps nobody", refused);
    }
  }

  static List<byte[]> seeds() {
    byte[] own = Scratch.text("""
        # synthetic
        timestamp,gco2_per_kwh
        2024-01-01T00:00Z,400.5
        2024-01-01T01:00Z,390
        2024-01-01T03:00Z,410
        """);
    return List.of(
        own,
        Scratch.gzipped(own),
        Scratch.text("""
            datetime,zone,gco2_per_kwh
            2024-03-31T00:00:00+01:00,DE,300
            2024-03-31T00:00:00+01:00,FR,50
            2024-03-31T01:00:00+01:00,DE,310
            2024-03-31T01:00:00+01:00,FR,49
            """),
        Scratch.text("""
            timestamp,DE,FR,US-CAL-CISO
            2024-01-01 00:00,300,50,200
            2024-01-01 01:00,,51,201
            2024-01-01 02:00,302,NaN,-1
            2024-01-01 02:00,302,4000,1e308
            """),
        Scratch.text("\uFEFFDatetime (UTC),Country,Zone name,Zone id,"
            + "Carbon intensity gCO\u2082eq/kWh (direct),Carbon intensity gCO\u2082eq/kWh (Life cycle)\r\n"
            + "2023-01-01 00:00:00,Germany,\"Germ\"\"any, all\",DE,350.1,400.2\r\n"
            + "2023-01-01 01:00:00,Germany,Germany,DE,351.1,401.2\r\n"));
  }
}
