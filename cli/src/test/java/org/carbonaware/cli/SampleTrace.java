package org.carbonaware.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Three grids for a month: DE swings by day, FR is low and even, PL is high and swings a little.
 */
final class SampleTrace {
  static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  static final int HOURS = 24 * 30;

  private SampleTrace() {}

  static double de(int hour) {
    return 300 + 120 * Math.sin(2 * Math.PI * (hour % 24 - 11) / 24) + hour % 7 * 5;
  }

  static double fr(int hour) {
    return 40 + hour % 5;
  }

  static double pl(int hour) {
    return 700 + 60 * Math.sin(2 * Math.PI * (hour % 24 - 9) / 24);
  }

  static Path write(Path folder) throws IOException {
    List<String> lines = new ArrayList<>(List.of("timestamp,DE,FR,PL"));
    for (int i = 0; i < HOURS; i++) {
      lines.add(START.plus(Duration.ofHours(i)) + ","
          + String.format(Locale.ROOT, "%.2f,%.2f,%.2f", de(i), fr(i), pl(i)));
    }
    return Files.write(folder.resolve("grids.csv"), lines);
  }
}
