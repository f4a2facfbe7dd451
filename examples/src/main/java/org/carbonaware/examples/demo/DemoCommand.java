package org.carbonaware.examples.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.examples.training.Architecture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The digits demo's command line. */
@Command(
    name = "demo",
    sortOptions = false,
    usageHelpWidth = 79,
    description = {
      "Trains a network on digits under carbon control, an hour of the grid a second:",
      "pauses while it is dirty, goes on exactly from its checkpoint, shows the bill."
    },
    footer = {
      "",
      "Example, a real year of the German grid:",
      "  mvn -q -Pdemo compile -Ddemo.args=\"--trace de.csv.gz --verify\"",
      "In Maven -Dexample=djl chooses DJL, with the natives that it needs.",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 76 the deadline can't be met,",
      "130 (Ctrl-C) or 143 (SIGTERM) stopped after saving; --resume goes on."
    })
public final class DemoCommand extends DemoCommandLine {
  @Option(
      names = "--model",
      paramLabel = "MODEL",
      defaultValue = "mlp",
      description = "mlp or cnn (default: mlp)")
  private String model = "mlp";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Images from IDX files (MNIST's format) instead of rendered digits")
  private @Nullable Path data;

  @Option(names = "--epochs", paramLabel = "N", description = "Default: about 7 grid hours of work")
  private @Nullable Integer epochs;

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      converter = ShortDuration.class,
      description = "Grid time for the run, such as 24h (default: 36h)")
  private @Nullable Duration deadline;

  @Option(
      names = "--policy",
      paramLabel = "POLICY",
      defaultValue = "plan",
      description = "plan, threshold or run-now (default: plan)")
  private String policy = "plan";

  @Option(
      names = "--start",
      paramLabel = "TIME",
      converter = Moment.class,
      description = "Grid time at the start, such as 2021-06-15T12:00Z")
  private @Nullable Instant start;

  @Option(
      names = "--hours-per-second",
      paramLabel = "X",
      defaultValue = "1",
      description = "Grid hours in a real second (default: 1)")
  private double hoursPerSecond = 1;

  private DemoCommand() {}

  /**
   * Runs the demo and says on {@code err} in one or two lines what went wrong, if anything.
   *
   * @param out what the demo shows
   * @param err messages
   * @param arguments see {@code --help}
   * @return the exit code: 0 done, 1 failed, 2 wrong usage, 76 deadline can't be met, 130 stopped
   */
  public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
    return new DemoCommand().run(out, err, arguments);
  }

  @Override
  public Integer call() throws IOException {
    DigitsRun run = new DigitsRun(terminal(), output(), verify());
    return resume() ? run.goOn(resumed()) : run.begin(wishes());
  }

  private DemoWishes wishes() {
    if (epochs != null && epochs < 1) {
      throw usage("--epochs " + epochs + ": expected at least 1");
    }
    if (!(hoursPerSecond >= 0.001 && hoursPerSecond <= 1000)) {
      throw usage("--hours-per-second " + hoursPerSecond + ": expected 0.001 to 1000");
    }
    return new DemoWishes(
        framework(),
        choice("--model", Architecture.class, model),
        Optional.ofNullable(data),
        Optional.ofNullable(epochs),
        Optional.ofNullable(deadline),
        choice("--policy", PolicyChoice.class, policy),
        trace(),
        zone(),
        basis(),
        Optional.ofNullable(start),
        hoursPerSecond,
        seed());
  }
}
