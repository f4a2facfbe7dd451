package org.carbonaware.cli;

import static org.carbonaware.cli.HostileFiles.directory;
import static org.carbonaware.cli.HostileFiles.link;
import static org.carbonaware.cli.HostileFiles.members;
import static org.carbonaware.cli.HostileFiles.numbered;
import static org.carbonaware.cli.HostileFiles.pipe;
import static org.carbonaware.cli.HostileFiles.repeated;
import static org.carbonaware.cli.HostileFiles.second;
import static org.carbonaware.cli.HostileFiles.zeros;
import static org.carbonaware.cli.HostileFiles.zipped;
import static org.carbonaware.cli.HostileFiles.zippedTwice;
import static org.carbonaware.cli.HostileFiles.zippedWithName;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.carbonaware.cli.HostileFiles.Maker;

/** Which command reads which hostile file. */
final class HostileCases {
  /**
   * A case.
   *
   * @param name reader and file
   * @param file what the file is called
   * @param maker makes it
   * @param command the arguments, FILE for the file and FOLDER for its folder
   */
  record Case(String name, String file, Maker maker, List<String> command) {}

  private static final String HEADER = "timestamp,gco2_per_kwh\n";
  private static final String ISSUES = "region,issue_utc,lead_h,forecast\n";
  static final String STARTED =
      "{\"schema\":\"carbon-aware/ledger/v1\",\"sequence\":1,\"at\":\"2024-01-01T00:00:00Z\","
          + "\"kind\":\"run-started\",\"runId\":\"run-1\",\"zone\":\"DE\",\"basis\":\"lifecycle\",\"policy\":\"plan\",\"startedAt\":\"2024-01-01T00:00:00Z\",\"deadline\":\"2025-01-01T00:00:00Z\"}\n";

  private final List<Case> cases = new ArrayList<>();

  private HostileCases() {}

  static List<Case> all() {
    HostileCases all = new HostileCases();
    all.traces();
    all.forecasts();
    all.configurations();
    all.documents();
    all.ledgers();
    all.others();
    return all.cases;
  }

  private void add(String name, String file, Maker maker, String command) {
    cases.add(new Case(name, file, maker, List.of(command.split(" "))));
  }

  /** What is no file of data, wherever one is expected. */
  private static Map<String, Maker> strange() {
    Map<String, Maker> strange = new LinkedHashMap<>();
    strange.put("a folder", directory());
    strange.put("a pipe nobody writes to", pipe());
    strange.put("/dev/zero", link("/dev/zero"));
    strange.put("/dev/urandom", link("/dev/urandom"));
    strange.put("/dev/tty", link("/dev/tty"));
    strange.put("a link to itself", (file, bytes) -> link(file.toString()).make(file, bytes));
    return strange;
  }

  private void traces() {
    String simulate =
        "simulate --trace FILE --zone DE --work 2h --slack 2h --policy run-now --start 2024-01-01T00:00Z";
    Map<String, Maker> files = new LinkedHashMap<>();
    files.put("zeros", zeros());
    files.put("one line", repeated("", "x", ""));
    files.put("one row", repeated(HEADER + "2024-01-01T00:00Z,", "1", ""));
    files.put("rows", numbered(HEADER, i -> second(i) + ",300\n", ""));
    files.put("rows of one time", repeated(HEADER, "2024-01-01T00:00:00Z,300\n", ""));
    files.put("rows of nonsense", repeated(HEADER, "x,y\n", ""));
    files.put("rows of commas", repeated(HEADER, ",".repeat(1000) + "\n", ""));
    files.put("rows of quotes", repeated(HEADER, "\"".repeat(1000) + "\n", ""));
    files.put(
        "rows of a thousand years",
        numbered(HEADER, i -> (1000 + i % 9000) + "-01-01T00:00Z,1\n", ""));
    files.put("comments", repeated("", "# nothing\n", ""));
    files.put("blank lines", repeated("", "\n", ""));
    files.put(
        "rows of a zone each",
        numbered("timestamp,zone,gco2_per_kwh\n", i -> "2024-01-01T00:00Z,Z" + i + ",1\n", ""));
    files.put("columns of nonsense", repeated("timestamp", ",?", "\n2024-01-01T00:00Z,1\n"));
    String zones =
        IntStream.range(0, 150_000).mapToObj(i -> ",Z" + i).collect(Collectors.joining());
    files.put(
        "a column for each zone",
        numbered("timestamp" + zones + "\n", i -> second(i) + ",1".repeat(150_000) + "\n", ""));
    String ignored = ",?".repeat(500_000);
    files.put(
        "a header of nonsense",
        numbered("timestamp" + ignored + ",DE\n", i -> second(3600 * i) + ignored + ",1\n", ""));
    files.put("packed zeros", zipped("", i -> "\0".repeat(1 << 16)));
    files.put("packed rows", zipped(HEADER, i -> second(i) + ",300\n"));
    files.put("packed comments", zipped("", i -> "#".repeat(1000) + "\n"));
    files.put("packed twice", zippedTwice("2024-01-01T00:00:00Z,300\n"));
    files.put("packed empty members", members(""));
    files.put("packed members", members("2024-01-01T00:00:00Z,300\n"));
    files.put("packed with a long name", zippedWithName());
    files.putAll(strange());
    files.forEach((name, maker) -> add("trace: " + name, "trace.csv", maker, simulate));
    add(
        "trace, filled: rows of nonsense",
        "trace.csv",
        repeated(HEADER, "x,y\n", ""),
        simulate + " --gaps fill");
    add(
        "trace, filled: far apart",
        "trace.csv",
        repeated(
            HEADER + "2024-01-01T00:00:00Z,1\n2024-01-01T00:00:01Z,1\n",
            "9999-01-01T00:00:00Z,1\n",
            ""),
        simulate + " --gaps fill");
  }

