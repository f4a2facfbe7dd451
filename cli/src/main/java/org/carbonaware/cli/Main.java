package org.carbonaware.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.carbonaware.cli.terminal.Terminal;
import org.carbonaware.config.Config;
import org.carbonaware.config.ConfigException;
import org.carbonaware.config.ConfigLoader;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.cloud.CloudProvider;
import org.carbonaware.grid.trace.Gaps;
import org.carbonaware.simulate.Tail;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
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
      GenerateManPages.class,
      ConfigCommand.class
    },
    footer = {
      "",
      "Example:",
      "  carbon-trainer generate-sample-data --zone DE --start 2024-01-01T00:00Z \\",
      "      --days 30 --out de.csv"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed",
      "2:wrong usage",
      "69:no grid data to be had",
      "75:suspended, run it again (exec)",
      "76:the deadline cannot be met (exec)",
      "78:configuration is wrong",
      "130:interrupted"
    },
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

  @Option(
      names = Configuration.FILE,
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "A configuration file instead of the project's carbon-aware.yaml.")
  @Nullable
  Path config;

  @Option(
      names = Configuration.SET,
      scope = ScopeType.INHERIT,
      paramLabel = "KEY=VALUE",
      showDefaultValue = Visibility.NEVER,
      description =
          "Set one value of the configuration, such as zone=DE; may be given several times.")
  Map<String, String> set = Map.of();

  @Spec
  CommandSpec spec;

  private final Configuration configuration;
  private final Supplier<Terminal> terminals;

  private Main(Configuration configuration, Supplier<Terminal> terminals) {
    this.configuration = configuration;
    this.terminals = terminals;
  }

  /**
   * Runs a command and ends the process with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    Stdout stdout = Stdout.ofProcess();
    CommandLine line = commandLine(arguments).setOut(stdout.writer());
    int exitCode;
    try {
      exitCode = line.execute(arguments);
    } catch (OutOfMemoryError e) {
      line.getErr().println(ErrorLines.outOfMemory());
      exitCode = ExitCodes.FAILED;
    }
    line.getOut().flush();
    System.exit(stdout.failure().map(why -> ErrorLines.unwritten(why, line)).orElse(exitCode));
  }

  /** For the given arguments, which say where the configuration is. */
  static CommandLine commandLine(String... arguments) {
    return commandLine(Config.loader(), Terminal::ofStdout, arguments);
  }

  /** The same on other layers, with an output that looks like a given terminal. */
  static CommandLine commandLine(
      ConfigLoader layers, Supplier<Terminal> terminals, String... arguments) {
    Configuration configuration = new Configuration(layers);
    ErrorLines errors = new ErrorLines();
    CommandLine line = new CommandLine(new Main(configuration, terminals));
    line.addSubcommand(new CommandLine(new ExecCommand()).setStopAtPositional(true));
    line.addSubcommand(new DoctorCommand());
    configuration.lookAhead(line.getCommandSpec(), arguments);
    return line.setExpandAtFiles(false)
        .setDefaultValueProvider(configuration)
        .setExecutionStrategy(parsed -> run(parsed, configuration))
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

  /** Help is there whatever the configuration is. */
  private static int run(ParseResult parsed, Configuration configuration) {
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    if (Configuration.isUsedBy(last.commandSpec())) {
      try {
        configuration.get();
      } catch (ConfigException e) {
        return ErrorLines.wrongConfiguration(e, last.commandSpec().commandLine());
      }
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  /** The configuration of this call. */
  Configuration configuration() {
    return configuration;
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
      err.println(ErrorLines.oneLine(text));
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
