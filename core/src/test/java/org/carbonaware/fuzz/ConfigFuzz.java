package org.carbonaware.fuzz;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.carbonaware.CarbonAwareException;
import org.carbonaware.config.Config;
import org.carbonaware.config.ConfigException;
import org.carbonaware.config.ConfigLoader;
import org.carbonaware.config.Problem;
import org.carbonaware.config.Setting;
import org.carbonaware.text.Printable;

/**
 * The configuration: a file, and behind each NUL one more text for a layer above it, as
 * {@code NAME=value} for a variable and {@code --key=value} for a flag. Secrets are always given.
 */
final class ConfigFuzz {
  private static final String SECRET = "s3cr3t-of-nobody";
  private static final Pattern PLACE =
      Pattern.compile("config\\.yaml(:\\d+:\\d+)?|environment variable \\S+|--set");
  private static final int MOST_SHOWN = 60_000;

  private ConfigFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String all = new String(input, StandardCharsets.ISO_8859_1);
    if (all.contains(SECRET)) {
      return; // whoever writes it elsewhere shows it
    }
    String[] parts = all.split("\0", 20);
    Path file = Scratch.file("config.yaml", parts[0].getBytes(StandardCharsets.ISO_8859_1));
    Path folder = Objects.requireNonNull(file.getParent());
    ConfigLoader loader = Config.loader()
        .workingDirectory(folder)
        .home(folder.resolve("home"))
        .systemFile(folder.resolve("system.yaml"))
        .file(file);
    Map<String, String> environment = new HashMap<>(Map.of(
        "CARBON_ELECTRICITYMAPS_KEY", SECRET,
        "WATTTIME_USER", SECRET + "-user",
        "WATTTIME_PASSWORD", SECRET + "-password",
        "CARBON_LEDGER_PASSWORD", SECRET + "-login"));
    for (int i = 1; i < parts.length; i++) {
      String text =
          new String(parts[i].getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      int equals = text.indexOf('=');
      if (equals > 2 && text.startsWith("--")) {
        loader.set(text.substring(2, equals), "--set", text.substring(equals + 1));
      } else if (equals > 0) {
        environment.putIfAbsent(text.substring(0, equals), text.substring(equals + 1));
      }
    }
    load(loader.environment(environment));
  }

  private static void load(ConfigLoader loader) {
    Config config;
    try {
      config = loader.load();
    } catch (ConfigException refused) {
      refused.problems().forEach(ConfigFuzz::check);
      shown(String.valueOf(refused.getMessage()).replace("\n", ""));
      return;
    }
    shown(config.toString());
    config.notes().forEach(ConfigFuzz::shown);
    shown(Printable.json(config.document().toString()));
    for (Setting setting : config.settings()) {
      setting.value().ifPresent(ConfigFuzz::hidden);
      setting.origin().ifPresent(origin -> hidden(origin.where()));
    }
    try {
      config.policy();
    } catch (CarbonAwareException refused) {
      hidden(String.valueOf(refused.getMessage()));
    }
  }

  private static void check(Problem problem) {
    if (!PLACE.matcher(problem.where()).matches()) {
      throw new AssertionError("a problem without a place: " + problem.where());
    }
    if (problem.text().isBlank()) {
      throw new AssertionError("a problem that is not told: " + problem);
    }
    shown(problem.toString());
  }

  private static void shown(String text) {
    hidden(text);
    if (text.length() > MOST_SHOWN || !text.equals(Printable.line(text))) {
      throw new AssertionError("not fit to be shown: " + text);
    }
  }

  private static void hidden(String text) {
    if (text.contains(SECRET)) {
      throw new AssertionError("a secret is shown: " + text);
    }
  }

  static List<byte[]> seeds() {
    String sound = """
        zone: DE
        basis: lifecycle
        job: {deadline: 24h, work: 8h, epochs: 20}
        grid:
          sources: [typical, yearly-average]
          checkEvery: 10m
        ledger:
          directory: "~/ledger" # a comment
        """;
    return List.of(
        Scratch.text(sound),
        Scratch.text(sound + "\0CARBON_ZONE=FR\0CARBON_JOB_WORK=PT4H\0--zone=SE\0--job.slack=2d"),
        Scratch.text("zone: [a, 'b', \"c\\u202e\"]\njob:\n- {x: >\n  folded\n\n  text\n}\n"),
        Scratch.text("grid: {electricityMapsKey: a-key-in-a-file}\nzon: DE\nzone: DE\nzone: FR\n"),
        Scratch.text("a: &a [*a]\n--- !!java.net.URL\n%YAML 1.1\n? x\n: |-2\n  y\n"),
        Scratch.text(
            "ledger: {password: x}\0--grid.wattTimePassword=x\0CARBON_LEDGER_DIRECTORI=l"));
  }
}