  private void forecasts() {
    String forecast =
        "forecast --trace SAMPLE --zone DE --at 2024-01-10T00:00Z --model provider --provider-forecasts FILE";
    Map<String, Maker> files = new LinkedHashMap<>();
    files.put("one line", repeated("", "x", ""));
    files.put(
        "rows",
        numbered(ISSUES, i -> "DE," + second(3600 * (i / 96)) + "," + i % 96 + ",300\n", ""));
    files.put("rows of an issue each", numbered(ISSUES, i -> "DE," + second(i) + ",1,300\n", ""));
    files.put(
        "rows of a zone each", numbered(ISSUES, i -> "Z" + i + ",2024-01-01T00:00Z,1,300\n", ""));
    files.put("rows of one lead", repeated(ISSUES, "DE,2024-01-01T00:00Z,1,300\n", ""));
    files.put("packed empty members", members(""));
    files.putAll(strange());
    files.forEach((name, maker) -> add("forecasts: " + name, "forecasts.csv", maker, forecast));
  }

  private void configurations() {
    Map<String, Maker> files = new LinkedHashMap<>();
    files.put("zeros", zeros());
    files.put("one text", repeated("zone: \"", "x", "\"\n"));
    files.put("keys", numbered("", i -> "key" + i + ": 1\n", ""));
    long limit = 255 * 1024;
    files.put(
        "a text within the limit",
        (file, bytes) -> repeated("zone: \"", "x", "\"\n").make(file, limit));
    files.put("deep flow", (file, bytes) -> repeated("zone: ", "[", "").make(file, limit));
    files.put(
        "deep flow of maps", (file, bytes) -> repeated("zone: ", "{a: ", "").make(file, limit));
    files.put("deep blocks", (file, bytes) -> repeated("", "- ", "1\n").make(file, limit));
    files.put("deep keys", (file, bytes) -> repeated("", "? ", "1\n").make(file, limit));
    files.put(
        "keys within the limit",
        (file, bytes) -> numbered("", i -> "key" + i + ": 1\n", "").make(file, limit));
    files.put("one key often", (file, bytes) -> repeated("", "zone: DE\n", "").make(file, limit));
    files.put(
        "a list",
        (file, bytes) -> repeated("grid: {sources: [", "trace,", "]}\n").make(file, limit));
    files.put(
        "a folded text", (file, bytes) -> repeated("zone: >\n", " a\n\n", "").make(file, limit));
    files.put(
        "many lines of a plain text",
        (file, bytes) -> repeated("zone: a\n", " b\n", "").make(file, limit));
    files.put("comments", (file, bytes) -> repeated("", "#\n", "").make(file, limit));
    files.put(
        "a long number", (file, bytes) -> repeated("job: {epochs: ", "9", "}\n").make(file, limit));
    files.put(
        "a long duration",
        (file, bytes) -> repeated("job: {work: ", "9", "h}\n").make(file, limit));
    files.put("documents", (file, bytes) -> repeated("", "---\n", "").make(file, limit));
    files.put("quotes", (file, bytes) -> repeated("", "'' ", "").make(file, limit));
    files.put("colons", (file, bytes) -> repeated("", ":", "").make(file, limit));
    files.put("directives", (file, bytes) -> repeated("", "%YAML 1.1\n", "").make(file, limit));
    files.put(
        "a billion laughs",
        (file, bytes) -> numbered(
                "a: &a [ha,ha]\n",
                i -> "b" + i + ": &b" + i + " [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n",
                "")
            .make(file, 10_000));
    files.putAll(strange());
    files.forEach(
        (name, maker) -> add("config: " + name, "config.yaml", maker, "config validate FILE"));
    add("--config: /dev/zero", "config.yaml", link("/dev/zero"), "config show --config FILE");
    add("--config: a pipe nobody writes to", "config.yaml", pipe(), "config show --config FILE");
  }

