package org.carbonaware.benchmarks.published;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.carbonaware.CarbonAwareException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Computes published results again and compares. Tables go to stdout, progress and messages to
 * stderr. Runs once, in one thread that uses all cores.
 */
@Command(
    name = "published",
    description =
        "Computes published results again with this project's planners and forecasters and"
            + " compares: Markdown on stdout, or with --out a summary there and the tables in files.",
    footer = {
      "",
      "Example:",
      "  java -jar benchmarks/target/benchmarks.jar published --only switching --out tables"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every figure is inside its tolerance, or its data are absent",
      "1:a figure is outside, or a file cannot be used",
      "2:wrong usage"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class PublishedCommand implements Callable<Integer> {
  private static final int OUTSIDE = 1;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder with the data. Default: ../shared/data as seen from the working"
          + " directory or one above it.")
  @Nullable
  Path data;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      description =
          "One benchmark instead of all; can be repeated. There are: ${COMPLETION-CANDIDATES}.",
      completionCandidates = Names.class)
  List<String> only = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to write published.md and published.json; made if it is not there.")
  @Nullable
  Path out;

  @Option(names = "--json", description = "Print JSON on stdout instead of Markdown.")
  boolean json;

  @Spec
  CommandSpec spec;

  private final List<PublishedBenchmark> benchmarks;
  private final Path workingDirectory;

  PublishedCommand(List<PublishedBenchmark> benchmarks, Path workingDirectory) {
    this.benchmarks = benchmarks;
    this.workingDirectory = workingDirectory;
  }

  /**
   * Runs the command.
   *
   * @param arguments what stands after its name
   * @return the exit code
   */
  public static int execute(String... arguments) {
    return commandLine(all(), Path.of("")).execute(arguments);
  }

  static CommandLine commandLine(List<PublishedBenchmark> benchmarks, Path workingDirectory) {
    return new CommandLine(new PublishedCommand(benchmarks, workingDirectory))
        .setExecutionExceptionHandler((failure, command, parsed) -> {
          if (failure instanceof CarbonAwareException) {
            command.getErr().println("published: " + failure.getMessage());
            return OUTSIDE;
          }
          throw failure;
        })
        .setParameterExceptionHandler((failure, arguments) -> {
          failure.getCommandLine().getErr().println("published: " + failure.getMessage());
          failure.getCommandLine().getErr().println("See 'published --help'.");
          return CommandLine.ExitCode.USAGE;
        });
  }

  static List<PublishedBenchmark> all() {
    return List.of(
        new LwaNightly(),
        new LwaMl(),
        new EuroSysLimits(),
        new CarbonCastForecasts(),
        new KeptSavings(),
        new Dacf(),
        new SwitchingOptima());
  }

  /** For the help. */
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Names() {
      super(all().stream().map(PublishedBenchmark::name).toList());
    }
  }

  @Override
  public Integer call() {
    List<PublishedBenchmark> chosen = chosen();
    Optional<DataFolder> folder = folder();
    List<Outcome> outcomes = new ArrayList<>();
    for (PublishedBenchmark benchmark : chosen) {
      long began = System.nanoTime();
      Outcome outcome = folder
          .map(found -> Outcome.of(benchmark, found))
          .orElseGet(() -> Outcome.skipped(
              benchmark,
              "no ../shared/data (the data are not part of this repository); name"
                  + " another folder by --data"));
      outcomes.add(outcome);
      progress(outcome, (System.nanoTime() - began) / 1e9);
    }
    write(outcomes);
    PrintWriter stdout = spec.commandLine().getOut();
    stdout.println(
        json
            ? JsonTable.of(outcomes)
            : out == null ? MarkdownTable.full(outcomes) : MarkdownTable.summary(outcomes));
    stdout.flush();
    return outcomes.stream().allMatch(outcome -> outcome.outside().isEmpty()) ? 0 : OUTSIDE;
  }

  private List<PublishedBenchmark> chosen() {
    List<String> known = benchmarks.stream().map(PublishedBenchmark::name).toList();
    for (String name : only) {
      if (!known.contains(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "--only " + name + ": no such benchmark; there are " + String.join(", ", known));
      }
    }
    return benchmarks.stream()
        .filter(benchmark -> only.isEmpty() || only.contains(benchmark.name()))
        .toList();
  }

  private Optional<DataFolder> folder() {
    if (data == null) {
      return DataFolder.find(workingDirectory).map(DataFolder::new);
    }
    if (!Files.isDirectory(data)) {
      throw new ParameterException(
          spec.commandLine(),
          "--data " + data + ": no such folder; expected one with the data files");
    }
    return Optional.of(new DataFolder(data));
  }

  private void progress(Outcome outcome, double seconds) {
    PrintWriter stderr = spec.commandLine().getErr();
    stderr.println(
        outcome.skipped().isEmpty()
            ? "%s: %d figures, %d outside, %.1f s"
                .formatted(
                    outcome.benchmark().name(),
                    outcome.rows().size(),
                    outcome.outside().size(),
                    seconds)
            : outcome.benchmark().name() + ": skipped, " + outcome.skipped());
    stderr.flush();
  }

  private void write(List<Outcome> outcomes) {
    if (out == null) {
      return;
    }
    try {
      Files.createDirectories(out);
      Files.writeString(out.resolve("published.md"), MarkdownTable.full(outcomes));
      Files.writeString(out.resolve("published.json"), JsonTable.of(outcomes) + "\n");
    } catch (IOException e) {
      throw new BadDataException("--out " + out + ": cannot be written: " + e, e);
    }
  }
}
