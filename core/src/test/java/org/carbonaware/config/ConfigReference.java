package org.carbonaware.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Writes docs/configuration.md from the table of settings. */
final class ConfigReference {
  private static final String BEGINNING = """
      # Configuration

      <!-- Generated from the code: ConfigReferenceTest says how. Do not edit. -->

      One file holds for the command line and for trainings, which build their controller from it:

      ```java
      try (var carbon = CarbonController.fromConfig().epochs(20).start()) {
        // train
      }
      ```

      What the code says after `fromConfig()` counts more than the configuration. `fromConfig(Path)` takes a file of your
      choice instead of the project's, `fromConfig(Config)` a configuration that you loaded.

      ```yaml
      # carbon-aware.yaml
      zone: DE
      project: digits
      job:
        deadline: 24h
        work: 8h
      checkpoints:
        directory: checkpoints
      ledger:
        directory: ledger
      ```

      ## Layers

      Each layer counts more than those above it in this list. A list of values counts as a whole.

      1. Defaults.
      2. `/etc/carbon-aware.yaml`, the computer's (not on Windows).
      3. `$XDG_CONFIG_HOME/carbon-aware.yaml`, else `~/.config/carbon-aware.yaml`, the user's; on Windows
         `%APPDATA%\\carbon-aware.yaml`.
      4. `carbon-aware.yaml` in the working directory, or the nearest one above it up to the root of the repository (the
         folder with `.git`), the project's. Outside a repository only the working directory counts. `--config FILE` names
         another one instead; `--config /dev/null` names none.
      5. Environment variables, given below. Empty ones count as not set.
      6. Flags of a command, and `--set KEY=VALUE`.

      `carbon-trainer config show --origin` prints each value with the file, line and column it is from.
      `carbon-trainer config validate [FILE]` says all that is wrong at once, with exit code 78.
      `carbon-trainer config schema` prints the JSON Schema, which is also `docs/schemas/config-v1.schema.json`: name it
      in the first line for editors, `# yaml-language-server: $schema=PATH`.

      ## What counts where

      The tables below say for what each setting counts: for trainings, which is `CarbonController.fromConfig`, and for
      commands, where a flag of theirs counts more.

      - `exec` meters and records programs as trainings are; of `job` it takes the time, and its pauses are its own.
      - `monitor`, `forecast`, `exec` and `compare-regions` ask the sources that are set, unless they are given another
        by `--trace` or `--source`; a `--source` too has its key, file and address from the configuration. Where a zone
        has no source of the basis that `compare-regions` compares, it takes the tables. It compares all zones it is
        given, or those of a `--cloud`, so neither `zone` nor `facility.cloud` narrows it, and a job's length is given.
      - `simulate` and `forecast` read `grid.trace` where no `--trace` is given; the others read it as the source `trace`.
      - `simulate --policy NAME` and `exec --policy NAME` have the figures of that policy from the configuration.
        `simulate` needs `--slack` or `job.slack`, and makes nothing of `job.deadline`.
      - What is set of building, hardware, market and model goes into the record of a run, from which `report` has it.
      - `doctor` looks whether what is set is there: files, folders, addresses, counters.

      ## Values

      - Durations have units: `6h`, `90m`, `2d`, `1h30m`, or ISO 8601, `PT6H`. A day has 24 hours.
      - Numbers stand alone: their unit is in the key (`gramsPerKwh`, `watts`) or in the table.
      - Relative paths start from the folder of the file they are in; in variables and flags from the working directory.
        `~/` is the user's home.
      - Booleans are `true` and `false`. Words follow YAML 1.2: `zone: NO` is Norway.
      - Anchors, aliases, tags, keys twice and files of more than 256 KiB are refused.
      - In variables and flags, lists have commas: `CARBON_GRID_SOURCES=typical,yearly-average`; contracts are written
        as in a file.

      ## Secrets

      Keys and passwords come from environment variables, or from files that only their owner can read (mode 600). In a
      configuration file or a flag they are refused. No output shows them.

      """;

  private static final String RUNS = "trainings, exec";
  private static final String SOURCES = RUNS + ", monitor, forecast, compare-regions";

