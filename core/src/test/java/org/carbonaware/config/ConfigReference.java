package org.carbonaware.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  private ConfigReference() {}

  static String markdown() {
    StringBuilder text = new StringBuilder(BEGINNING);
    for (Map.Entry<String, String> section : Keys.sections().entrySet()) {
      text.append("## ").append(section.getValue());
      text.append(section.getKey().isEmpty() ? "" : ": `" + section.getKey() + "`");
      text.append("\n\n| key | value | if not set | what | variable |\n|---|---|---|---|---|\n");
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
        variables));
    cells.replaceAll(cell -> cell.replace("|", "\\|"));
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
