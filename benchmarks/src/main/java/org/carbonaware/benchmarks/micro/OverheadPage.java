package org.carbonaware.benchmarks.micro;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The page, the pictures and the table that are made of results of {@code micro}: of a full one
 * and, where parts were measured again later, of those.
 */
final class OverheadPage {
  /** Between these lines of the README stands the table. */
  static final String BEGIN = "<!-- overhead: made from benchmarks/results/micro*.json -->";

  /** Where the table ends. */
  static final String END = "<!-- overhead: end -->";

  private static final int NOT_SAID = -1;
  private static final int ROUNDS_FOR_INTERVAL = 6;
  private static final double BUSY = 0.1;

  private final List<JsonNode> documents;

  /** Of documents as {@link MicroJson} writes them: what a later one has replaces the earlier. */
  OverheadPage(List<JsonNode> documents) {
    this.documents = List.copyOf(documents);
  }

  /** What stands under a name in the last document that has it, in the order of the first. */
  private Collection<JsonNode> named(String list) {
    Map<String, JsonNode> named = new LinkedHashMap<>();
    for (JsonNode document : documents) {
      for (JsonNode each : document.path(list)) {
        named.put(each.path("name").asText(), each);
      }
    }
    return named.values();
  }

  private record Row(
      String name, String text, Spread ratio, Optional<Double> target, boolean speed) {
    String interval() {
      return String.format(
          Locale.ROOT, "%.2f (%.2f to %.2f)", ratio.median(), ratio.low(), ratio.high());
    }

    String wanted() {
      return target
          .map(
              bound -> String.format(Locale.ROOT, "%s %.1f", speed ? "at least" : "at most", bound))
          .orElse("");
    }

    String reached() {
      return target
          .map(bound -> (speed ? ratio.median() >= bound : ratio.median() <= bound) ? "yes" : "no")
          .orElse("");
    }
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (JsonNode each : named("comparisons")) {
      rows.add(new Row(
          each.path("name").asText(),
          each.path("text").asText(),
          spread(each.path("ratio")),
          each.has("target") ? Optional.of(each.path("target").asDouble()) : Optional.empty(),
          each.path("speed").asBoolean()));
    }
    return rows;
  }

  private static Spread spread(JsonNode node) {
    return new Spread(
        node.path("median").asDouble(),
        node.path("low95").asDouble(),
        node.path("high95").asDouble());
  }

  /** The picture of what is called for every batch. */
  String callsChart() {
    return chart(
        "Time of a call, as a multiple of what it is compared with",
        rows().stream().filter(row -> !row.speed() && row.target().isPresent()).toList());
  }

  /** The picture of what is written and read. */
  String checkpointChart() {
    return chart(
        "Speed of a checkpoint, as a share of a raw file's",
        rows().stream().filter(Row::speed).toList());
  }

  private static String chart(String title, List<Row> rows) {
    String description = rows.stream()
        .map(row -> row.text() + " " + row.interval())
        .collect(Collectors.joining("; "));
    return OverheadChart.of(
        title,
        description,
        rows.stream()
            .map(row -> new OverheadChart.Bar(
                row.text().replace(", speed", "").replace("checkpoint / raw file ", ""),
                row.ratio(),
                row.target().orElse((double) NOT_SAID)))
            .toList());
  }

  /** The table of the README. */
  String readme() {
    StringBuilder table = new StringBuilder();
    table.append("| | time | beside | ratio (95 % interval) |\n|---|---|---|---|\n");
    line(table, "open gate, each batch", "gate-open-1", "a volatile read", "gate-1");
    line(table, "the same, 8 threads", "gate-open-8", "a volatile read", "gate-8");
    line(table, "DL4J listener, each batch", "dl4j-ours", "PerformanceListener", "dl4j-own");
    line(table, "DJL listener, each batch", "djl-ours", "TimeMeasureTrainingListener", "djl-own");
    line(
        table,
        "checkpoint of 256 MiB, written",
        "checkpoint-write-256",
        "raw file + fsync, speed",
        "checkpoint-write-256");
    line(
        table,
        "the same, restored from disk",
        "checkpoint-restore-256",
        "raw file read, speed",
        "checkpoint-restore-256");
    return table.append(warning()).toString();
  }

