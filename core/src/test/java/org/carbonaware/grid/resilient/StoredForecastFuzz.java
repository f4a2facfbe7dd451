package org.carbonaware.grid.resilient;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.zip.CRC32;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.resilient.StoredForecasts.Stored;

/** Forecasts kept on disk, as they are and with a checksum that fits whatever was changed. */
public final class StoredForecastFuzz {
  private StoredForecastFuzz() {}

  /**
   * Reads it both ways.
   *
   * @param input the file's bytes
   */
  public static void fuzzerTestOneInput(byte[] input) {
    read(input);
    String line = new String(input, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    CRC32 crc = new CRC32();
    crc.update(line.getBytes(StandardCharsets.UTF_8));
    read((line + "\n" + String.format("%08x", crc.getValue()) + "\n")
        .getBytes(StandardCharsets.UTF_8));
  }

  private static void read(byte[] bytes) {
    Stored stored;
    try {
      stored = StoredForecasts.read(bytes);
    } catch (IOException refused) {
      if (refused.getMessage() == null || refused.getMessage().length() > 2000) {
        throw new AssertionError("a refusal that helps nobody", refused);
      }
      return;
    }
    try {
      Stored again = StoredForecasts.read(StoredForecasts.write(stored));
      if (!again.series().start().equals(stored.series().start())
          || again.series().size() != stored.series().size()) {
        throw new AssertionError("what is kept is not what was read");
      }
    } catch (IOException e) {
      throw new AssertionError("what was read can't be kept", e);
    }
  }

  /**
   * Sound files to begin with.
   *
   * @return their bytes
   */
  public static List<byte[]> seeds() {
    Instant start = Instant.parse("2024-06-01T12:00:00Z");
    IntensitySeries series = IntensitySeries.of(
        Zone.of("DE"),
        Basis.LIFECYCLE,
        new Provenance("provider", Provenance.Kind.FORECAST),
        start,
        Duration.ofHours(1),
        new double[] {300, Double.NaN, 310.5});
    return List.of(StoredForecasts.write(new Stored(series, start)));
  }
}
