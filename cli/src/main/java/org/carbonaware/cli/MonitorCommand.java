package org.carbonaware.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.carbonaware.cli.terminal.Terminal;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.forecast.Forecasters;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.trace.Trace;
import org.carbonaware.grid.trace.TraceGridSource;
import org.carbonaware.text.Printable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows how clean some grids are just now, how they were and what is expected. */
@Command(
    name = "monitor",
    description = "Shows the carbon intensity of some zones as it is, was and is expected, with"
        + " source and age of each figure; on a terminal in place, elsewhere as lines.",
    footer = {
      "",
      "Example:",
      "  carbon-trainer monitor --zone DE --trace de.csv --at 2024-01-20T12:00Z --once",
      "  carbon-trainer monitor --zone DE,FR --threshold 250"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class MonitorCommand implements Callable<Integer> {
  private static final int SHORTEST = 24;
  private static final int LONGEST = 168;

  @Mixin
  TraceOptions input;

  @Mixin
  GridChoice choice;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "The moment of the trace to begin at; only rows up to it are known. Its last"
          + " step if not given.")
  @Nullable
  Instant at;

  @Option(
      names = "--speed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Replay the trace N times as fast as it was.")
  double speed;

  @FromConfig("grid.checkEvery")
  @Option(
      names = "--interval",
      defaultValue = "5m",
      paramLabel = "DURATION",
      description = "How often to look. Sources are asked no oftener than they publish.")
  Duration interval;

  @Option(
      names = "--threshold",
      paramLabel = "G",
      description = "Call what is above so many gCO2e/kWh high, what is not low, instead of"
          + " comparing with the zone's last week.")
  @Nullable
  Double threshold;

  @Option(
      names = "--hours",
      defaultValue = "72",
      paramLabel = "N",
      description = "How many hours the strips show, a third of them past: 24 to 168.")
  int hours;

  @Option(names = "--once", description = "Look once and end. So does --json.")
  boolean once;

  @Spec
  CommandSpec spec;

  private Forecaster forecaster = Forecasters.best();
  private final Map<Zone, GridLook> earlier = new LinkedHashMap<>();
  private @Nullable GridSource replayed;
  private Instant present = Instant.EPOCH;

  @Override
  public Integer call() throws InterruptedException {
    CommandLine command = spec.commandLine();
    input.dropConfiguredTrace(command);
    check();
    forecaster = Main.of(command).configuration().get().forecaster();
    List<Zone> zones = zones(command);
    Main main = Main.of(command);
    Terminal terminal = main.terminal();
    if (!once && !main.json) {
      MonitorLoop loop = new MonitorLoop(command, interval, replayed == null ? 1 : speed);
      return loop.run(terminal, this::next, () -> look(command, zones));
    }
    MonitorView view = look(command, zones);
    if (view.looks().stream().allMatch(look -> look.now().isEmpty())) {
      return noData(command, view);
    }
    tellTroubles(command, view);
    PrintWriter out = command.getOut();
    out.print(
        main.json
            ? Printable.json(view.document().toPrettyString()) + System.lineSeparator()
            : terminal.print(view.report(terminal)));
    out.flush();
    return ExitCodes.DONE;
  }

  private void check() {
    if (hours < SHORTEST || hours > LONGEST) {
      throw wrong("--hours " + hours + ": expected " + SHORTEST + " to " + LONGEST);
    }
    if (interval.toSeconds() < 1) {
      throw wrong("--interval " + DurationConverter.shortText(interval)
          + ": expected a second or more, such as 5m");
    }
    if (threshold != null && !(threshold >= 0 && threshold < Double.POSITIVE_INFINITY)) {
      throw wrong("--threshold " + threshold + ": expected 0 or more gCO2e/kWh");
    }
    if (!(speed > 0 && speed < Double.POSITIVE_INFINITY)) {
      throw wrong("--speed " + speed + ": expected more than 0");
    }
    if (input.trace == null && (at != null || speed != 1)) {
      throw wrong(
          (at != null ? "--at" : "--speed") + " needs a --trace: the live grid is asked for now");
    }
  }

  private List<Zone> zones(CommandLine command) {
    if (input.trace == null) {
      if (input.zones.isEmpty()) {
        throw wrong("--zone is missing; expected one such as --zone DE, or a file with --trace");
      }
      present = InstantSource.system().instant();
      return input.zones.stream()
          .map(zone -> choice.zone(command, zone))
          .distinct()
          .toList();
    }
    Trace trace = input.read(command);
    present = begin(trace);
    replayed = TraceGridSource.of(trace, () -> present);
    return trace.zones();
  }

  /** The moment asked for, which every zone must have; else the last step that all have. */
  private Instant begin(Trace trace) {
    Instant begin = at;
    for (IntensitySeries series : trace.series().values()) {
      Instant last = series.end().minus(series.step());
      if (at != null && (at.isBefore(series.start()) || !at.isBefore(series.end()))) {
        throw wrong("--at " + at + ": the trace of " + series.zone() + " goes from "
            + series.start() + " to " + series.end());
      }
      begin = begin == null || (at == null && last.isBefore(begin)) ? last : begin;
    }
    return begin == null ? Instant.EPOCH : begin;
  }

  /**
   * Goes on to the next look.
   *
   * @return false if the trace has ended
   */
  private boolean next() {
    if (replayed == null) {
      present = InstantSource.system().instant();
      return true;
    }
    present = present.plus(interval);
    GridSource trace = replayed;
    return earlier.keySet().stream()
        .allMatch(zone -> trace.current(zone, present).isPresent());
  }

  private MonitorView look(CommandLine command, List<Zone> zones) {
    List<GridLook> looks = new ArrayList<>();
    for (Zone zone : zones) {
      GridLook look = look(command, zone).orKept(Optional.ofNullable(earlier.get(zone)));
      earlier.put(zone, look);
      looks.add(look);
    }
    OptionalDouble limit =
        threshold == null ? OptionalDouble.empty() : OptionalDouble.of(threshold);
    return new MonitorView(present, looks, limit, hours, replayed != null);
  }

  private GridLook look(CommandLine command, Zone zone) {
    Duration ahead = Duration.ofHours(hours - hours / 3);
    try {
      GridSource source = replayed != null ? replayed : choice.of(command, zone, input.basis);
      return GridLook.at(source, zone, present, ahead, forecaster);
    } catch (GridException e) {
      return GridLook.impossible(zone, present, String.valueOf(e.getMessage()));
    }
  }

  private void tellTroubles(CommandLine command, MonitorView view) {
    for (GridLook look : view.looks()) {
      String assumed = look.isAssumed() ? ": no live data, so it is assumed: " : ": ";
      look.trouble().ifPresent(why -> Main.of(command).note(command, look.zone() + assumed + why));
    }
  }

  private int noData(CommandLine command, MonitorView view) {
    PrintWriter err = command.getErr();
    err.println(Printable.line(spec.qualifiedName() + ": no grid data to be had: "
        + view.looks().stream()
            .map(look -> look.trouble().orElse("nothing is known of " + look.zone()))
            .distinct()
            .collect(Collectors.joining("; "))));
    err.println(GridChoice.WHAT_TO_SET);
    err.flush();
    return ExitCodes.NO_GRID_DATA;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