  private void documents() {
    String monitor =
        "monitor --once --zone DE --set grid.sources=document --set grid.documentFile=FILE";
    Map<String, Maker> files = new LinkedHashMap<>();
    files.put("one text", repeated("{\"schema\":\"", "x", "\"}"));
    long limit = 31 << 20;
    files.put(
        "a text within the limit",
        (file, bytes) -> repeated("{\"schema\":\"", "x", "\"}").make(file, Math.min(bytes, limit)));
    files.put(
        "a number",
        (file, bytes) -> repeated("{\"schema\":", "9", "}").make(file, Math.min(bytes, limit)));
    files.put(
        "nested lists", (file, bytes) -> repeated("", "[", "").make(file, Math.min(bytes, limit)));
    files.put(
        "nested objects",
        (file, bytes) -> repeated("", "{\"a\":", "").make(file, Math.min(bytes, limit)));
    files.put(
        "small lists",
        (file, bytes) -> repeated("[", "[],", "[]]").make(file, Math.min(bytes, limit)));
    files.put(
        "small objects",
        (file, bytes) -> repeated("[", "{},", "{}]").make(file, Math.min(bytes, limit)));
    files.put(
        "numbers", (file, bytes) -> repeated("[", "0.5,", "1]").make(file, Math.min(bytes, limit)));
    files.put(
        "texts",
        (file, bytes) -> repeated("[", "\"ab\",", "1]").make(file, Math.min(bytes, limit)));
    files.put(
        "fields",
        (file, bytes) ->
            numbered("{", i -> "\"f" + i + "\":0,", "\"x\":0}").make(file, Math.min(bytes, limit)));
    files.put(
        "one field often",
        (file, bytes) -> repeated("{", "\"a\":[],", "\"a\":0}").make(file, Math.min(bytes, limit)));
    files.put(
        "blanks", (file, bytes) -> repeated("", " ", "{}").make(file, Math.min(bytes, limit)));
    files.put(
        "points",
        (file, bytes) -> numbered(
                "{\"schema\":\"carbon-aware/forecast/v1\",\"zone\":\"DE\",\"issuedAt\":\"2024-06-01T12:00:00Z\",\"basis\":\"lifecycle\",\"stepSeconds\":1,\"points\":[",
                i -> "{\"start\":\"" + second(i) + "\",\"gramsPerKwh\":1},",
                "{\"start\":\"2034-06-01T12:00:00Z\",\"gramsPerKwh\":1}]}")
            .make(file, Math.min(bytes, limit)));
    files.put(
        "emissions",
        (file, bytes) -> numbered(
                "[",
                i -> "{\"Location\":\"DE\",\"Time\":\"" + second(i)
                    + "\",\"Rating\":1,\"Duration\":\"00:00:01\"},",
                "{\"Location\":\"DE\",\"Time\":\"2034-06-01T12:00:00Z\",\"Rating\":1,\"Duration\":\"00:00:01\"}]")
            .make(file, Math.min(bytes, limit)));
    files.put(
        "readings",
        (file, bytes) -> numbered(
                "{\"schema\":\"carbon-aware/monitor/v1\",\"readings\":[",
                i -> "{\"zone\":\"DE\",\"gramsPerKwh\":1,\"basis\":\"lifecycle\",\"at\":\""
                    + second(i) + "\"},",
                "{\"zone\":\"DE\",\"gramsPerKwh\":1,\"basis\":\"lifecycle\",\"at\":\"2034-06-01T12:00:00Z\"}]}")
            .make(file, Math.min(bytes, limit)));
    files.put(
        "rows",
        (file, bytes) ->
            numbered(HEADER, i -> second(i) + ",300\n", "").make(file, Math.min(bytes, limit)));
    files.put("packed zeros", zipped("", i -> "\0".repeat(1 << 16)));
    files.put(
        "packed empty members", (file, bytes) -> members("").make(file, Math.min(bytes, limit)));
    files.putAll(strange());
    files.forEach((name, maker) -> add("document: " + name, "grid.json", maker, monitor));
  }

