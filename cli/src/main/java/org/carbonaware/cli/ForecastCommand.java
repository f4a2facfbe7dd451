package org.carbonaware.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.carbonaware.cli.terminal.Terminal;
import org.carbonaware.config.Config;
import org.carbonaware.forecast.Forecast;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.forecast.ProviderForecasts;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.trace.Trace;
import org.carbonaware.grid.zones.Zones;
import org.carbonaware.report.html.ForecastPage;
import org.carbonaware.text.Printable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says how a zone's intensity will go on, and when a job of some length runs cleanest. */
@Command(
    name = "forecast",
    description = "Forecasts a zone's carbon intensity, from a trace or from the live grid, and"
        + " finds the cleanest time for a job.",
    subcommands = ForecastEvaluate.class,
    footer = {
      "",
      "Example:",
      "  carbon-trainer forecast --zone DE --trace de.csv --at 2024-01-30T00:00Z \\",
      "      --hours 48 --duration 6h --html forecast.html"
    },
    synopsisSubcommandLabel = "[evaluate]",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ForecastCommand implements Callable<Integer> {
  private static final Duration LIVE_HISTORY = Duration.ofDays(100);

  @Mixin
  TraceOptions input;

  @Mixin
  ModelOptions models;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "The moment of asking; only rows before it are used. The end of the trace if"
          + " not given.")
  @Nullable
  Instant at;

  @Option(names = "--hours", defaultValue = "24", paramLabel = "N", description = "How far ahead.")
  int hours;

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      description = "Also find when to run a job of this length.")
  @Nullable
  Duration duration;

  @Option(
      names = "--deadline",
      paramLabel = "TIME|DURATION",
      description =
          "When that job must be done, such as 24h or a time; as far as --hours if not given.")
  @Nullable
  String deadline;

  @Mixin
  ChartOption chart;

  @Mixin
  HtmlFile html;

  @Spec
  CommandSpec spec;

  /** What is known of a zone when it is asked for, and of which moment. */
  private record Known(IntensitySeries history, Instant at) {}

  @Override
  public Integer call() {
    CommandLine command = spec.commandLine();
    if (hours < 1 || hours > 24 * 366) {
      throw wrong("--hours " + hours + ": expected 1 to " + 24 * 366);
    }
    if (deadline != null && duration == null) {
      throw wrong("--deadline needs a --duration: how long the job runs, such as 6h");
    }
    html.require(command);
    List<ForecastView> views = new ArrayList<>();
    if (input.trace != null) {
      models.requireKnown(command);
      Trace trace = input.read(command);
      Map<Zone, IntensitySeries> series = trace.series();
      Forecaster forecaster =
          models.forecaster(command, models.read(command, input.basis, series.keySet()), null);
      series.values().forEach(all -> views.add(view(ofTrace(all), forecaster)));
    } else {
      try {
        views.add(live(command));
      } catch (GridException e) {
        command
            .getErr()
            .println(spec.qualifiedName() + ": no grid data to be had: " + e.getMessage());
        command.getErr().println("Give a file with --trace, or try again later.");
        command.getErr().flush();
        return ExitCodes.NO_GRID_DATA;
      }
    }
    html.write(
        command, () -> ForecastPage.of(views.stream().map(ForecastView::outlook).toList()));
    print(command, views);
    return ExitCodes.DONE;
  }

  private void print(CommandLine command, List<ForecastView> views) {
    PrintWriter out = command.getOut();
    if (Main.of(command).json) {
      out.println(Printable.json(ForecastView.document(views).toPrettyString()));
      out.flush();
      return;
    }
    Terminal terminal = Main.of(command).terminal();
    for (int i = 0; i < views.size(); i++) {
      out.print(i == 0 ? "" : System.lineSeparator());
      if (chart.isWanted(terminal)) {
        out.print(terminal.print(views.get(i).picture(terminal)));
      } else {
        views.get(i).lines().forEach(out::println);
      }
    }
    out.flush();
  }

  private Known ofTrace(IntensitySeries all) {
    Instant now = at == null ? all.end() : at;
    if (!now.isAfter(all.start())) {
      throw wrong("--at " + now + ": nothing is known of " + all.zone()
          + " before it; the trace begins " + all.start());
    }
    Duration unseen = Duration.between(all.end(), now);
    if (unseen.compareTo(all.step()) >= 0) {
      CommandLine command = spec.commandLine();
      Main.of(command)
          .note(
              command,
              "--at " + now + ": the trace of " + all.zone() + " ends "
                  + DurationConverter.shortText(unseen) + " before it, " + all.end());
    }
    return new Known(all.between(all.start(), now), now);
  }

  private ForecastView live(CommandLine command) {
    if (at != null) {
      throw wrong("--at needs a --trace: the live grid is asked for now");
    }
    if (input.zones.size() != 1) {
      throw wrong(
          "expected one --zone for the live grid, such as --zone DE, or a file with --trace");
    }
    Zone zone = input.zones.get(0);
    Config config = Main.of(command).configuration().get();
    if (Zones.find(zone).isEmpty() && !config.takesOtherZones()) {
      throw wrong("--zone: " + Zones.unknown(zone.key()));
    }
    GridSource source = config.gridSource(zone);
    Instant now = InstantSource.system().instant();
    Duration longest = source.longestHistory();
    Duration asked = longest.compareTo(LIVE_HISTORY) < 0 ? longest : LIVE_HISTORY;
    IntensitySeries history = source.history(zone, now.minus(asked), now);
    if (history.mean().isEmpty() || history.provenance().kind() == Provenance.Kind.ASSUMED) {
      throw GridException.lasting(source.health().stream()
          .flatMap(health -> health.lastError().stream())
          .findFirst()
          .orElse("of zone " + zone + " only a table is there, no measured hours"));
    }
    return view(
        new Known(history, now),
        models.forecaster(command, said(command, source, zone, now), null));
  }

  /** What a provider says, as far as the model wants to hear it: no other needs to be asked. */
  private Optional<ProviderForecasts> said(
      CommandLine command, GridSource source, Zone zone, Instant now) {
    if (!models.followsProvider() || models.providerForecasts != null) {
      return models.read(command, source.basis(), List.of(zone));
    }
    return source
        .forecast(zone, now, horizon(now))
        .filter(issue -> issue.provenance().kind() == Provenance.Kind.FORECAST)
        .map(issue -> ProviderForecasts.of(Map.of(zone, List.of(issue))));
  }

  private Duration horizon(Instant now) {
    Duration asked = Duration.ofHours(hours);
    Duration needed = duration == null ? asked : Duration.between(now, deadline(now));
    return needed.compareTo(asked) > 0 ? needed : asked;
  }

  private Instant deadline(Instant now) {
    if (deadline == null) {
      return now.plus(Duration.ofHours(hours));
    }
    return Moment.of(spec.commandLine(), "--deadline", deadline, now);
  }

  private ForecastView view(Known known, Forecaster forecaster) {
    Instant now = known.at;
    if (duration != null) {
      requireTime(duration, now, deadline(now));
    }
    Forecast forecast;
    try {
      forecast = forecaster.forecast(known.history, now, horizon(now));
    } catch (IllegalArgumentException e) {
      throw wrong(known.history.zone() + ": " + e.getMessage());
    }
    if (forecast.mean().size() == 0) {
      throw wrong("--at " + now + ": nothing is known of " + known.history.zone() + " before it");
    }
    Optional<CleanestWindow> best = Optional.ofNullable(duration)
        .map(length -> CleanestWindow.of(forecast.mean(), now, deadline(now), length));
    return new ForecastView(forecast, known.history, hours, best);
  }

  private void requireTime(Duration length, Instant now, Instant end) {
    if (!end.isAfter(now)) {
      throw wrong("--deadline " + end + ": expected a time after " + now);
    }
    if (length.toSeconds() < 1 || now.plus(length).isAfter(end)) {
      throw wrong("--duration " + DurationConverter.shortText(length)
          + ": expected more than 0 and at most the "
          + DurationConverter.shortText(Duration.between(now, end)) + " until the deadline, "
          + end);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
