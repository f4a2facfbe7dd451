package org.carbonaware.examples.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.carbonaware.CarbonAwareException;
import org.carbonaware.control.InfeasibleDeadlineException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What the commands of all examples have in common: where they write, and that whatever goes wrong
 * is said in one or two lines, with an exit code.
 */
public abstract class DemoCommandLine implements Callable<Integer> {
  @Spec
  private @Nullable CommandSpec spec;

  /** For the subclass' own construction. */
  protected DemoCommandLine() {}

  /**
   * Runs the command.
   *
   * @param out what it shows
   * @param err messages
   * @param arguments see {@code --help}
   * @return the exit code: 0 done, 1 failed, 2 wrong usage, 76 deadline can't be met, 130 stopped
   */
  protected final int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine command = new CommandLine(this);
    String name = command.getCommandName();
    return command
        .setOut(out)
        .setErr(err)
        .setOverwrittenOptionsAllowed(true) // the demo profile passes --output already
        .setParameterExceptionHandler((e, given) -> {
          err.println(name + ": " + e.getMessage() + "; --help shows what there is");
          return 2;
        })
        .setExecutionExceptionHandler((e, failed, given) -> {
          err.println(name + ": " + message(e));
          return exitCode(e);
        })
        .execute(arguments);
  }

  private static int exitCode(Exception e) {
    if (e instanceof DemoException own) {
      return own.exitCode();
    }
    return e instanceof InfeasibleDeadlineException ? InfeasibleDeadlineException.EXIT_CODE : 1;
  }

  static String message(Exception e) {
    if (e instanceof IOException io) {
      return FileProblem.describe(io);
    }
    return e instanceof CarbonAwareException
        ? String.valueOf(e.getMessage())
        : "failed unexpectedly: " + e;
  }

  /**
   * Where the command shows what it does.
   *
   * @return the terminal that is its standard output
   */
  protected final Terminal terminal() {
    return new Terminal(parsed().commandLine().getOut(), CommandLine.Help.Ansi.AUTO.enabled());
  }

  /**
   * Whether an option was given.
   *
   * @param name such as {@code --framework}
   * @return false if it has its default
   */
  protected final boolean given(String name) {
    return parsed().commandLine().getParseResult().hasMatchedOption(name);
  }

  /**
   * Refuses options that would change a run that goes on.
   *
   * @param allowed those that would not, {@code --resume} among them
   */
  protected final void refuseWithResume(Set<String> allowed) {
    parsed().commandLine().getParseResult().matchedOptions().stream()
        .map(option -> option.longestName())
        .filter(name -> !allowed.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw usage("--resume goes on with the settings of the run it finds: leave out " + name);
        });
  }

  /**
   * The constant that a word on the command line means.
   *
   * @param option for the message
   * @param type the constants there are
   * @param word what was given, in upper or lower case
   * @return the constant
   * @param <E> the type of the constants
   */
  protected final <E extends Enum<E>> E choice(String option, Class<E> type, String word) {
    for (E value : type.getEnumConstants()) {
      if (word(value).equals(word.toLowerCase(Locale.ROOT))) {
        return value;
      }
    }
    throw usage(option + " " + word + ": expected "
        + String.join(
            " or ",
            Arrays.stream(type.getEnumConstants()).map(DemoCommandLine::word).toList()));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Says that the command line is wrong.
   *
   * @param message what is wrong and what would be right
   * @return what to throw
   */
  protected final ParameterException usage(String message) {
    return new ParameterException(parsed().commandLine(), message);
  }

  private CommandSpec parsed() {
    CommandSpec own = spec;
    if (own == null) {
      throw new IllegalStateException("the command line is not parsed yet");
    }
    return own;
  }
}