  private void ledgers() {
    Map<String, Maker> files = new LinkedHashMap<>();
    files.put("zeros", zeros());
    files.put("one line", repeated("{\"schema\":\"", "x", ""));
    files.put("one line that ends", repeated("{\"schema\":\"", "x", "\"}\n"));
    files.put(
        "a line within the limit",
        (file, bytes) -> repeated("{\"schema\":[", "[],", "0]}\n")
            .make(file, Math.min(bytes, (64 << 20) - 100)));
    files.put("empty lines", repeated("", "\n", ""));
    files.put("empty objects", repeated("", "{}\n", ""));
    files.put("an unfinished line behind a sound one", repeated(STARTED, "x", ""));
    files.put("energy", lines("energy", i -> energy(second(i), second(i + 1), "gpu0", i % 500)));
    files.put(
        "energy at changing intensities",
        lines("energy", i -> energy(second(2 * i), second(2 * i + 1), "gpu0", i % 7919)));
    files.put(
        "energy of a year each",
        lines(
            "energy",
            i -> energy(
                second(0).minusSeconds(i * 86_400 * 30 % 3_000_000_000L),
                second(31_536_000).minusSeconds(i * 86_400 * 30 % 3_000_000_000L),
                "gpu0",
                1)));
    files.put(
        "energy of a component each",
        lines("energy", i -> energy(second(i), second(i + 1), "gpu" + i, 1)));
    files.put(
        "intensities",
        lines(
            "intensity",
            i -> "\"gramsPerKwh\":" + i % 997 + ",\"intensityAt\":\"" + second(i)
                + "\",\"intensityKind\":\"k" + i + "\",\"source\":\"s" + i + "\""));
    files.put(
        "decisions",
        lines(
            "decision",
            i -> "\"action\":\"run\",\"until\":\"" + second(i + 60)
                + "\",\"rule\":\"r\",\"reason\":\"because " + i
                + "\",\"gramsPerKwh\":300,\"intensityKind\":\"measured\",\"source\":\"s\",\"intensityAt\":\""
                + second(i) + "\""));
    files.put("warnings", lines("warning", i -> "\"text\":\"warning " + i + "\""));
    files.put("losses", lines("loss", i -> "\"loss\":1.5,\"batches\":" + i + ",\"epochs\":1"));
    files.put(
        "states",
        lines(
            "state",
            i -> i % 2 == 0
                ? "\"from\":\"RUNNING\",\"to\":\"PAUSING\""
                : "\"from\":\"PAUSED\",\"to\":\"RUNNING\""));
    files.put(
        "starts",
        lines(
            "run-started",
            i -> "\"runId\":\"run-1\",\"zone\":\"Z" + i
                + "\",\"basis\":\"lifecycle\",\"deadline\":\"2025-01-01T00:00:00Z\",\"resumedFrom\":\"checkpoint-"
                + i + "\""));
    files.put(
        "checkpoints",
        lines(
            "checkpoint",
            i -> "\"checkpoint\":" + i + ",\"bytes\":1,\"took\":\"PT1S\",\"activeTime\":\"PT1S\""));
    files.put(
        "hosts",
        lines(
            "run-started",
            i ->
                "\"runId\":\"run-1\",\"zone\":\"DE\",\"basis\":\"lifecycle\",\"deadline\":\"2025-01-01T00:00:00Z\",\"origin\":{\"host\":{\"os\":\"os"
                    + i + "\",\"gpus\":[\"c" + i + "\"]}}"));
    files.put(
        "meters",
        lines(
            "meters",
            i -> "\"components\":[{\"name\":\"m" + i + "\",\"kind\":\"gpu\",\"device\":\"d" + i
                + "\",\"how\":\"h" + i + "\"}]"));
    Map<String, Maker> strange = strange();
    files.forEach((name, maker) -> {
      add("ledger: " + name, "run-1.jsonl", maker, "report FILE");
      add(
          "ledger, html: " + name,
          "run-1.jsonl",
          maker,
          "report FILE --format html --out FOLDER/out.html");
      add("ledger, explain: " + name, "run-1.jsonl", maker, "explain FILE");
      add(
          "ledger, import: " + name,
          "run-1.jsonl",
          maker,
          "import FOLDER --to jdbc:sqlite:FOLDER/runs.db");
    });
    strange.forEach((name, maker) -> {
      add("ledger: " + name, "run-1.jsonl", maker, "report FOLDER");
      add("ledger, file: " + name, "run-1.jsonl", maker, "report FILE");
      add("ledger, explain: " + name, "run-1.jsonl", maker, "explain FOLDER");
      add(
          "ledger, import: " + name,
          "run-1.jsonl",
          maker,
          "import FOLDER --to jdbc:sqlite:FOLDER/runs.db");
    });
  }

