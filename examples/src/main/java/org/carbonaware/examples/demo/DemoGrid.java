package org.carbonaware.examples.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Grids;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.trace.Gaps;
import org.carbonaware.grid.trace.Trace;
import org.carbonaware.grid.trace.TraceFile;
import org.carbonaware.grid.trace.TraceGridSource;

/** The grid the demo lives on: synthetic, or a trace replayed. */
final class DemoGrid {
  /**
   * Noon of a September day of the synthetic German grid: two clean hours, a dirty evening and
   * night, and a clean next noon, so that 3 to 16 hours of work pause once or twice and resume.
   */
  static final Instant SYNTHETIC_START = Instant.parse("2024-09-19T12:00:00Z");

  /** What a forecast from history learns from. */
  private static final Duration HISTORY = Duration.ofDays(14);

  private final Zone zone;
  private final long seed;
  private final Optional<Trace> trace;

  private DemoGrid(Zone zone, long seed, Optional<Trace> trace) {
    this.zone = zone;
    this.seed = seed;
    this.trace = trace;
  }

  /** Reads the trace, if there is one; blocks on the disk. */
  static DemoGrid of(Optional<Path> file, String zone, Basis basis, long seed) {
    if (!Zone.isKey(zone)) {
      throw new DemoException("--zone \"" + zone + "\" is no zone's key; expected such as DE");
    }
    Zone key = Zone.of(zone);
    return new DemoGrid(key, seed, file.map(path -> TraceFile.read(path, key, basis, Gaps.FAIL)));
  }

  Zone zone() {
    return zone;
  }

  GridSource source(InstantSource clock) {
    return trace.isPresent()
        ? TraceGridSource.of(trace.get(), clock)
        : Grids.synthetic(seed, clock);
  }

  /** What a person should know about it. */
  String describe() {
    return trace
        .map(read -> "trace " + read.name() + ", zone " + zone)
        .orElse("synthetic, zone " + zone + ", made up after real years (assumed)");
  }

  List<String> notes() {
    return trace.map(Trace::notes).orElse(List.of());
  }

  /** The noon to begin at: with two weeks of history where the trace allows that. */
  Instant defaultStart() {
    if (trace.isEmpty()) {
      return SYNTHETIC_START;
    }
    IntensitySeries series = trace.get().series(zone);
    Instant noon =
        series.start().plus(HISTORY).truncatedTo(ChronoUnit.DAYS).plus(12, ChronoUnit.HOURS);
    return noon.isBefore(series.end()) ? noon : series.start();
  }

  /** Throws, naming what there is, if nothing is known about a moment. */
  void requireKnown(Instant moment) {
    if (source(() -> moment).current(zone, moment).isEmpty()) {
      IntensitySeries series = trace.orElseThrow().series(zone);
      throw new DemoException("--start " + moment + ": the trace has no value there; it goes from "
          + series.start() + " to " + series.end());
    }
  }
}
