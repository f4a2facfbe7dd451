package org.carbonaware.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.carbonaware.forecast.ForecastEvaluation;
import org.carbonaware.forecast.ForecastScore;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.trace.Trace;
import org.carbonaware.text.Printable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Judges a model by what came. */
@Command(
    name = "evaluate",
    description = "Judges a forecast model on a trace: issues a forecast again and again, each"
        + " from earlier rows only, and compares it with what came.",
    footer = {
      "",
      "MAPE is the mean absolute percentage error over all hours and issues, and day",
      "  by day ahead; in 80 %%: how many of 100 values lay in the interval that should",
      "  hold 80; rank tells clean hours from dirty ones (1 is perfect); regret is the",
      "  extra emission of running in the quarter of the horizon that seemed cleanest.",
      "Issues whose horizon goes beyond the trace are left out.",
      "",
      "Example:",
      "  carbon-trainer forecast evaluate --trace de.csv --model ridge \\",
      "      --from 2024-03-01 --to 2024-03-31 --horizon 48h"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ForecastEvaluate implements Callable<Integer> {
  private static final ForecastScore NOT_JUDGED = new ForecastScore(
      Double.NaN, List.of(), OptionalDouble.empty(), OptionalDouble.empty(), Double.NaN);

  @Mixin
  TraceOptions input;

  @Mixin
  ModelOptions models;

  @Option(names = "--from", required = true, paramLabel = "TIME", description = "The first issue.")
  Instant from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "TIME",
      description = "The last issue, included.")
  Instant to;

  @Option(
      names = "--every",
      defaultValue = "24h",
      paramLabel = "DURATION",
      description = "The time between issues.")
  Duration every;

  @Option(
      names = "--horizon",
      defaultValue = "96h",
      paramLabel = "DURATION",
      description = "How far ahead each issue looks.")
  Duration horizon;

  @Option(
      names = "--train-until",
      paramLabel = "TIME",
      description = "Fit ridge and best to nothing from this moment on.")
  @Nullable
  Instant trainUntil;

  @Spec
  CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine command = spec.commandLine();
    ForecastEvaluation evaluation = evaluation(command);
    models.requireKnown(command);
    Trace trace = input.read(command);
    Forecaster forecaster = models.forecaster(
        command, models.read(command, input.basis, trace.series().keySet()), trainUntil);
    long began = System.nanoTime();
    ForecastEvaluation.Result result = judged(command, evaluation, forecaster, trace);
    double seconds = (System.nanoTime() - began) / 1e9;
    PrintWriter out = command.getOut();
    if (Main.of(command).json) {
      out.println(Printable.json(document(result, seconds).toPrettyString()));
    } else {
      lines(result, seconds).forEach(out::println);
    }
    out.flush();
    return ExitCodes.DONE;
  }

  private ForecastEvaluation evaluation(CommandLine command) {
    if (every.isZero()) {
      throw new ParameterException(command, "--every 0: expected more than 0, such as 24h");
    }
    if (horizon.isZero()) {
      throw new ParameterException(command, "--horizon 0: expected more than 0, such as 96h");
    }
    if (to.isBefore(from)) {
      throw new ParameterException(
          command, "--to " + to + ": expected a time not before --from, " + from);
    }
    return new ForecastEvaluation(from, to, every, horizon);
  }

  private ForecastEvaluation.Result judged(
      CommandLine command, ForecastEvaluation evaluation, Forecaster forecaster, Trace trace) {
    ForecastEvaluation.Result result;
    ProgressLine progress =
        ProgressLine.of(command, ProgressLine.inZones("issues", trace.series().size()));
    try {
      result = evaluation.of(forecaster, trace.series().values(), progress);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, "--trace " + trace.name() + ": " + e.getMessage(), e);
    } finally {
      progress.clear();
    }
    if (result.mean().isEmpty()) {
      IntensitySeries first = trace.series().values().iterator().next();
      throw new ParameterException(
          command,
          "--from " + from + " --to " + to + ": no issue has rows before it and all of its "
              + DurationConverter.shortText(horizon) + " in the trace, which reaches from "
              + first.start() + " to "
              + first.end());
    }
    return result;
  }

  private static int issues(ForecastEvaluation.Result result) {
    return result.zones().stream()
        .mapToInt(ForecastEvaluation.ZoneScore::issues)
        .max()
        .orElse(0);
  }

  private static ObjectNode document(ForecastEvaluation.Result result, double seconds) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("schema", "carbon-aware/forecast-evaluation/v1");
    document.put("model", result.model());
    if (result.horizon().toSeconds() % 3600 == 0) {
      document.put("horizonHours", result.horizon().toHours());
    } else {
      document.put("horizonHours", result.horizon().toSeconds() / 3600.0);
    }
    document.put("issues", issues(result));
    ArrayNode zones = document.putArray("zones");
    result.zones().forEach(zone -> {
      ObjectNode node = zones.addObject().put("zone", zone.zone().key());
      node.put("issues", zone.issues());
      put(node, zone.score().orElse(NOT_JUDGED));
    });
    put(document.putObject("mean"), result.mean().orElseThrow());
    return document.put("seconds", seconds);
  }

  private static void put(ObjectNode node, ForecastScore score) {
    putOrNull(node, "mapePercent", score.mapePercent());
    ArrayNode days = node.putArray("mapePercentByDay");
    score.mapePercentByDay().forEach(day -> {
      if (Double.isNaN(day)) {
        days.addNull();
      } else {
        days.add(day);
      }
    });
    putOrNull(node, "coverage80Percent", score.coverage80Percent().orElse(Double.NaN));
    putOrNull(node, "rankCorrelation", score.rankCorrelation().orElse(Double.NaN));
    putOrNull(node, "rankRegretPercent", score.rankRegretPercent());
  }

  private static void putOrNull(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }

  private List<String> lines(ForecastEvaluation.Result result, double seconds) {
    List<List<String>> rows = new ArrayList<>();
    boolean isSame = result.zones().stream().allMatch(zone -> zone.issues() == issues(result));
    int days = result.mean().orElseThrow().mapePercentByDay().size();
    List<String> heading = new ArrayList<>(List.of("zone"));
    if (!isSame) {
      heading.add("issues");
    }
    heading.addAll(List.of("MAPE %", "in 80 %", "rank", "regret %"));
    IntStream.rangeClosed(1, days).forEach(day -> heading.add("day " + day));
    rows.add(heading);
    for (ForecastEvaluation.ZoneScore zone : result.zones()) {
      List<String> row = new ArrayList<>(List.of(zone.zone().key()));
      if (!isSame) {
        row.add(String.valueOf(zone.issues()));
      }
      zone.score().ifPresent(score -> row.addAll(cells(score)));
      rows.add(filled(row, heading.size()));
    }
    if (result.zones().size() > 1) {
      List<String> mean = new ArrayList<>(isSame ? List.of("mean") : List.of("mean", ""));
      mean.addAll(cells(result.mean().orElseThrow()));
      rows.add(mean);
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(
        "%s, %d issues from %s on, every %s, %s ahead",
        result.model(),
        issues(result),
        from,
        DurationConverter.shortText(every),
        DurationConverter.shortText(horizon)));
    lines.add("");
    lines.addAll(Columns.aligned(rows, 1));
    lines.add("");
    lines.add(line("%.1f s", seconds));
    return lines;
  }

  private static List<String> cells(ForecastScore score) {
    List<String> cells = new ArrayList<>();
    cells.add(known("%.2f", score.mapePercent()));
    cells.add(known("%.1f", score.coverage80Percent().orElse(Double.NaN)));
    cells.add(known("%.3f", score.rankCorrelation().orElse(Double.NaN)));
    cells.add(known("%.2f", score.rankRegretPercent()));
    score.mapePercentByDay().forEach(day -> cells.add(known("%.2f", day)));
    return cells;
  }

  private static List<String> filled(List<String> row, int size) {
    List<String> filled = new ArrayList<>(row);
    filled.addAll(Collections.nCopies(size - row.size(), "-"));
    return filled;
  }

  private static String known(String format, double value) {
    return Double.isNaN(value) ? "-" : line(format, value);
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