  private static Maker lines(String kind, LongFunction<String> fields) {
    return numbered(
        STARTED,
        i -> "{\"schema\":\"carbon-aware/ledger/v1\",\"sequence\":" + (i + 2) + ",\"at\":\""
            + (kind.equals("energy") ? "" : second(i))
            + (kind.equals("energy")
                ? fields.apply(i)
                : "\",\"kind\":\"" + kind + "\"," + fields.apply(i))
            + "}\n",
        "");
  }

  private static String energy(Instant from, Instant to, String name, long grams) {
    return to + "\",\"kind\":\"energy\",\"from\":\"" + from
        + "\",\"state\":\"RUNNING\",\"joules\":100,\"grams\":" + grams / 100.0
        + ",\"method\":\"measured\",\"joulesByComponent\":{\"" + name + "\":100}";
  }

  private void others() {
    Map<String, Maker> written = new LinkedHashMap<>();
    // No devices: who is root must not lose one to a mistake.
    written.put("a folder", directory());
    written.put("a pipe nobody reads from", pipe());
    written.put("a link to itself", (file, bytes) -> link(file.toString()).make(file, bytes));
    written.put("zeros", zeros());
    written.forEach((name, maker) -> {
      add(
          "--html: " + name,
          "page.html",
          maker,
          "forecast --trace SAMPLE --zone DE --at 2024-01-10T00:00Z --html FILE");
      add(
          "codecarbon: " + name,
          "emissions.csv",
          maker,
          "report LEDGER --format codecarbon --out FILE");
      add(
          "--out: " + name,
          "report.md",
          maker,
          "report LEDGER --format markdown --force --out FILE");
    });
    Map<String, Maker> files = new LinkedHashMap<>(strange());
    files.put("zeros", zeros());
    files.forEach((name, maker) -> {
      add(
          "key file: " + name,
          "key",
          owned(maker),
          "monitor --once --zone DE --set grid.sources=electricity-maps --set grid.electricityMapsKeyFile=FILE");
      add(
          "login file: " + name,
          "key",
          owned(maker),
          "monitor --once --zone US-CAL-CISO --set grid.sources=watt-time --set grid.wattTimeCredentialsFile=FILE");
      add(
          "password file: " + name,
          "key",
          owned(maker),
          "import FOLDER --to jdbc:postgresql://127.0.0.1:1/x --password-file FILE");
      add(
          "ledger's password file: " + name,
          "key",
          owned(maker),
          "import FOLDER --to jdbc:postgresql://127.0.0.1:1/x --set ledger.passwordFile=FILE");
    });
    add(
        "codecarbon: one line",
        "emissions.csv",
        repeated("", "x", ""),
        "report LEDGER --format codecarbon --out FILE");
    add(
        "codecarbon: rows",
        "emissions.csv",
        repeated("a,b\n", "1,2\n", ""),
        "report LEDGER --format codecarbon --out FILE");
  }

  /** A regular file is its owner's only. */
  private static Maker owned(Maker maker) {
    return (file, bytes) -> {
      maker.make(file, bytes);
      if (Files.isRegularFile(file)) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
    };
  }
}
