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
public final class DemoGrid {
  /**
   * Noon of a September day of the synthetic German grid: two clean hours, a dirty evening and
   * night, and a clean next noon, so that 3 to 16 hours of work pause once or twice and resume.
   */
  public static final Instant SYNTHETIC_START = Instant.parse("2024-09-19T12:00:00Z");

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

  /**
   * Reads the trace, if there is one; blocks on the disk.
   *
   * @param file the trace; empty for the synthetic grid
   * @param zone its key
   * @param basis what the trace's values count
   * @param gaps what to do with damage in the trace
   * @param seed of the synthetic grid
   * @return the grid
   */
  public static DemoGrid of(Optional<Path> file, String zone, Basis basis, Gaps gaps, long seed) {
    if (!Zone.isKey(zone)) {
      throw new DemoException("--zone \"" + zone + "\" is no zone's key; expected such as DE");
    }
    Zone key = Zone.of(zone);
    return new DemoGrid(key, seed, file.map(path -> TraceFile.read(path, key, basis, gaps)));
  }

  /**
   * The zone.
   *
   * @return its key is known to be one
   */
  public Zone zone() {
    return zone;
  }

  /**
   * The grid as a controller asks it.
   *
   * @param clock tells the present, which ends the history
   * @return the source
   */
  public GridSource source(InstantSource clock) {
    return trace.isPresent()
        ? TraceGridSource.of(trace.get(), clock)
        : Grids.synthetic(seed, clock);
  }

  /**
   * The series of a trace.
   *
   * @return all of the zone's; empty if the grid is synthetic and has no end
   */
  public Optional<IntensitySeries> traced() {
    return trace.map(read -> read.series(zone));
  }

  /**
   * What a person should know about it.
   *
   * @return one line
   */
  public String describe() {
    return trace
        .map(read -> "trace " + read.name() + ", zone " + zone)
        .orElse("synthetic, zone " + zone + ", made up after real years (assumed)");
  }

  /**
   * What a reader of the results should know about the trace.
   *
   * @return one sentence each; empty for the synthetic grid
   */
  public List<String> notes() {
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
