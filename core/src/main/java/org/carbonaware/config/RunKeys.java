package org.carbonaware.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.carbonaware.config.Kinds.Due;
import org.carbonaware.config.Kinds.Secret;
import org.carbonaware.control.PauseDepth;

/** The settings of the run: its work, its deadline, its checkpoints and its record. */
final class RunKeys {
  private static final long MANY = 1_000_000_000_000_000L;

  static final ConfigKey<String> PROJECT = ConfigKey.of(
          "project",
          Kinds.line("the name of a project"),
          "digits",
          "The project or experiment the run belongs to, for its record and reports.")
      .otherwise("none");

  static final ConfigKey<Due> DEADLINE = ConfigKey.of(
          "job.deadline",
          Kinds.due(),
          "24h",
          "When the training must be done: counted from the first start of the run, or a moment.")
      .otherwise("job.work and job.slack together, else must be set in code");

  static final ConfigKey<Duration> WORK = ConfigKey.of(
          "job.work",
          Kinds.duration("8h"),
          "8h",
          "How long the whole run takes without pauses, as far as you know.")
      .otherwise("measured as it runs");

  static final ConfigKey<Duration> SLACK = ConfigKey.of(
          "job.slack",
          Kinds.durationOrZero("16h"),
          "16h",
          "Time beyond job.work until the deadline; used where there is no job.deadline.")
      .otherwise("none");

  static final ConfigKey<Long> EPOCHS = ConfigKey.of(
          "job.epochs", NumberKind.whole(1, MANY, "20"), "20", "How many epochs the run trains.")
      .otherwise("must be set in code, unless job.batches or job.work is");

  static final ConfigKey<Long> BATCHES = ConfigKey.of(
          "job.batches",
          NumberKind.whole(1, MANY, "50000"),
          "50000",
          "How many batches the run trains; goes before job.epochs.")
      .otherwise("not counted on");

  static final ConfigKey<Duration> MARGIN = ConfigKey.of(
          "job.margin",
          Kinds.durationOrZero("10m"),
          "10m",
          "Time kept in hand before the deadline.")
      .otherwise("1 % of the time to the deadline, 1m to 30m");

  static final ConfigKey<Boolean> STOP_ON_SIGNALS = ConfigKey.of(
          "job.stopOnSignals",
          new BooleanKind(),
          "false",
          "Whether Ctrl-C and SIGTERM save the training before the process ends.")
      .or(true);

  static final ConfigKey<Duration> STOP_GRACE = ConfigKey.of(
          "job.stopGrace",
          Kinds.durationOrZero("30s"),
          "2m",
          "How long that may wait for the training's next safe point.")
      .or(Duration.ofSeconds(30));

  static final ConfigKey<PauseDepth> DEPTH = ConfigKey.of(
          "pause.depth",
          ChoiceKind.of(PauseDepth.class),
          "hold",
          "Fixes the depth of all pauses: hold waits, release also frees GPU memory, suspend saves"
              + " and leaves the process with exit code 75, to be started again.")
      .otherwise("by the expected length of each pause");

  static final ConfigKey<Duration> SUSPEND_LONGER_THAN = ConfigKey.of(
          "pause.suspendLongerThan",
          Kinds.durationOrZero("2h"),
          "2h",
          "Pauses expected to last at least this long suspend the training.")
      .otherwise("never, unless pause.depth is suspend");

  static final ConfigKey<Duration> RESTORE_TIME = ConfigKey.of(
          "pause.restoreTime",
          Kinds.durationOrZero("30s"),
          "2m",
          "How long it takes from starting the process until training goes on.")
      .or(Duration.ofSeconds(30));

  static final ConfigKey<Path> CHECKPOINTS = ConfigKey.of(
          "checkpoints.directory",
          Kinds.path("the path of a folder"),
          "checkpoints",
          "Where checkpoints are kept; a run found there is carried on.")
      .otherwise("no checkpoints, pauses only hold the training");

