package org.carbonaware.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.climatology.ClimatologyGridSource;
import org.carbonaware.grid.trace.TraceWriter;
import org.carbonaware.text.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Writes a made-up trace, to try everything else without a key and without a network. */
@Command(
    name = "generate-sample-data",
    description = "Writes synthetic carbon intensity that behaves like a zone's: seasonal and daily"
        + " shape, weekends, autocorrelated noise. The same seed gives the same bytes.",
    footer = {
      "",
      "Example:",
      "  carbon-trainer generate-sample-data --zone DE --start 2024-01-01T00:00Z \\",
      "      --days 30 --out de.csv"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class GenerateSampleData implements Callable<Integer> {
  @FromConfig("zone")
  @Option(
      names = "--zone",
      required = true,
      paramLabel = "KEY",
      description = "The grid zone, such as DE.")
  Zone zone;

  @Option(
      names = "--start",
      required = true,
      paramLabel = "TIME",
      description = "When the data begin, such as 2024-01-01T00:00Z.")
  Instant start;

  @Option(
      names = "--days",
      required = true,
      paramLabel = "N",
      showDefaultValue = Visibility.NEVER,
      description = "How many days.")
  int days;

  @Option(
      names = "--step",
      defaultValue = "1h",
      paramLabel = "DURATION",
      description = "The time between two values.")
  Duration step;

  @Option(
      names = "--seed",
      defaultValue = "42",
      paramLabel = "N",
      description = "Chooses the made-up years.")
  long seed;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The CSV file to write or replace; gzipped if it ends in .gz.")
  Path out;

  @ParentCommand
  Main main;

  @Spec
  CommandSpec spec;

  @Override
  public Integer call() {
    IntensitySeries series = series();
    TraceWriter.write(series, out);
    main.note(
        spec.commandLine(),
        "wrote " + series.size() + " synthetic values for zone " + zone + " ("
            + series.basis().label() + ", gCO2e/kWh, every " + DurationConverter.shortText(step)
            + ") to " + out);
    if (main.json) {
      PrintWriter stdout = spec.commandLine().getOut();
      stdout.println(Printable.json(document(series).toPrettyString()));
      stdout.flush();
    }
    return ExitCodes.DONE;
  }

  private IntensitySeries series() {
    if (days < 1) {
      throw wrong("--days " + days + ": expected at least 1");
    }
    Duration length = Duration.ofDays(days);
    if (step.compareTo(length) > 0) {
      throw wrong("--step " + DurationConverter.shortText(step) + ": expected at most the " + days
          + " days of --days");
    }
    try {
      return ClimatologyGridSource.syntheticSeries(zone, start, length, step, seed);
    } catch (GridException e) {
      throw wrong("--zone: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      // It names start, step or length.
      throw wrong("--" + String.valueOf(e.getMessage()).replaceFirst("^length", "days"));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private ObjectNode document(IntensitySeries series) {
    double[] values = series.toArray();
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("schema", "carbon-aware/sample-data/v1");
    document.put("synthetic", true).put("file", out.toString());
    document.put("zone", zone.key()).put("basis", series.basis().label());
    document.put("start", series.start().toString()).put("end", series.end().toString());
    document.put("stepSeconds", step.toSeconds()).put("seed", seed).put("values", values.length);
    document.put("meanGramsPerKwh", Arrays.stream(values).average().orElseThrow());
    document.put("minGramsPerKwh", Arrays.stream(values).min().orElseThrow());
    return document.put("maxGramsPerKwh", Arrays.stream(values).max().orElseThrow());
  }
}