  /** What takes away from the figures; empty if nothing does. */
  private String warning() {
    return documents.stream().map(OverheadPage::warning).distinct().collect(Collectors.joining());
  }

  private static String warning(JsonNode json) {
    JsonNode at = json.path("environment");
    StringBuilder warning = new StringBuilder();
    double busy = Math.max(busy(at, "busyBefore"), busy(at, "busyAfter"));
    if (busy > BUSY) {
      warning.append(String.format(
          Locale.ROOT,
          "\nOther programs used up to %.0f %% of the processors: these figures show that it can be"
              + " measured, not what it costs.\n",
          100 * busy));
    }
    int rounds = json.path("results").path(0).path("nanosByRound").size();
    if (rounds < ROUNDS_FOR_INTERVAL) {
      warning.append(String.format(
          Locale.ROOT,
          "\nWith %d round%s only, intervals mean little.\n",
          rounds,
          rounds == 1 ? "" : "s"));
    }
    return warning.toString();
  }

  private static double busy(JsonNode at, String when) {
    return Math.max(0, at.path(when).asDouble());
  }

  private void line(
      StringBuilder table, String text, String result, String beside, String comparison) {
    Optional<JsonNode> measured = result(result);
    Optional<Row> row =
        rows().stream().filter(each -> each.name().equals(comparison)).findFirst();
    if (measured.isPresent() && row.isPresent()) {
      table.append(String.format(
          Locale.ROOT,
          "| %s | %s%s | %s | %s |\n",
          text,
          MicroTable.time(measured.get().path("nanos").path("median").asDouble()),
          measured.get().has("allocatedBytes")
              ? ", " + MicroTable.bytes(allocated(measured.get())) + " B"
              : "",
          beside,
          row.get().interval()));
    }
  }

  private Optional<JsonNode> result(String name) {
    return named("results").stream()
        .filter(each -> each.path("name").asText().equals(name))
        .findFirst();
  }

  private static Optional<Double> allocated(JsonNode result) {
    return result.has("allocatedBytes")
        ? Optional.of(result.path("allocatedBytes").asDouble())
        : Optional.empty();
  }

