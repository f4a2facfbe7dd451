package org.carbonaware.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.carbonaware.config.Config;
import org.carbonaware.config.ConfigException;
import org.carbonaware.config.Origin;
import org.carbonaware.config.Problem;
import org.carbonaware.config.Setting;
import org.carbonaware.text.Printable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows and checks the configuration. */
@Command(
    name = "config",
    description = "Shows and checks the configuration: defaults, /etc/carbon-aware.yaml, the"
        + " user's and the project's carbon-aware.yaml, CARBON_* environment variables, flags."
        + " docs/configuration.md lists all settings.",
    footer = {
      "",
      "Example:",
      "  carbon-trainer config show --origin",
      "  carbon-trainer config validate carbon-aware.yaml",
      "  carbon-trainer config schema > carbon-aware.schema.json"
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ConfigCommand implements Runnable {
  @Spec
  CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is missing; there are "
            + String.join(", ", spec.subcommands().keySet()));
  }

  /** Prints what holds. */
  @Command(
      name = "show",
      description = "Prints every setting and its value; secrets as ***.",
      footer = {
        "",
        "Example:",
        "  carbon-trainer config show --origin",
        "  carbon-trainer config show --json --set job.deadline=24h"
      },
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  int show(
      @Option(names = "--origin", description = "Also print where each value is from.")
          boolean origin) {
    CommandLine command = spec.commandLine();
    Main main = Main.of(spec.commandLine());
    Config config = main.configuration().get();
    config.notes().forEach(note -> main.note(command, note));
    PrintWriter out = command.getOut();
    if (main.json) {
      out.println(Printable.json(config.document().toPrettyString()));
    } else {
      List<List<String>> rows = new ArrayList<>();
      config.settings().forEach(setting -> rows.add(row(setting, origin)));
      Columns.aligned(rows, rows.get(0).size()).forEach(out::println);
    }
    out.flush();
    return ExitCodes.DONE;
  }

  private static List<String> row(Setting setting, boolean origin) {
    String value = setting.value().orElse("-");
    String unit = setting.unit().isEmpty() || setting.value().isEmpty() ? "" : " " + setting.unit();
    List<String> row = new ArrayList<>(List.of(setting.key(), value + unit));
    if (origin) {
      row.add(setting.origin().map(Origin::where).orElse("not set: " + setting.otherwise()));
    }
    return row;
  }

  /** Says all that is wrong. */
  @Command(
      name = "validate",
      description = "Says all that is wrong with the configuration, or with it when FILE takes the"
          + " place of the project's file; exit code 78 if something is.",
      footer = {"", "Example:", "  carbon-trainer config validate carbon-aware.yaml"},
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  int validate(
      @Parameters(paramLabel = "FILE", arity = "0..1", description = "A configuration file.")
          @Nullable
          Path file) {
    CommandLine command = spec.commandLine();
    Main main = Main.of(spec.commandLine());
    if (file != null && main.configuration().hasFile()) {
      throw new ParameterException(command, "FILE and --config: expected one of them");
    } else if (file != null) {
      main.configuration().file(file);
    }
    PrintWriter out = command.getOut();
    try {
      Config config = main.configuration().get();
      config.notes().forEach(note -> main.note(command, note));
      out.println(
          main.json
              ? Printable.json(
                  document(config.files(), config.notes(), List.of()).toPrettyString())
              : right(config.files()));
      out.flush();
      return ExitCodes.DONE;
    } catch (ConfigException e) {
      if (!main.json) {
        throw e;
      }
      out.println(Printable.json(document(List.of(), List.of(), e.problems()).toPrettyString()));
      out.flush();
      return ExitCodes.WRONG_CONFIGURATION;
    }
  }

  private static String right(List<String> files) {
    return files.isEmpty()
        ? "no configuration file is there, so defaults and variables hold; nothing is wrong"
        : Printable.line(String.join(", ", files)) + ": nothing is wrong";
  }

  private static ObjectNode document(
      List<String> files, List<String> notes, List<Problem> problems) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("schema", "carbon-aware/config-validation/v1");
    document.put("valid", problems.isEmpty());
    files.forEach(document.putArray("files")::add);
    notes.forEach(document.putArray("notes")::add);
    ArrayNode array = document.putArray("problems");
    problems.forEach(problem -> array
        .addObject()
        .put("where", problem.where())
        .put("key", problem.key())
        .put("text", problem.text()));
    return document;
  }

  /** Prints the schema; with {@code --json} in a document that begins as all others do. */
  @Command(
      name = "schema",
      description = "Prints the JSON Schema of configuration files, for editors.",
      footer = {"", "Example:", "  carbon-trainer config schema > carbon-aware.schema.json"},
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  int schema() {
    PrintWriter out = spec.commandLine().getOut();
    ObjectNode document = Config.schema();
    if (Main.of(spec.commandLine()).json) {
      ObjectNode named = JsonNodeFactory.instance.objectNode();
      document = named.put("schema", "carbon-aware/config-schema/v1");
      document.set("jsonSchema", Config.schema());
    }
    out.println(document.toPrettyString());
    out.flush();
    return ExitCodes.DONE;
  }
}