  /** For what settings count, by their names or their sections; a name goes before its section. */
  private static final Map<String, String> USES = Map.ofEntries(
      Map.entry("zone", RUNS + ", monitor, forecast, simulate, generate-sample-data"),
      Map.entry("basis", SOURCES + ", simulate"),
      Map.entry("project", RUNS),
      Map.entry("grid", SOURCES),
      Map.entry("grid.trace", "simulate, forecast; as a source: " + SOURCES),
      Map.entry("grid.traceGaps", SOURCES + ", simulate"),
      Map.entry("grid.electricityMapsKey", SOURCES + ", doctor"),
      Map.entry("grid.electricityMapsKeyFile", SOURCES + ", doctor"),
      Map.entry("grid.wattTimeUser", SOURCES + ", doctor"),
      Map.entry("grid.wattTimePassword", SOURCES + ", doctor"),
      Map.entry("grid.wattTimeCredentialsFile", SOURCES + ", doctor"),
      Map.entry("grid.carbonAwareSdkUrl", SOURCES + ", doctor"),
      Map.entry("grid.documentUrl", SOURCES + ", doctor"),
      Map.entry("grid.cacheDirectory", SOURCES + ", doctor"),
      Map.entry("grid.checkEvery", RUNS + ", monitor (--interval)"),
      Map.entry("forecast", SOURCES + ", simulate"),
      Map.entry("job", "trainings"),
      Map.entry("job.deadline", RUNS),
      Map.entry("job.work", RUNS + ", simulate"),
      Map.entry("job.slack", RUNS + ", simulate"),
      Map.entry("job.margin", RUNS),
      Map.entry("policy", RUNS + ", simulate"),
      Map.entry("pause", "trainings"),
      Map.entry("pause.restoreTime", "trainings, exec (--restart-time)"),
      Map.entry("checkpoints", "trainings"),
      Map.entry("checkpoints.directory", "trainings, doctor"),
      Map.entry("ledger", RUNS + ", import"),
      Map.entry("ledger.directory", RUNS + ", report, explain, import, doctor"),
      Map.entry("metering", RUNS + ", doctor"),
      Map.entry("metering.fullWatts", RUNS + ", simulate, compare-regions, doctor"),
      Map.entry("metering.idleWatts", RUNS + ", simulate"),
      Map.entry("metering.every", RUNS),
      Map.entry("calibration", RUNS + ", doctor"),
      Map.entry("facility", RUNS),
      Map.entry("embodied", RUNS),
      Map.entry("market", RUNS),
      Map.entry("training", RUNS),
      Map.entry("control", RUNS),
      Map.entry("log", "trainings"));

  private ConfigReference() {}

  /** For what a setting counts; fails if nobody has said so. */
  private static String uses(ConfigKey<?> key) {
    return Objects.requireNonNull(
        USES.getOrDefault(key.path(), USES.get(key.section())), "nobody says what counts " + key);
  }

  static String markdown() {
    StringBuilder text = new StringBuilder(BEGINNING);
    for (Map.Entry<String, String> section : Keys.sections().entrySet()) {
      text.append("## ").append(section.getValue());
      text.append(section.getKey().isEmpty() ? "" : ": `" + section.getKey() + "`");
      text.append(
          "\n\n| key | value | if not set | what | counts for | variable |\n|---|---|---|---|---|---|\n");
      Keys.of(section.getKey()).forEach(key -> text.append(row(key)));
      text.append('\n');
    }
    return text.toString().stripTrailing() + "\n";
  }

  private static <T> String row(ConfigKey<T> key) {
    String value = key.kind().expected() + (key.unit().isEmpty() ? "" : "; " + key.unit());
    String otherwise = key.theFallback()
        .map(fallback -> "`" + key.kind().shown(fallback) + "`")
        .orElse(key.otherwise());
    String variables =
        key.variables().stream().map(name -> "`" + name + "`").collect(Collectors.joining(" or "));
    List<String> cells = new ArrayList<>(List.of(
        "`" + (key.secret() ? key.path() : key.name()) + "`",
        value,
        otherwise,
        key.text() + (key.secret() ? " Not in files." : ""),
        uses(key),
        variables));
    cells.replaceAll(cell -> cell.replace("|", "\\|"));
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
