package org.carbonaware.benchmarks.micro;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.carbonaware.benchmarks.hardware.Capability;
import org.carbonaware.benchmarks.hardware.Environment;
import org.carbonaware.benchmarks.hardware.HardwareProbe;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Measures parts of the library alone, each beside what it is compared with. Looks at the computer
 * first and says what will run and what won't, and why. Runs once.
 */
@Command(
    name = "micro",
    description =
        "Measures parts of this library with JMH, each in several rounds beside what it is compared"
            + " with, as times, allocations and ratios. Tables on stdout, progress on stderr.",
    footer = {
      "",
      "Example:",
      "  java -jar benchmarks/target/benchmarks.jar micro --only gate --rounds 3"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all was measured, or skipped for a reason that is said",
      "1:a benchmark failed, a bound of --guard does not hold, or a file cannot be written",
      "2:wrong usage"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class MicroCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final String IGNORE_LOCK = "jmh.ignoreLock";
  private static final int LARGEST_OF_SMOKE = 16;

  @Option(
      names = "--only",
      paramLabel = "REGEX",
      defaultValue = "",
      description = "Those whose name holds this, such as gate or checkpoint-write-64.")
  String only;

  @Option(names = "--rounds", paramLabel = "N", description = "How often. Default: 7.")
  @Nullable
  Integer rounds;

  @Option(names = "--smoke", description = "Each for a moment, in one JVM: does all of it work?")
  boolean smoke;

  @Option(
      names = "--guard",
      description = "A few, shortly, against wide bounds that hold on any computer.")
  boolean guard;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write all figures as JSON, with what was skipped and why.")
  @Nullable
  Path out;

  @Spec
  CommandSpec spec;

  private final Suite suite;

  MicroCommand(Suite suite) {
    this.suite = suite;
  }

  /**
   * Runs the command.
   *
   * @param arguments what stands after its name
   * @return the exit code
   */
  public static int execute(String... arguments) {
    return commandLine(Suite.ofAll()).execute(arguments);
  }

  static CommandLine commandLine(Suite suite) {
    return new CommandLine(new MicroCommand(suite));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter stdout = spec.commandLine().getOut();
    Pattern pattern = pattern();
    Session session = new Session(
        suite,
        measure -> pattern.matcher(measure.name()).find() && chosen(measure),
        pace(),
        spec.commandLine().getErr());
    if (session.runnable().isEmpty() && session.skipped().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--only " + only + ": no benchmark has such a name");
    }
    if (smoke || guard) {
      System.setProperty(IGNORE_LOCK, "true"); // they bear another one at the same time
    }
    Environment environment = Environment.detect();
    List<Capability> capabilities = HardwareProbe.look();
    capabilities.forEach(stdout::println);
    session.runnable().forEach(measure -> stdout.println("RUNS " + measure.name()));
    session.skipped().forEach((name, why) -> stdout.println("SKIPPED " + name + ": " + why));
    stdout.flush();
    MicroReport report = session.run(environment, capabilities, nearTheJar());
    stdout.println();
    stdout.print(MicroTable.of(report));
    List<String> problems = guard ? Guard.problems(report) : List.of();
    problems.forEach(problem -> stdout.println("OUTSIDE: " + problem));
    stdout.flush();
    boolean well = report.failed().isEmpty() && problems.isEmpty();
    return written(report) && well ? 0 : FAILED;
  }

  private Pattern pattern() {
    try {
      return Pattern.compile(only);
    } catch (java.util.regex.PatternSyntaxException e) {
      throw new ParameterException(
          spec.commandLine(), "--only " + only + ": no regular expression: " + e.getDescription());
    }
  }

  private boolean chosen(Measure measure) {
    String size = measure.parameters().getOrDefault("megabytes", "0");
    return (!guard || Guard.MEASURES.contains(measure.name()))
        && (!smoke || Integer.parseInt(size) <= LARGEST_OF_SMOKE);
  }

  private Pace pace() {
    if (rounds != null && rounds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--rounds " + rounds + ": expected 1 or more");
    }
    Pace pace = smoke ? Pace.SMOKE : guard ? Pace.GUARD : Pace.FULL;
    return rounds == null ? pace : pace.rounds(rounds);
  }

  /** On the disk where the program is, since temporary files may only be in memory. */
  private static Path nearTheJar() {
    try {
      Path code = Path.of(
          MicroCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path parent = code.toAbsolutePath().getParent();
      return parent == null ? code : parent.resolve("benchmark-files");
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the program is at no place", e);
    }
  }

  private boolean written(MicroReport report) {
    if (out == null) {
      return true;
    }
    try {
      Path folder = out.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(out, MicroJson.of(report));
      return true;
    } catch (IOException e) {
      spec.commandLine().getErr().println("--out " + out + ": cannot be written: " + e);
      return false;
    }
  }
}
