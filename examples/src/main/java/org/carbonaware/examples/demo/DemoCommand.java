package org.carbonaware.examples.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.carbonaware.examples.training.Architecture;
import org.carbonaware.grid.Basis;
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
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 76 the deadline can't be met,",
      "130 (Ctrl-C) or 143 (SIGTERM) stopped after saving; --resume goes on."
    })
public final class DemoCommand extends DemoCommandLine {
  private static final Set<String> WITH_RESUME =
      Set.of("--resume", "--output", "--verify", "--framework");

  @Option(names = "--verify", description = "Train uninterrupted too, compare bit by bit")
  private boolean verify;

  @Option(names = "--resume", description = "Go on with the run in --output, as after Ctrl-C")
  private boolean resume;

  @Option(
      names = "--framework",
      paramLabel = "NAME",
      defaultValue = "dl4j",
      description = "dl4j or djl (default: dl4j); in Maven: -Dexample=NAME")
  private String framework = "dl4j";

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
      names = "--trace",
      paramLabel = "FILE",
      description = "Grid intensities from a CSV file instead of the synthetic grid")
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

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Of digits, network and grid (default: 42)")
  private long seed = 42;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "target/demo",
      description = "Where ledger, checkpoints and summary go; emptied at a start"
          + " (default: target/demo)")
  private Path output = Path.of("target", "demo");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this text")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

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
    DigitsRun run = new DigitsRun(terminal(), output, verify);
    return resume ? run.goOn(resumed()) : run.begin(wishes());
  }

  private Optional<FrameworkChoice> resumed() {
    refuseWithResume(WITH_RESUME);
    return given("--framework") ? Optional.of(framework()) : Optional.empty();
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
        Optional.ofNullable(trace),
        zone,
        choice("--basis", Basis.class, basis),
        Optional.ofNullable(start),
        hoursPerSecond,
        seed);
  }

  private FrameworkChoice framework() {
    return choice("--framework", FrameworkChoice.class, framework);
  }
}
