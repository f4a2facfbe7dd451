package org.carbonaware.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.carbonaware.cli.terminal.Terminal;
import org.carbonaware.config.Config;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.trace.Trace;
import org.carbonaware.plan.Costs;
import org.carbonaware.report.html.SimulationPage;
import org.carbonaware.simulate.Course;
import org.carbonaware.simulate.Foresight;
import org.carbonaware.simulate.Simulation;
import org.carbonaware.simulate.SimulationResult;
import org.carbonaware.simulate.SimulationSettings;
import org.carbonaware.simulate.Starts;
import org.carbonaware.simulate.Tail;
import org.carbonaware.text.Printable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs a job from many starts on a trace, under several policies. */
@Command(
    name = "simulate",
    description = "Runs a job of so much work and slack from many starts on a trace, under the"
        + " policies that control trainings, and compares each with running straight through and"
        + " with the least that could have been emitted.",
    footer = {
      "",
      "Policies with perfect knowledge: optimal (the cleanest hours, chosen as if",
      "  switching were free), optimal-contiguous (the cleanest block) and",
      "  optimal-switching (the least with all costs).",
      "On a forecast: plan (plans anew with every forecast; efficiency is the same),",
      "  plan-once (one plan at the start), balanced and latency (each hour of delay",
      "  must save a tenth or half of an hour's emissions), throughput (soonest within",
      "  90 %% of what running straight through emits), lowest-window (the cleanest",
      "  block), percentile (the cleanest 30 %% of the next 24 h) and blend (plan,",
      "  bounded by online).",
      "Without a forecast: run-now, threshold (pauses above what the last 7 days make",
      "  dirty) and online (a double threshold that counts costs).",
      "keptPercent is null where nothing can be saved: in a zone that never changes.",
      "",
      "Example:",
      "  carbon-trainer generate-sample-data --zone DE --start 2024-01-01T00:00Z \\",
      "      --days 120 --out de.csv",
      "  carbon-trainer simulate --trace de.csv --work 6h --slack 18h \\",
      "      --policy run-now,plan,optimal-switching --forecast ridge \\",
      "      --every 24h --from 2024-03-15 --suspend-cost 0.1 --resume-cost 0.1 \\",
      "      --html simulation.html"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class Simulate implements Callable<Integer> {
  private static final String RUNNING = "hours of running power, 0 or more";

  @Mixin
  TraceOptions input;

  @FromConfig("job.work")
  @Option(
      names = "--work",
      required = true,
      paramLabel = "DURATION",
      description = "Running time that the job needs, such as 24h.")
  Duration work;

  @FromConfig("job.slack")
  @Option(
      names = "--slack",
      required = true,
      paramLabel = "DURATION",
      description = "Time beyond the work until the deadline, such as 24h or 0h.")
  Duration slack;

  @FromConfig("policy.name")
  @Option(
      names = "--policy",
      required = true,
      split = ",",
      paramLabel = "NAME",
      description = "How the job is run; several with commas between them. See below.")
  List<String> policies;

  @Mixin
  ForesightOptions foresight;

  @Option(names = "--start", paramLabel = "TIME", description = "A single start instead of many.")
  @Nullable
  Instant start;

  @Option(
      names = "--every",
      defaultValue = "1h",
      paramLabel = "DURATION",
      description = "Time between two starts.")
  Duration every;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "The first start; with the trace if not given.")
  @Nullable
  Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "The last start, included; as late as the trace allows if not given.")
  @Nullable
  Instant to;

  @Option(
      names = "--tail",
      defaultValue = "skip",
      paramLabel = "skip|truncate",
      description = "Starts whose deadline is beyond the end of the trace: skip them, or truncate"
          + " the slack as long as the work fits.")
  Tail tail;

  @FromConfig("metering.fullWatts")
  @Option(
      names = "--power-watts",
      defaultValue = "1000",
      paramLabel = "W",
      description = "Power while running.")
  double powerWatts;

  @FromConfig("metering.idleWatts")
  @Option(
      names = "--idle-watts",
      defaultValue = "0",
      paramLabel = "W",
      description = "Power while waiting or paused, until the work is done.")
  double idleWatts;

  @Option(
      names = "--suspend-cost",
      defaultValue = "0",
      paramLabel = "HOURS",
      description = "Energy of a pause's begin, as hours of running power. The last stop is none.")
  double suspendCost;

  @Option(
      names = "--resume-cost",
      defaultValue = "0",
      paramLabel = "HOURS",
      description = "Energy of a pause's end, as hours of running power. The first start is none.")
  double resumeCost;

  @Option(
      names = "--replan",
      defaultValue = "1h",
      paramLabel = "DURATION",
      description = "Time between two decisions of a policy; plan makes a new forecast for each.")
  Duration replan;

  @Option(
      names = {"--threads"},
      paramLabel = "N",
      showDefaultValue = Visibility.NEVER,
      description = "How many threads to use; all processors if not given. Changes no result.")
  @Nullable
  Integer threads;

  @Mixin
  ChartOption chart;

  @Mixin
  HtmlFile html;

  @ParentCommand
  Main main;

  @Spec
  CommandSpec spec;

  @Override
  public Integer call() {
    long began = System.nanoTime();
    SimulationSettings settings = checked(this::settings);
    Starts starts = checked(this::starts);
    Config config = main.configuration().get();
    checked(() -> SimulationPolicies.named(policies, Foresight.none(), config));
    checked(() -> {
      foresight.requireKnown();
      return true;
    });
    html.require(spec.commandLine());
    Trace trace = input.read(spec.commandLine());
    Simulation simulation = Simulation.of(
        settings,
        SimulationPolicies.named(policies, foresight.read(spec.commandLine(), trace), config));
    List<IntensitySeries> series = new ArrayList<>(trace.series().values());
    ProgressLine progress =
        ProgressLine.of(spec.commandLine(), ProgressLine.inZones("jobs", series.size()));
    SimulationResult result;
    try {
      result = checked(() -> Threads.run(threads, () -> simulation.run(series, starts, progress)));
    } finally {
      progress.clear();
    }
    if (result.results().isEmpty()) {
      throw wrong("no start fits: the trace reaches from " + series.get(0).start() + " to "
          + series.get(0).end() + ", the job needs " + DurationConverter.shortText(room(settings))
          + (tail == Tail.SKIP
              ? " (--tail truncate keeps starts with " + DurationConverter.shortText(work)
                  + " left)"
              : "")
          + "; choose other --work, --slack, --from, --to or --start");
    }
    Map<Zone, List<Course>> courses = new LinkedHashMap<>();
    if (start != null && (!main.json || html.file != null)) {
      series.forEach(each -> courses.put(each.zone(), simulation.courses(each, start)));
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    html.write(spec.commandLine(), () -> SimulationPage.of(trace, settings, result, courses));
    print(new SimulationReport(settings, trace, result, seconds), courses);
    return ExitCodes.DONE;
  }

  private Duration room(SimulationSettings settings) {
    return tail == Tail.SKIP ? settings.window() : work;
  }

  private void print(SimulationReport report, Map<Zone, List<Course>> courses) {
    PrintWriter stdout = spec.commandLine().getOut();
    if (main.json) {
      stdout.println(Printable.json(report.document().toPrettyString()));
    } else {
      Terminal terminal = main.terminal();
      int width = terminal.interactive() ? terminal.width() : Integer.MAX_VALUE;
      report.lines(width).forEach(stdout::println);
      if (chart.isWanted(terminal)) {
        SimulationPicture picture = new SimulationPicture(report.trace(), report.result(), courses);
        stdout.print(terminal.print(picture.lines(terminal)));
      }
    }
    stdout.flush();
  }

  private SimulationSettings settings() {
    requireOption("--power-watts", powerWatts, powerWatts > 0, "more than 0 W");
    requireOption("--idle-watts", idleWatts, idleWatts >= 0, "0 W or more");
    requireOption("--suspend-cost", suspendCost, suspendCost >= 0, RUNNING);
    requireOption("--resume-cost", resumeCost, resumeCost >= 0, RUNNING);
    requireLength("--work", work);
    requireLength("--replan", replan);
    Costs costs = new Costs(
        powerWatts,
        idleWatts,
        Duration.ZERO,
        Duration.ZERO,
        suspendCost * 3600 * powerWatts,
        resumeCost * 3600 * powerWatts);
    return new SimulationSettings(work, slack, costs, replan, tail);
  }

  private void requireOption(String option, double value, boolean right, String expected) {
    if (!right || Double.isInfinite(value)) {
      throw wrong(option + " " + value + ": expected " + expected);
    }
  }

  private void requireLength(String option, Duration value) {
    if (value.isZero()) {
      throw wrong(option + " 0: expected more than 0, such as 1h");
    }
  }

  private Starts starts() {
    requireLength("--every", every);
    if (start == null) {
      return new Starts(Optional.ofNullable(from), Optional.ofNullable(to), every);
    }
    if (from != null
        || to != null
        || spec.commandLine().getParseResult().hasMatchedOption("--every")) {
      throw wrong("--start with --every, --from or --to: expected a single start or many");
    }
    return Starts.only(start);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** What the library refuses was a wrong option here. */
  private <T> T checked(Callable<T> call) {
    try {
      return call.call();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), message(e), e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new CommandLine.ExecutionException(spec.commandLine(), String.valueOf(e), e);
    }
  }

  /** What another thread refused comes wrapped. */
  private static String message(IllegalArgumentException failure) {
    return failure.getCause() instanceof IllegalArgumentException cause
            && cause.toString().equals(failure.getMessage())
        ? message(cause)
        : String.valueOf(failure.getMessage());
  }
}
