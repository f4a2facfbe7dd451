package org.carbonaware.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.carbonaware.cli.terminal.Terminal;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.cloud.CloudProvider;
import org.carbonaware.grid.trace.Gaps;
import org.carbonaware.simulate.Tail;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The {@code carbon-trainer} command. Data goes to stdout and messages to stderr; failures are one
 * or two lines and an exit code.
 */
@Command(
    name = "carbon-trainer",
    description = "Plans, watches and accounts for trainings that follow the carbon intensity of"
        + " their grid.",
    subcommands = {
      GenerateSampleData.class,
      MonitorCommand.class,
      ForecastCommand.class,
      CompareRegions.class,
      Simulate.class,
      ReportCommand.class,
      ExplainCommand.class,
      ImportCommand.class,
      GenerateCompletion.class,
      GenerateManPages.class
    },
    footer = {
      "",
      "Example:",
      "  carbon-trainer generate-sample-data --zone DE --start 2024-01-01T00:00Z \\",
      "      --days 30 --out de.csv"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed", "2:wrong usage", "69:no grid data to be had"},
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class Main implements Runnable {
  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print one JSON document on stdout.")
  boolean json;

  @Option(
      names = "--quiet",
      scope = ScopeType.INHERIT,
      description = "Print no notes, only data and errors.")
  boolean quiet;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of a failure.")
  boolean verbose;

  @Spec
  CommandSpec spec;

  private final Supplier<Terminal> terminals;

  Main() {
    this(Terminal::ofStdout);
  }

  private Main(Supplier<Terminal> terminals) {
    this.terminals = terminals;
  }

  /**
   * Runs a command and ends the process with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return commandLine(Terminal::ofStdout);
  }

  /** The tool with an output that looks like a given terminal. */
  static CommandLine commandLine(Supplier<Terminal> terminals) {
    ErrorLines errors = new ErrorLines();
    CommandLine line = new CommandLine(new Main(terminals));
    line.addSubcommand(new CommandLine(new ExecCommand()).setStopAtPositional(true));
    line.addSubcommand(new DoctorCommand());
    return line.setExpandAtFiles(false)
        .registerConverter(Duration.class, new DurationConverter())
        .registerConverter(Instant.class, new InstantConverter())
        .registerConverter(Zone.class, new ZoneConverter())
        .registerConverter(Basis.class, new BasisConverter())
        .registerConverter(CloudProvider.class, new CloudProviderConverter())
        .registerConverter(Gaps.class, new GapsConverter())
        .registerConverter(Tail.class, new TailConverter())
        .registerConverter(ReportFormat.class, new ReportFormat.Converter())
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  /** The root of a command's tree, which has the global options. */
  static Main of(CommandLine command) {
    CommandLine root = command;
    while (root.getParent() != null) {
      root = root.getParent();
    }
    return (Main) root.getCommandSpec().root().userObject();
  }

  /** What the output looks like just now. */
  Terminal terminal() {
    return terminals.get();
  }

  /** Tells a person something that is not data. */
  void note(CommandLine command, String text) {
    if (!quiet) {
      PrintWriter err = command.getErr();
      err.println(text);
      err.flush();
    }
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is missing; there are "
            + String.join(", ", spec.subcommands().keySet()));
  }
}
