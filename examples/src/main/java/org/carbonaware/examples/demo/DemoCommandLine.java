package org.carbonaware.examples.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.carbonaware.CarbonAwareException;
import org.carbonaware.control.InfeasibleDeadlineException;
import org.carbonaware.grid.Basis;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What the commands of all examples have in common: options, where they write, and that whatever
 * goes wrong is said in one or two lines, with an exit code.
 */
public abstract class DemoCommandLine implements Callable<Integer> {
  private static final Set<String> WITH_RESUME =
      Set.of("--resume", "--output", "--verify", "--framework");

  @Spec
  private @Nullable CommandSpec spec;

  @Mixin
  private final CommonOptions common = new CommonOptions();

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
   * Whether to train once more without interruption and to compare.
   *
   * @return false unless asked for
   */
  protected final boolean verify() {
    return common.verify;
  }

  /**
   * Whether to go on with the run in {@link #output}.
   *
   * @return false unless asked for
   */
  protected final boolean resume() {
    return common.resume;
  }

  /**
   * The framework that a run which goes on has to be of, if the user names one; refuses all options
   * that would change such a run.
   *
   * @return empty if any will do
   */
  protected final Optional<FrameworkChoice> resumed() {
    CommandLine.ParseResult given = parsed().commandLine().getParseResult();
    given.matchedOptions().stream()
        .map(option -> option.longestName())
        .filter(name -> !WITH_RESUME.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw usage("--resume goes on with the settings of the run it finds: leave out " + name);
        });
    return given.hasMatchedOption("--framework") ? Optional.of(framework()) : Optional.empty();
  }

  /**
   * What trains.
   *
   * @return the framework
   */
  protected final FrameworkChoice framework() {
    return choice("--framework", FrameworkChoice.class, common.framework);
  }

  /**
   * The grid's intensities.
   *
   * @return a CSV file; empty for the synthetic grid
   */
  protected final Optional<Path> trace() {
    return Optional.ofNullable(common.trace);
  }

  /**
   * The grid zone.
   *
   * @return its key, not checked
   */
  protected final String zone() {
    return common.zone;
  }

  /**
   * What the trace's intensities count.
   *
   * @return the basis
   */
  protected final Basis basis() {
    return choice("--basis", Basis.class, common.basis);
  }

  /**
   * Of all that is drawn at random.
   *
   * @return the seed
   */
  protected final long seed() {
    return common.seed;
  }

  /**
   * Where the run leaves its files.
   *
   * @return a directory that need not exist
   */
  protected final Path output() {
    return common.output;
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
