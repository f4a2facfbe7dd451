package org.carbonaware.examples.forecast;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import org.carbonaware.examples.demo.DemoCommandLine;
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
      "the weeks after the training began, against forecasts that need no training.",
      "A --trace must hold at least 45 days, in steps of an hour or less."
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
      description = "How often it learns every window (default: 600 batches' worth, with DJL 2400)")
  private @Nullable Integer epochs;

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
    ForecastRun run = new ForecastRun(terminal(), output(), verify());
    if (resume()) {
      return run.goOn(resumed());
    }
    if (epochs != null && (epochs < 1 || epochs > 10_000)) {
      throw usage("--epochs " + epochs + ": expected 1 to 10000");
    }
    return run.begin(new ForecastWishes(
        framework(),
        trace(),
        zone(),
        basis(),
        choice("--gaps", Gaps.class, gaps),
        Optional.ofNullable(epochs),
        seed()));
  }
}
