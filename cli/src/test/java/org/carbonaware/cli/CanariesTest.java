package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.carbonaware.config.Config;
import org.carbonaware.config.ConfigLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A secret of each kind goes in wherever secrets go in, and every command is run: none comes out,
 * on no screen, in no log, in no file, and not to a proxy.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs true")
class CanariesTest {
  private static final String ELECTRICITY_MAPS = "c4nary-electricity-maps+key";
  private static final String USER = "c4nary-watttime-user";
  private static final String PASSWORD = "c4nary \"watttime\" pass/word";
  private static final String DATABASE = "c4nary%database&password";
  private static final String IN_ADDRESS = "c4nary-in-an-address";
  private static final String MISPLACED = "c4nary-in-the-wrong-place";

  private static final String CONFIGURATION = """
      zone: DE
      grid:
        sources: [electricity-maps, typical]
        cacheDirectory: cache
        documentUrl: 'http://127.0.0.1:1/de.csv?token=c4nary-in-an-address'
      job: {work: 1h, slack: 6h}
      policy: {name: run-now}
      ledger: {directory: records, jdbcUrl: 'jdbc:postgresql://127.0.0.1:1/runs', user: team}
      """;

  @TempDir
  Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final StringBuilder said = new StringBuilder();

  private ConfigLoader layers() {
    return Config.loader()
        .environment(Map.of(
            "CARBON_ELECTRICITYMAPS_KEY", ELECTRICITY_MAPS,
            "CARBON_WATTTIME_USER", USER,
            "CARBON_WATTTIME_PASSWORD", PASSWORD,
            "CARBON_LEDGER_PASSWORD", DATABASE))
        .home(folder.resolve("home"))
        .systemFile(folder.resolve("etc.yaml"))
        .workingDirectory(folder);
  }

  private CommandRun run(String... arguments) {
    CommandRun run = CommandRun.with(layers(), arguments);
    synchronized (said) {
      said.append(String.join(" ", List.of(arguments)).replaceAll("c4nary\\S*", "..."))
          .append(" -> ")
          .append(run.exitCode())
          .append('\n')
          .append(run.stdout())
          .append(run.stderr());
    }
    return run;
  }

  /** Every way in which a secret may be written. */
  private static Map<String, String> forms() {
    Map<String, String> forms = new LinkedHashMap<>();
    for (String secret :
        List.of(ELECTRICITY_MAPS, USER, PASSWORD, DATABASE, IN_ADDRESS, MISPLACED)) {
      forms.put(secret, "as it is");
      forms.put(secret.replace("\"", "\\\""), "in JSON");
      forms.put(secret.replace("\"", "&quot;").replace("&", "&amp;"), "in HTML");
      forms.put(URLEncoder.encode(secret, StandardCharsets.UTF_8), "in an address");
    }
    String basic = USER + ":" + PASSWORD;
    forms.put(
        Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)), "as Basic");
    return forms;
  }

  private static void assertHasNone(String text, String where) {
    forms()
        .forEach((form, how) -> assertThat(text.contains(form))
            .as("%s tells a secret %s, beginning with %s", where, how, form.substring(0, 12))
            .isFalse());
    assertThat(text.contains("c4nary")).as("%s tells a part of a secret", where).isFalse();
  }

  @Test
  void noneComesOutAnywhere() throws Exception {
    Files.writeString(folder.resolve("carbon-aware.yaml"), CONFIGURATION);
    PrintStream error = System.err;
    PrintStream output = System.out;
    PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
    try (NosyProxy proxy = new NosyProxy()) {
      System.setErr(both);
      System.setOut(both);
      askProviders();
      record();
      misplace();
      assertThat(proxy.told())
          .as("the proxy is asked for tunnels")
          .contains("CONNECT api.electricitymaps", "CONNECT api.watttime");
      assertHasNone(proxy.told(), "a question to a proxy");
    } finally {
      System.setErr(error);
      System.setOut(output);
    }
    assertHasNone(said.toString(), "a command");
    assertHasNone(printed.toString(StandardCharsets.UTF_8), "a log");
    List<String> files = filesWithin(folder);
    assertThat(files)
        .anyMatch(name -> name.endsWith(".jsonl"))
        .anyMatch(name -> name.endsWith("report.html"));
  }

  /** All at once: each is tried three times. */
  private void askProviders() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (String[] line : new String[][] {
      {"--verbose", "monitor", "--once", "--source", "electricity-maps"},
      {"--verbose", "monitor", "--once", "--source", "watt-time", "--zone", "US-CAL-CISO"},
      {"--verbose", "monitor", "--once", "--set", "grid.sources=document"},
      {"--verbose", "forecast", "--set", "grid.sources=electricity-maps"},
      {"--verbose", "compare-regions", "--zones", "DE,FR", "--json"},
      {"--verbose", "doctor", "--network"},
      {"doctor", "--json"},
    }) {
      Thread thread = new Thread(() -> run(line));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** A run's record, what is made of it, and what is shown of the configuration. */
  private void record() throws IOException {
    assertThat(run("--verbose", "exec", "--set", "grid.sources=typical", "--", "true")
            .exitCode())
        .isZero();
    run("config", "show");
    run("config", "show", "--json");
    run("config", "validate");
    String records = folder.resolve("records").toString();
    for (String format : List.of("text", "json", "html", "markdown", "csv")) {
      String file = folder.resolve("report." + format).toString();
      run("--verbose", "report", records, "--format", format, "--out", file);
    }
    run("--verbose", "explain", records);
    run("--verbose", "import", records);
    run("--verbose", "import", records, "--json");
    run(
        "--verbose",
        "import",
        records,
        "--to",
        "jdbc:postgresql://127.0.0.1:1/runs?user=me&password=" + MISPLACED);
    run(
        "--verbose",
        "import",
        records,
        "--to",
        "jdbc:postgresql://me:" + MISPLACED + "@127.0.0.1:1/x");
  }

  /** Where secrets don't belong, and what is wrong with them. */
  private void misplace() throws IOException {
    run("--verbose", "config", "show", "--set", "grid.electricityMapsKey=" + MISPLACED);
    run("--verbose", "config", "show", "--set", "ledger.password=" + MISPLACED);
    run(
        "--verbose",
        "config",
        "show",
        "--set",
        "ledger.jdbcUrl=jdbc:postgresql://h/d?password=" + MISPLACED);
    run("--verbose", "config", "show", "--set", "grid.documentUrl=https://me:" + MISPLACED + "@h/");
    Path wrong = Files.writeString(
        folder.resolve("wrong.yaml"), "grid: {electricityMapsKey: " + MISPLACED + "}\n");
    run("--verbose", "config", "validate", wrong.toString());
    Path password = Files.writeString(folder.resolve("open"), MISPLACED);
    password.toFile().setReadable(true, false);
    run("--verbose", "import", "records", "--password-file", password.toString());
    Files.delete(password);
    Files.delete(wrong);
  }

  private static List<String> filesWithin(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (!name.equals("carbon-aware.yaml")) {
          assertHasNone(Files.readString(file, StandardCharsets.ISO_8859_1), name);
          names.add(name);
        }
      }
    }
    return names;
  }
}
