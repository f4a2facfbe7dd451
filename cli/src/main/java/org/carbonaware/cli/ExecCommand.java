package org.carbonaware.cli;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.carbonaware.cli.exec.CheckpointSignal;
import org.carbonaware.cli.exec.Command;
import org.carbonaware.cli.exec.ExecSettings;
import org.carbonaware.cli.exec.ProgramRun;
import org.carbonaware.config.Setting;
import org.carbonaware.control.InfeasibleDeadlineException;
import org.carbonaware.control.TrainingClock;
import org.carbonaware.plan.Policies;
import org.carbonaware.plan.Policy;
import org.carbonaware.text.Printable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs any program while the grid is clean, and meters it. */
@CommandLine.Command(
    name = "exec",
    description = "Runs any program: waits for a clean grid to start it, stops it with all its"
        + " processes while the grid is dirty, and meters it. It goes on in time for its deadline"
        + " whatever the grid does. Its input, output and exit code are its own.",
    footer = {
      "",
      "A program that can save itself may leave the machine instead of standing in its memory:"
          + " see --checkpoint-signal. Ctrl-C and SIGTERM go to the program and end every pause."
          + " Its stdout is its own, so messages go to stderr, and with --json the closing figures.",
      "",
      "Example:",
      "  carbon-trainer exec --zone DE --work 6h --slack 12h -- python3 train.py",
      "  carbon-trainer exec --zone DE --work 6h --slack 12h \\",
      "      --checkpoint-signal USR1 -- ./train --epochs 20"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0-255:the program's own; 128 and the number of the signal that ended it",
      "2:wrong usage",
      "75:ended while the program had saved itself and left; run me again",
      "76:the deadline cannot be met",
      "126:the program can't be run",
      "127:there is no such program"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ExecCommand implements Callable<Integer> {
  @Mixin
  ExecGrid grid;

  @FromConfig("job.work")
  @Option(
      names = "--work",
      required = true,
      paramLabel = "DURATION",
      description = "How long the program runs without pauses, as far as you know, such as 6h."
          + " When it runs longer it is not paused any more.")
  Duration work;

  @Option(
      names = "--slack",
      paramLabel = "DURATION",
      description = "How much later than without pauses it may end, such as 12h.")
  @Nullable
  Duration slack;

  @Option(
      names = "--deadline",
      paramLabel = "TIME|DURATION",
      description = "When it must have ended, instead of --slack: 24h from now, or a time.")
  @Nullable
  String deadline;

  @Option(
      names = "--policy",
      defaultValue = "plan",
      paramLabel = "NAME",
      description = "When to run: run-now, threshold, percentile, lowest-window, online, plan,"
          + " blend, throughput, latency, efficiency or balanced.")
  String policy;

  @Option(
      names = "--threshold",
      paramLabel = "G",
      description =
          "Stop above this intensity in g/kWh and run at or below it, instead of" + " --policy.")
  @Nullable
  Double threshold;

  @Option(
      names = "--max-pause",
      paramLabel = "DURATION",
      description = "No single pause is longer; it runs at least 15 minutes before the next.")
  @Nullable
  Duration maxPause;

  @Option(
      names = "--checkpoint-signal",
      paramLabel = "NAME",
      description = "For a pause send the program this signal, such as USR1: it saves itself and"
          + " leaves with --checkpoint-exit-code, and the same command is started again later."
          + " If it does not leave within --grace it is stopped.")
  @Nullable
  String checkpointSignal;

  @Option(
      names = "--checkpoint-exit-code",
      defaultValue = "75",
      paramLabel = "CODE",
      description = "By which the program says that it is to be started again.")
  int checkpointExitCode;

  @Option(
      names = "--grace",
      defaultValue = "1m",
      paramLabel = "DURATION",
      description = "How long saving may take.")
  Duration grace;

  @FromConfig("pause.restoreTime")
  @Option(
      names = "--restart-time",
      defaultValue = "1m",
      paramLabel = "DURATION",
      description = "How long the program takes from its start until it goes on where it was.")
  Duration restartTime;

  @Option(
      names = "--dry-run",
      description = "Decide and say what would be done, but run the program through.")
  boolean dryRun;

  @FromConfig("ledger.directory")
  @Option(
      names = "--ledger",
      defaultValue = "carbon-ledger",
      paramLabel = "DIR",
      description = "Where the run is recorded, for carbon-trainer report.")
  Path ledger;

  @FromConfig("project")
  @Option(
      names = "--project",
      paramLabel = "NAME",
      description = "The project or experiment that the record belongs to.")
  @Nullable
  String project;

  @Option(
      names = "--process-share",
      description = "On a machine shared with others: charge the program its share of the"
          + " processors' energy by processor time, not the whole machine's.")
  boolean processShare;

  @Option(names = "--speed", hidden = true, defaultValue = "1")
  double speed;

  @Parameters(
      arity = "1..*",
      paramLabel = "COMMAND",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "The program and its arguments. All that follows is the program's.")
  List<String> command = new ArrayList<>();

  @ParentCommand
  Main main;

  @Spec
  CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    try {
      return new ProgramRun(settings(), new ExecNotices(spec.commandLine())).call();
    } catch (InfeasibleDeadlineException e) {
      CommandLine self = spec.commandLine();
      self.getErr().println(Printable.line(spec.qualifiedName() + ": " + e.getMessage()));
      self.getErr().flush();
      return InfeasibleDeadlineException.EXIT_CODE;
    }
  }

  private ExecSettings settings() {
    if (work.isZero()) {
      throw wrong("--work " + work + ": expected more than 0, such as 6h");
    }
    if (!(speed > 0 && speed < 1e6)) {
      throw wrong("--speed " + speed + ": expected more than 0 and less than 1000000");
    }
    TrainingClock clock = grid.clock(spec.commandLine(), speed);
    Instant now = clock.instant();
    return new ExecSettings(
        new Command(command),
        grid.zone(spec.commandLine()),
        grid.source(spec.commandLine(), clock),
        clock,
        speed,
        work,
        deadline(now),
        policy(),
        Optional.ofNullable(maxPause),
        dryRun,
        saving(),
        processShare
            ? configuration().with("metering.processShare", "--process-share", "true")
            : configuration().get(),
        ledger,
        Optional.ofNullable(project));
  }

  private Instant deadline(Instant now) {
    if (slack == null && deadline == null) {
      deadline = configured("job.deadline").orElse(null);
      slack = deadline == null
          ? configured("job.slack").map(new DurationConverter()::convert).orElse(null)
          : null;
    }
    if ((slack == null) == (deadline == null)) {
      throw wrong((slack == null ? "--slack is missing" : "--slack and --deadline")
          + ": expected how much later the program may end, such as --slack 12h, or by when, such as"
          + " --deadline 24h");
    }
    if (slack != null) {
      return now.plus(work).plus(slack);
    }
    Instant end = Moment.of(spec.commandLine(), "--deadline", String.valueOf(deadline), now);
    if (!end.isAfter(now)) {
      throw wrong("--deadline " + end + ": expected a time after " + now);
    }
    return end;
  }

  private Policy policy() {
    boolean named = spec.commandLine().getParseResult().hasMatchedOption("--policy");
    if (threshold != null && named) {
      throw wrong("--threshold and --policy: expected one of them");
    }
    try {
      return threshold == null
          ? named ? configuration().get().policy(policy) : configuration().get().policy()
          : threshold(threshold);
    } catch (IllegalArgumentException e) {
      throw wrong((threshold == null ? "--policy: " : "--threshold: ") + e.getMessage());
    }
  }

  /** Whatever else is set of policies holds for it, too. */
  private Policy threshold(double grams) {
    Policies.threshold(grams, grams); // says what is wrong
    String text = BigDecimal.valueOf(grams).toPlainString();
    configuration().with("policy.pauseAboveGramsPerKwh", "--threshold", text);
    return configuration()
        .with("policy.resumeBelowGramsPerKwh", "--threshold", text)
        .policy("threshold");
  }

  private Optional<CheckpointSignal> saving() {
    if (checkpointSignal == null) {
      for (String option : List.of("--grace", "--restart-time", "--checkpoint-exit-code")) {
        if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
          throw wrong(option + " needs a --checkpoint-signal, such as USR1");
        }
      }
      return Optional.empty();
    }
    try {
      return Optional.of(
          new CheckpointSignal(checkpointSignal, grace, checkpointExitCode, restartTime));
    } catch (IllegalArgumentException e) {
      throw wrong("--checkpoint-signal: " + e.getMessage());
    }
  }

  /** A setting, if a file, a variable or a flag sets it. */
  private Optional<String> configured(String key) {
    Setting setting = configuration().get().setting(key);
    return setting.isSet() ? setting.value() : Optional.empty();
  }

  private Configuration configuration() {
    return Main.of(spec.commandLine()).configuration();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
