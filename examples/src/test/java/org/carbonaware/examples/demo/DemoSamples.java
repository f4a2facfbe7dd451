package org.carbonaware.examples.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.carbonaware.examples.training.Architecture;
import org.carbonaware.grid.Basis;
import org.carbonaware.ledger.RunSummary;
import org.carbonaware.ledger.RunSummary.Part;

/** Settings and figures with a different value in each field. */
final class DemoSamples {
  static final Instant START = Instant.parse("2024-09-19T12:00:00Z");

  private DemoSamples() {}

  static DemoSettings settings() {
    return new DemoSettings(
        FrameworkChoice.DL4J,
        Architecture.CNN,
        Optional.of(Path.of("/data/fashion")),
        21,
        Duration.ofMinutes(452),
        Duration.ofHours(36),
        PolicyChoice.THRESHOLD,
        Optional.of(Path.of("/data/de.csv")),
        "DE",
        Basis.DIRECT,
        START,
        0.5,
        7);
  }

  static RunSummary run() {
    return new RunSummary(
        "run-20240919T120000Z-1f3a9c2e",
        "DE",
        "lifecycle",
        "plan",
        START,
        START.plus(Duration.ofHours(25)),
        START.plus(Duration.ofHours(36)),
        "FINISHED",
        true,
        1974,
        21,
        new Part(Duration.ofMinutes(450), 200_000, 10),
        new Part(Duration.ofMinutes(2), 700, 0.04),
        new Part(Duration.ofMinutes(3), 300, 0.01),
        Duration.ofHours(17),
        1,
        4,
        0,
        14.05,
        0,
        List.of("estimated"),
        List.of("assumed"),
        List.of("synthetic"),
        List.of());
  }
}
