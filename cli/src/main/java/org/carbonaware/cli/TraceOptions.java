package org.carbonaware.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.trace.Gaps;
import org.carbonaware.grid.trace.Trace;
import org.carbonaware.grid.trace.TraceFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of commands that read a trace. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class TraceOptions {
  @FromConfig("grid.trace")
  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "A CSV file, plain or gzipped: timestamp,gco2_per_kwh, with a zone column or"
          + " one column per zone, or an export of the Electricity Maps portal.")
  @Nullable
  Path trace;

  @FromConfig("zone")
  @Option(
      names = {"--zone", "--zones"},
      split = ",",
      paramLabel = "KEY",
      showDefaultValue = Visibility.NEVER,
      description = "A zone of the trace, such as DE; may be given several times. Without it,"
          + " every zone of the trace.")
  List<Zone> zones = new ArrayList<>();

  @FromConfig("grid.traceGaps")
  @Option(
      names = "--gaps",
      defaultValue = "fail",
      paramLabel = "fail|fill",
      description = "What to do with missing, doubled or impossible values: fail, or fill them"
          + " (linearly up to 3 h, else from the day before).")
  Gaps gaps;

  @FromConfig("basis")
  @Option(
      names = "--basis",
      defaultValue = "lifecycle",
      paramLabel = "NAME",
      description = "What the values count: lifecycle, direct or marginal. Chooses the column of"
          + " an Electricity Maps export.")
  Basis basis;

  /**
   * Reads the trace, and tells the notes on it.
   *
   * @throws ParameterException if none is given, or it lacks a zone that is asked for
   */
  Trace read(CommandLine command) {
    if (trace == null || trace.toString().isEmpty()) {
      throw new ParameterException(
          command, "--trace is missing; expected a CSV file of carbon intensity");
    }
    Trace read;
    try {
      read = TraceFile.read(trace, zones, basis, gaps);
    } catch (GridException e) {
      if (e.isOfUnknownZone() && isConfigured(command)) {
        read = TraceFile.read(trace, List.of(), basis, gaps);
        Main.of(command)
            .note(
                command,
                trace + ": the configured zone " + zones.get(0)
                    + " is not in it; all of its zones are used");
      } else if (e.isOfUnknownZone()) {
        throw new ParameterException(command, "--zone: " + e.getMessage(), e);
      } else {
        throw e;
      }
    }
    read.notes().forEach(note -> Main.of(command).note(command, trace + ": " + note));
    return read;
  }

  /** For commands that look at the live grid: a trace counts only if it is given. */
  void dropConfiguredTrace(CommandLine command) {
    if (!command.getParseResult().hasMatchedOption("--trace")) {
      trace = null;
    }
  }

  /** For commands that compare zones: one's own counts only if it is given. */
  void dropConfiguredZone(CommandLine command) {
    if (isConfigured(command)) {
      zones = new ArrayList<>();
    }
  }

  /** Whether the zone is a default, which must not keep anybody from another grid's trace. */
  private static boolean isConfigured(CommandLine command) {
    return !command.getParseResult().hasMatchedOption("--zone");
  }
}
