package org.carbonaware.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.stream.Collectors;
import org.carbonaware.CarbonAwareException;
import org.carbonaware.config.ConfigException;
import org.carbonaware.text.Printable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Turns failures into one or two lines on stderr and an exit code; a stack trace only with
 * {@code --verbose}.
 */
final class ErrorLines implements IParameterExceptionHandler, IExecutionExceptionHandler {
  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    Optional<ConfigException> configuration = Main.of(command).configuration().failure();
    if (configuration.isPresent()) { // it may be why something is missing
      return wrongConfiguration(configuration.get(), command);
    }
    String name = command.getCommandSpec().qualifiedName();
    PrintWriter err = command.getErr();
    err.println(name + ": " + oneLine(WrongWords.said(failure)));
    err.println("See '" + name + " --help'.");
    trace(failure, command);
    return ExitCodes.WRONG_USAGE;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult parseResult) {
    String name = command.getCommandSpec().qualifiedName();
    PrintWriter err = command.getErr();
    if (failure instanceof ConfigException wrong) {
      return wrongConfiguration(wrong, command);
    } else if (failure instanceof CarbonAwareException) {
      err.println(name + ": " + oneLine(failure.getMessage()));
    } else {
      err.println(name + ": failed unexpectedly: " + oneLine(failure.toString()));
      err.println("--verbose shows where; please report it.");
    }
    trace(failure, command);
    return ExitCodes.FAILED;
  }

  /** What was printed did not all arrive. */
  static int unwritten(String why, CommandLine command) {
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println(name + ": stdout can't be written: " + oneLine(why));
    return ExitCodes.FAILED;
  }

  /** A line for each thing that is wrong. */
  static int wrongConfiguration(ConfigException failure, CommandLine command) {
    String name = command.getCommandSpec().qualifiedName();
    failure
        .problems()
        .forEach(problem -> command.getErr().println(name + ": " + oneLine(problem.toString())));
    trace(failure, command);
    return ExitCodes.WRONG_CONFIGURATION;
  }

  /** What to do when Java has too little memory for what is wanted. */
  static String outOfMemory() {
    return "carbon-trainer: the " + (Runtime.getRuntime().maxMemory() >> 20)
        + " MiB that Java may use are not enough; start with CARBON_TRAINER_JAVA_OPTS=-Xmx8g, or"
        + " ask for less at once";
  }

  private static void trace(Exception failure, CommandLine command) {
    if (Main.of(command).verbose) {
      failure.printStackTrace(command.getErr());
    }
    command.getErr().flush();
  }

  /** What a file or an argument says must not steer the terminal that it is told on. */
  static String oneLine(@Nullable String text) {
    return Printable.line(
        String.valueOf(text).lines().map(String::strip).collect(Collectors.joining(" ")));
  }
}
