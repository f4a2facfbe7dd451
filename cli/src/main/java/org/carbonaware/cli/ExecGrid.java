package org.carbonaware.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.carbonaware.control.TrainingClock;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.trace.Gaps;
import org.carbonaware.grid.trace.Trace;
import org.carbonaware.grid.trace.TraceFile;
import org.carbonaware.grid.trace.TraceGridSource;
import org.carbonaware.grid.zones.Zones;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say which grid a program runs on: the live one, or that of a trace. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ExecGrid {
  @FromConfig("zone")
  @Option(
      names = "--zone",
      paramLabel = "KEY",
      description = "The grid zone, such as DE. Needed unless the trace has only one.")
  @Nullable
  Zone zone;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "A CSV file of carbon intensity, instead of the live grid.")
  @Nullable
  Path trace;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "The time of the trace that it is when the program is started; the present if"
          + " not given.")
  @Nullable
  Instant at;

  @FromConfig("basis")
  @Option(
      names = "--basis",
      defaultValue = "lifecycle",
      paramLabel = "NAME",
      description = "What the trace's values count: lifecycle, direct or marginal.")
  Basis basis;

  @FromConfig("grid.traceGaps")
  @Option(
      names = "--gaps",
      defaultValue = "fail",
      paramLabel = "fail|fill",
      description = "What to do with damage in the trace.")
  Gaps gaps;

  private @Nullable Trace read;

  /** The clock: it begins at the trace's moment, if one was given. */
  TrainingClock clock(CommandLine command, double speed) {
    if (at == null) {
      TrainingClock system = TrainingClock.system();
      return speed == 1 ? system : TrainingClock.scaled(system.instant(), speed);
    }
    if (trace == null) {
      throw new ParameterException(command, "--at needs a --trace: the live grid is asked for now");
    }
    return TrainingClock.scaled(at, speed);
  }

  /** The one zone that is asked for, or that there is. */
  Zone zone(CommandLine command) {
    if (trace != null) {
      List<Zone> zones = trace(command, trace).zones();
      if (zones.size() != 1) {
        throw new ParameterException(
            command,
            "--zone is missing: " + trace + " has "
                + String.join(", ", zones.stream().map(Zone::key).toList()));
      }
      return zones.get(0);
    }
    if (zone == null) {
      throw new ParameterException(
          command, "--zone is missing; expected where the computer stands, such as --zone DE");
    }
    if (Zones.find(zone).isEmpty() && !Main.of(command).configuration().get().takesOtherZones()) {
      throw new ParameterException(command, "--zone: " + Zones.unknown(zone.key()));
    }
    return zone;
  }

  /** What tells of the zone. */
  GridSource source(CommandLine command, TrainingClock clock) {
    Zone chosen = zone(command);
    if (trace == null) {
      return Main.of(command).configuration().get().gridSource(chosen);
    }
    Trace known = trace(command, trace);
    IntensitySeries series = known.series(chosen);
    Instant now = clock.instant();
    if (now.isBefore(series.start()) || !now.isBefore(series.end())) {
      throw new ParameterException(
          command,
          (at == null ? "the present, " + now : "--at " + at) + ": the trace of " + chosen
              + " goes from " + series.start() + " to " + series.end()
              + "; expected --at a time in it");
    }
    return TraceGridSource.of(known, clock);
  }

  private Trace trace(CommandLine command, Path file) {
    Trace known = read;
    if (known == null) {
      try {
        known = TraceFile.read(file, Optional.ofNullable(zone).stream().toList(), basis, gaps);
      } catch (GridException e) {
        if (e.isOfUnknownZone() && !command.getParseResult().hasMatchedOption("--zone")) {
          known = TraceFile.read(file, List.of(), basis, gaps); // of another grid than configured
        } else if (e.isOfUnknownZone()) {
          throw new ParameterException(command, "--zone: " + e.getMessage(), e);
        } else {
          throw e;
        }
      }
      known.notes().forEach(note -> Main.of(command).note(command, file + ": " + note));
      read = known;
    }
    return known;
  }
}