  static final ConfigKey<Long> KEEP_CHECKPOINTS = ConfigKey.of(
          "checkpoints.keep", NumberKind.whole(1, 1_000_000, "3"), "5", "How many are kept.")
      .or(3L);

  static final ConfigKey<Duration> CHECKPOINT_EVERY = ConfigKey.of(
          "checkpoints.every",
          Kinds.duration("30m"),
          "15m",
          "How often one is written while the training runs.")
      .or(Duration.ofMinutes(30));

  static final ConfigKey<Boolean> RESUME = ConfigKey.of(
          "checkpoints.resume",
          new BooleanKind(),
          "false",
          "Whether a run found there is carried on, or ignored.")
      .or(true);

  static final ConfigKey<Path> LEDGER = ConfigKey.of(
          "ledger.directory",
          Kinds.path("the path of a folder"),
          "ledger",
          "Where the record of runs is kept, a file of JSON lines for each.")
      .otherwise("no record");

  static final ConfigKey<String> LEDGER_DATABASE = ConfigKey.of(
          "ledger.jdbcUrl",
          Kinds.jdbc(),
          "jdbc:sqlite:runs.db",
          "A database that follows the ledger's files. Needs ledger.directory and the driver.")
      .otherwise("no database");

  static final ConfigKey<String> LEDGER_USER = ConfigKey.of(
          "ledger.user", Kinds.line("a user's name"), "team", "The database's user.")
      .otherwise("none");

  static final ConfigKey<Secret> LEDGER_PASSWORD = ConfigKey.of(
          "ledger.password", Kinds.secret("a password"), "", "The password of that user.")
      .from("CARBON_LEDGER_PASSWORD", "CARBON_TRAINER_SQL_PASSWORD")
      .hidden()
      .otherwise("ledger.passwordFile, else none");

  static final ConfigKey<Path> LEDGER_PASSWORD_FILE = ConfigKey.of(
          "ledger.passwordFile",
          Kinds.path("the path of a file that holds the password"),
          "~/.config/carbon-ledger.password",
          "A file that only its owner can read (mode 600), with the password and nothing else.")
      .otherwise("no file");

  static final ConfigKey<LoggedDecisions> LOG_DECISIONS = ConfigKey.of(
          "log.decisions",
          ChoiceKind.of(LoggedDecisions.class),
          "all",
          "Which decisions are told in the log: none, those that change the state (changes), or"
              + " all whose action or reason differs from the one before.")
      .or(LoggedDecisions.CHANGES);

  static final ConfigKey<Duration> TICK = ConfigKey.of(
          "control.tick",
          Kinds.duration("1s"),
          "5s",
          "The time between two looks at progress and energy.")
      .or(Duration.ofSeconds(1));

  static final ConfigKey<Duration> DECIDE_EVERY = ConfigKey.of(
          "control.decideEvery",
          Kinds.duration("1m"),
          "5m",
          "The longest time between two decisions; news from the grid is decided on at once.")
      .or(Duration.ofMinutes(1));

  /** Which decisions are told in the log. */
  enum LoggedDecisions {
    NONE,
    CHANGES,
    ALL
  }

  static final List<ConfigKey<?>> ALL = List.of(
      PROJECT,
      DEADLINE,
      WORK,
      SLACK,
      EPOCHS,
      BATCHES,
      MARGIN,
      STOP_ON_SIGNALS,
      STOP_GRACE,
      DEPTH,
      SUSPEND_LONGER_THAN,
      RESTORE_TIME,
      CHECKPOINTS,
      KEEP_CHECKPOINTS,
      CHECKPOINT_EVERY,
      RESUME,
      LEDGER,
      LEDGER_DATABASE,
      LEDGER_USER,
      LEDGER_PASSWORD,
      LEDGER_PASSWORD_FILE,
      LOG_DECISIONS,
      TICK,
      DECIDE_EVERY);

  private RunKeys() {}
}