  /** All of it in Markdown. */
  String markdown() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    page.append("## Where\n\n").append(environments()).append(warning()).append("\n## Ratios\n\n");
    page.append("![")
        .append("Calls beside what they are compared with")
        .append("](images/overhead-calls.svg)\n\n");
    page.append("![")
        .append("Checkpoints beside raw files")
        .append("](images/overhead-checkpoints.svg)\n\n");
    page.append("| | ratio (95 % interval) | should be | is |\n|---|---|---|---|\n");
    rows()
        .forEach(row -> page.append(String.format(
            Locale.ROOT,
            "| %s | %s | %s | %s |\n",
            row.text(),
            row.interval(),
            row.wanted(),
            row.reached())));
    page.append("\n").append(degradation()).append("\n## Times and allocations\n\n");
    page.append("| | a call | 95 % interval | B a call |\n|---|---|---|---|\n");
    for (JsonNode each : named("results")) {
      Spread nanos = spread(each.path("nanos"));
      page.append(String.format(
          Locale.ROOT,
          "| %s | %s | %s to %s | %s |\n",
          each.path("text").asText(),
          MicroTable.time(nanos.median()),
          MicroTable.time(nanos.low()),
          MicroTable.time(nanos.high()),
          MicroTable.bytes(allocated(each))));
    }
    for (JsonNode each : named("skipped")) {
      page.append("\nSkipped: ").append(each.path("name").asText()).append(", ");
      page.append(each.path("reason").asText()).append("\n");
    }
    return page.toString();
  }

  private String environments() {
    StringBuilder text = new StringBuilder();
    for (JsonNode each : documents) {
      String again = StreamSupport.stream(each.path("results").spliterator(), false)
          .map(result -> "`" + result.path("name").asText().replaceFirst("-\\d.*", "") + "-…`")
          .distinct()
          .collect(Collectors.joining(", "));
      text.append(text.isEmpty() ? "" : "\n" + again + " measured again later: ");
      text.append(environment(each));
    }
    return text.toString();
  }

  private static String environment(JsonNode json) {
    JsonNode at = json.path("environment");
    double gigabytes = at.path("memoryBytes").asDouble() / (1 << 30);
    String governor = at.path("governor").asText();
    return String.format(
        Locale.ROOT,
        "%s, %.0f threads, %.0f GiB%s; %s; %s%s; clock governor %s; others used %.0f %%"
            + " of the processors before and %.0f %% after; commit %s, %s; %d minutes.\n",
        at.path("cpu").asText(),
        at.path("cpuThreads").asDouble(),
        gigabytes,
        at.path("virtual").asBoolean() ? ", a virtual machine" : "",
        at.path("system").asText(),
        at.path("java").asText(),
        at.path("flags").isEmpty() ? "" : " " + at.path("flags"),
        governor.isEmpty() ? "not told" : governor,
        100 * busy(at, "busyBefore"),
        100 * busy(at, "busyAfter"),
        at.path("commit").asText(),
        at.path("at").asText(),
        Math.round(json.path("seconds").asDouble() / 60));
  }

  private String degradation() {
    Optional<String> gate = slower("gate-open-");
    Optional<String> read = slower("gate-volatile-read-");
    return gate.isEmpty() || read.isEmpty()
        ? ""
        : "From 1 thread to 8 a call of the open gate takes " + gate.get()
            + " times as long, a volatile read " + read.get()
            + " times: as many threads share the processors, and nothing else.\n";
  }

  private Optional<String> slower(String prefix) {
    return result(prefix + 8)
        .flatMap(many -> result(prefix + 1)
            .map(one -> String.format(
                Locale.ROOT,
                "%.1f",
                many.path("nanos").path("median").asDouble()
                    / one.path("nanos").path("median").asDouble())));
  }

  private static final String INTRODUCTION = """
      # What its parts cost

      <!-- Made from benchmarks/results/micro*.json by OverheadPageTest: change that, not this. -->

      ```sh
      java -jar benchmarks/target/benchmarks.jar                       # parts and trainings, all this computer can run
      java -jar benchmarks/target/benchmarks.jar micro --only gate     # some of the parts
      java -jar benchmarks/target/benchmarks.jar Gate -prof gc -t 8    # JMH with its own options
      mvn -Pbench verify                                               # does all of it work, do wide bounds hold
      ```

      It looks at the computer, says `RUNS name` or `SKIPPED name: reason` and writes all of it with every figure as JSON
      (`--out FILE`; without arguments `benchmarks/target/overhead/`). One that fails, in its set-up too, ends it with 1. What it
      costs whole trainings is told in [training-overhead.md](training-overhead.md).

      JMH measures each in a JVM of its own, in several rounds; what is compared runs one after the other in each. Told are the
      median over the rounds and the interval that holds the true one with 95 % confidence whatever the distribution (by the sign
      test). Allocations come from JMH's profiler. Checkpoints have three arrays in two files, as Adam's; one that is replaced is
      deleted while the training goes on, after the time told; so is SHA-256 added to the manifest (read again before that,
      CRC-32 and CRC-32C tell whether the bytes are right). The raw file is written in blocks of 1 MiB from outside the heap
      and forced once, and read into new memory. Before a restore "from disk" the system drops what it keeps of the files
      (`posix_fadvise`); the computer below it may keep them still.

      """;
}
