package org.carbonaware.examples.forecast;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.carbonaware.examples.demo.DemoCommandLine;
import org.carbonaware.examples.demo.FrameworkChoice;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.trace.Gaps;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The forecasting example's command line. */
@Command(
    name = "forecast",
    sortOptions = false,
    usageHelpWidth = 79,
    description = {
      "Trains a network to forecast the carbon intensity of the very grid it runs on,",
      "under carbon control, an hour of the grid or more a second. Then judges it by",
      "the weeks after the training began, against forecasts that need no training."
    },
    footer = {
      "",
      "Example, the German grid as measured, trained by DJL:",
      "  mvn -q -Pdemo -Dexample=forecast compile \\",
      "    -Ddemo.args=\"--framework djl --trace grids.csv.gz --zone DE --verify\"",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 76 the deadline can't be met,",
      "130 (Ctrl-C) or 143 (SIGTERM) stopped after saving; --resume goes on."
    })
public final class ForecastCommand extends DemoCommandLine {
  private static final Set<String> WITH_RESUME =
      Set.of("--resume", "--output", "--verify", "--framework");

  @Option(
      names = "--framework",
      paramLabel = "NAME",
      defaultValue = "dl4j",
      description = "dl4j or djl (default: dl4j)")
  private String framework = "dl4j";

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Hourly grid intensities from a CSV file, plain or gzipped, of at least"
          + " 45 days, instead of the synthetic grid")
  private @Nullable Path trace;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "DE",
      description = "Grid zone (default: DE)")
  private String zone = "DE";

  @Option(
      names = "--basis",
      paramLabel = "BASIS",
      defaultValue = "lifecycle",
      description = "Of the trace: lifecycle, direct or marginal")
  private String basis = "lifecycle";

  @Option(
      names = "--gaps",
      paramLabel = "WORD",
      defaultValue = "fail",
      description = "Of the trace: fail, or fill from the hours around them or the day"
          + " before (default: fail)")
  private String gaps = "fail";

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description =
          "How often it learns every window (default: 600 batches' worth," + " with DJL 2400)")
  private @Nullable Integer epochs;

  @Option(names = "--verify", description = "Train uninterrupted too, compare bit by bit")
  private boolean verify;

  @Option(names = "--resume", description = "Go on with the run in --output, as after Ctrl-C")
  private boolean resume;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Of network, order and synthetic grid (default: 42)")
  private long seed = 42;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "target/forecast",
      description = "Where ledger, checkpoints and summary go; emptied at a start"
          + " (default: target/forecast)")
  private Path output = Path.of("target", "forecast");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this text")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  private ForecastCommand() {}

  /**
   * Runs the example and says on {@code err} in one or two lines what went wrong, if anything.
   *
   * @param out what the example shows
   * @param err messages
   * @param arguments see {@code --help}
   * @return the exit code: 0 done, 1 failed, 2 wrong usage, 76 deadline can't be met, 130 stopped
   */
  public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
    return new ForecastCommand().run(out, err, arguments);
  }

  @Override
  public Integer call() throws IOException {
    ForecastRun run = new ForecastRun(terminal(), output, verify);
    if (resume) {
      refuseWithResume(WITH_RESUME);
      return run.goOn(given("--framework") ? Optional.of(framework()) : Optional.empty());
    }
    if (epochs != null && (epochs < 1 || epochs > 10_000)) {
      throw usage("--epochs " + epochs + ": expected 1 to 10000");
    }
    return run.begin(new ForecastWishes(
        framework(),
        Optional.ofNullable(trace),
        zone,
        choice("--basis", Basis.class, basis),
        choice("--gaps", Gaps.class, gaps),
        Optional.ofNullable(epochs),
        seed));
  }

  private FrameworkChoice framework() {
    return choice("--framework", FrameworkChoice.class, framework);
  }
}
