package org.carbonaware.examples.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every example: what trains, on which grid, and where the run is kept. */
final class CommonOptions {
  /** The place in the help of what comes after the options that an example has of its own. */
  private static final int LAST = 100;

  @Option(names = "--verify", description = "Train uninterrupted too, compare bit by bit")
  boolean verify;

  @Option(names = "--resume", description = "Go on with the run in --output, as after Ctrl-C")
  boolean resume;

  @Option(
      names = "--framework",
      paramLabel = "NAME",
      defaultValue = "dl4j",
      description = "dl4j or djl (default: dl4j)")
  String framework = "dl4j";

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description =
          "Grid intensities from a CSV file, plain or gzipped, instead of the" + " synthetic grid")
  @Nullable
  Path trace;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "DE",
      description = "Grid zone (default: DE)")
  String zone = "DE";

  @Option(
      names = "--basis",
      paramLabel = "BASIS",
      defaultValue = "lifecycle",
      description = "Of the trace: lifecycle, direct or marginal")
  String basis = "lifecycle";

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      order = LAST,
      description = "Of all that is drawn at random (default: 42)")
  long seed = 42;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "target/${COMMAND-NAME}",
      order = LAST,
      description = "Where ledger, checkpoints, summary and report go; emptied at a start"
          + " (default: target/${COMMAND-NAME})")
  Path output = Path.of("target");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      order = LAST,
      description = "Show this text")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  boolean help;
}
