package org.carbonaware.benchmarks.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
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
 * Measures what listening, metering and saving cost a training. Looks at the computer first and
 * says what will run and what won't, and why. Runs once.
 */
@Command(
    name = "training",
    description =
        "Measures what this library's listener, metering and checkpoints add to the batches of a"
            + " training, as ratios: trainings that differ in nothing else take turns in one"
            + " process. Tables on stdout, progress on stderr.",
    footer = {
      "",
      "Example:",
      "  java -jar benchmarks/target/benchmarks.jar training --target gpu --out gpu.json"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all was measured, or skipped for a reason that is said",
      "1:a benchmark failed, or a file cannot be written",
      "2:wrong usage"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class TrainingCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  @Option(
      names = "--target",
      paramLabel = "cpu|gpu",
      description = "Where to train. Default: both.")
  @Nullable
  Target target;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      description = "One benchmark instead of all, such as djl-cnn-gpu; can be repeated.")
  List<String> only = new ArrayList<>();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "How long each is measured. Default: ${DEFAULT-VALUE}.")
  double seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "5",
      description = "Seconds that each of the trainings warms up. Default: ${DEFAULT-VALUE}.")
  double warmUp;

  @Option(
      names = "--turn",
      paramLabel = "MS",
      defaultValue = "4",
      description =
          "How long a turn is, in milliseconds; a batch at least. Default:" + " ${DEFAULT-VALUE}.")
  long turnMillis;

  @Option(
      names = "--pauses",
      paramLabel = "N",
      defaultValue = "30",
      description =
          "How often each training is paused at each depth; 0 for never. Default: ${DEFAULT-VALUE}.")
  int pauses;

  @Option(
      names = "--processes",
      paramLabel = "N",
      defaultValue = "3",
      description = "In how many processes of its own each training's memory is looked at; 0 for"
          + " none. Default: ${DEFAULT-VALUE}.")
  int processes;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write all figures as JSON, with what was skipped and why.")
  @Nullable
  Path out;

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description =
          "Measures nothing, and writes the tables of a page anew from the JSON files that"
              + " its comments <!-- figures: FILE --> name.")
  @Nullable
  Path page;

  @Option(names = MemoryProcess.OPTION, hidden = true)
  @Nullable
  String memoryOf;

  @Option(names = MemoryProcess.ARM, hidden = true)
  @Nullable
  Arm arm;

  @Spec
  CommandSpec spec;

  private final List<TrainingFramework> frameworks;

  TrainingCommand(List<TrainingFramework> frameworks) {
    this.frameworks = frameworks;
  }

  /**
   * Runs the command.
   *
   * @param arguments what stands after its name
   * @return the exit code
   */
  public static int execute(String... arguments) {
    return commandLine(List.of(new Dl4jFramework(), new DjlFramework())).execute(arguments);
  }

  static CommandLine commandLine(List<TrainingFramework> frameworks) {
    return new CommandLine(new TrainingCommand(frameworks))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((failure, arguments) -> {
          failure.getCommandLine().getErr().println("training: " + failure.getMessage());
          failure.getCommandLine().getErr().println("See 'training --help'.");
          return CommandLine.ExitCode.USAGE;
        });
  }

  @Override
  public Integer call() {
    if (!(seconds > 0 && warmUp >= 0 && turnMillis > 0 && pauses >= 0 && processes >= 0)) {
      throw new ParameterException(
          spec.commandLine(),
          "--seconds, --warm-up, --turn, --pauses and --processes: expected numbers above 0");
    }
    if (page != null) {
      return written(page);
    }
    if (memoryOf != null && arm != null) {
      return looked(memoryOf, arm);
    }
    return measured();
  }

  private int written(Path wanted) {
    try {
      TrainingPage.write(wanted);
      return 0;
    } catch (IOException e) {
      spec.commandLine().getErr().println("--page " + wanted + ": cannot be written: " + e);
      return FAILED;
    }
  }

  /** In a process that was started for it. */
  private int looked(String name, Arm with) {
    TrainingBenchmark benchmark = all().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new ParameterException(spec.commandLine(), name + ": no benchmark"));
    TrainingFramework framework = benchmark.framework();
    try {
      Optional<String> reason = framework.unavailable(benchmark.target());
      if (reason.isPresent()) {
        throw new IllegalStateException(reason.get());
      }
      MemoryUse use =
          MemoryUse.ofThisProcess(framework, benchmark.workload(), benchmark.target(), with);
      spec.commandLine().getOut().println(use.toJson());
      return 0;
    } catch (Exception | LinkageError e) {
      spec.commandLine().getErr().println(name + " FAILED: " + e);
      return FAILED;
    }
  }

  private int measured() {
    PrintWriter stdout = spec.commandLine().getOut();
    Environment environment = Environment.detect();
    List<Capability> capabilities = HardwareProbe.look();
    capabilities.forEach(stdout::println);
    Map<String, String> skipped = new LinkedHashMap<>();
    List<TrainingBenchmark> chosen = runnable(chosen(), skipped);
    chosen.forEach(benchmark -> stdout.println("RUNS " + benchmark.name()));
    skipped.forEach((name, reason) -> stdout.println("SKIPPED " + name + ": " + reason));
    stdout.flush();
    List<TrainingResult> results = new ArrayList<>();
    boolean all = chosen.stream().filter(each -> !measured(each, results)).count() == 0;
    TrainingReport report = new TrainingReport(environment, capabilities, skipped, results);
    stdout.println();
    ObjectNode json = TrainingJson.of(report);
    stdout.print(TrainingTable.of(json));
    stdout.flush();
    return written(json) && all ? 0 : FAILED;
  }

  private List<TrainingBenchmark> all() {
    List<TrainingBenchmark> all = new ArrayList<>();
    for (TrainingFramework framework : frameworks) {
      for (Target where : Target.values()) {
        for (Workload workload : Workload.values()) {
          all.add(new TrainingBenchmark(framework, workload, where));
        }
      }
    }
    return all;
  }

  private List<TrainingBenchmark> chosen() {
    List<TrainingBenchmark> all = all();
    List<String> known = all.stream().map(TrainingBenchmark::name).toList();
    only.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
      throw new ParameterException(
          spec.commandLine(),
          "--only " + name + ": no such benchmark; there are " + String.join(", ", known));
    });
    return all.stream()
        .filter(each -> target == null || each.target() == target)
        .filter(each -> only.isEmpty() || only.contains(each.name()))
        .toList();
  }

  private static List<TrainingBenchmark> runnable(
      List<TrainingBenchmark> wanted, Map<String, String> skipped) {
    List<TrainingBenchmark> runnable = new ArrayList<>();
    for (TrainingBenchmark benchmark : wanted) {
      Optional<String> reason = benchmark.framework().unavailable(benchmark.target());
      reason.ifPresentOrElse(
          why -> skipped.put(benchmark.name(), why), () -> runnable.add(benchmark));
    }
    return runnable;
  }

  /** Whether it went well; a failure is told and the others go on. */
  private boolean measured(TrainingBenchmark benchmark, List<TrainingResult> results) {
    PrintWriter stderr = spec.commandLine().getErr();
    long began = System.nanoTime();
    try {
      results.add(benchmark.measure(pace()));
      stderr.printf(
          Locale.ROOT, "%s: %.1f s%n", benchmark.name(), (System.nanoTime() - began) / 1e9);
      return true;
    } catch (Exception | LinkageError e) {
      Throwable cause = e.getCause();
      stderr.println(
          benchmark.name() + " FAILED: " + e + (cause == null ? "" : ", because of " + cause));
      return false;
    } finally {
      stderr.flush();
    }
  }

  private Pace pace() {
    return new Pace(
        seconds(warmUp), Duration.ofMillis(turnMillis), seconds(seconds), pauses, processes);
  }

  private static Duration seconds(double value) {
    return Duration.ofNanos((long) (value * 1e9));
  }

  private boolean written(ObjectNode json) {
    if (out == null) {
      return true;
    }
    try {
      Path folder = out.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(out, json.toPrettyString() + "\n");
      return true;
    } catch (IOException e) {
      spec.commandLine().getErr().println("--out " + out + ": cannot be written: " + e);
      return false;
    }
  }
}
