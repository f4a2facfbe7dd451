package org.carbonaware.benchmarks.published;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Outcomes as Markdown: a summary, and a table for each benchmark. */
final class MarkdownTable {
  private MarkdownTable() {}

  static String summary(List<Outcome> outcomes) {
    StringBuilder text = new StringBuilder("""
        # Published results, reproduced

        | benchmark | figures | inside tolerance | farthest (difference, tolerance) |
        |---|---|---|---|
        """);
    for (Outcome outcome : outcomes) {
      String name = outcome.benchmark().name();
      if (outcome.skipped().isEmpty()) {
        long inside = outcome.checked() - outcome.outside().size();
        text.append("| %s | %d | %d of %d | %s |\n"
            .formatted(name, outcome.rows().size(), inside, outcome.checked(), farthest(outcome)));
      } else {
        text.append("| %s | 0 | skipped | %s |\n".formatted(name, cell(outcome.skipped())));
      }
    }
    for (Outcome outcome : outcomes) {
      for (Row row : outcome.outside()) {
        text.append("\nOutside: %s, %s: theirs %s, ours %s %s, %s%s\n"
            .formatted(
                outcome.benchmark().name(),
                row.name(),
                figure(row.theirs(), row),
                figure(row.ours(), row),
                row.unit(),
                allowed(row),
                row.note().isEmpty() ? "" : " (" + row.note() + ")"));
      }
    }
    return text.toString();
  }

  static String full(List<Outcome> outcomes) {
    StringBuilder text = new StringBuilder(summary(outcomes));
    for (Outcome outcome : outcomes) {
      PublishedBenchmark benchmark = outcome.benchmark();
      text.append("\n## %s\n\n%s.\n%s\n\n"
          .formatted(benchmark.name(), benchmark.source(), benchmark.protocol()));
      if (outcome.skipped().isEmpty()) {
        table(text, outcome.rows());
      } else {
        text.append("Skipped: ").append(outcome.skipped()).append("\n");
      }
    }
    return text.toString();
  }

  private static void table(StringBuilder text, List<Row> rows) {
    text.append("""
        | figure | theirs | ours | difference | allowed | unit | |
        |---|---|---|---|---|---|---|
        """);
    for (Row row : rows) {
      String mark = row.inside() ? "" : "**outside** ";
      text.append("| %s | %s | %s | %s | %s | %s | %s |\n"
          .formatted(
              cell(row.name()),
              figure(row.theirs(), row),
              figure(row.ours(), row),
              difference(row),
              allowed(row),
              cell(row.unit()),
              (mark + cell(row.note())).strip()));
    }
  }

  private static String farthest(Outcome outcome) {
    return outcome.rows().stream()
        .filter(row -> row.check() == Row.Check.EQUAL)
        .max(Comparator.comparingDouble(MarkdownTable::used))
        .map(row ->
            cell(row.name()) + ": " + difference(row) + " " + row.unit() + ", " + allowed(row))
        .orElse("");
  }

  /** How much of its tolerance a row uses; what is no number comes first. */
  private static double used(Row row) {
    double difference = Math.abs(row.difference());
    double used = difference == 0 ? 0 : difference / row.tolerance();
    return Double.isNaN(used) ? Double.POSITIVE_INFINITY : used;
  }

  private static String allowed(Row row) {
    String tolerance = plain(row.tolerance());
    return switch (row.check()) {
      case EQUAL -> "±" + tolerance;
      case AT_MOST -> row.tolerance() == 0 ? "at most" : "at most +" + tolerance;
      case AT_LEAST -> row.tolerance() == 0 ? "at least" : "at least -" + tolerance;
      case NONE -> "";
    };
  }

  private static String difference(Row row) {
    double difference = row.difference();
    int digits = digits(row);
    return Math.abs(difference) < 0.5 * Math.pow(10, -digits)
        ? String.format(Locale.ROOT, "%." + digits + "f", 0.0)
        : String.format(Locale.ROOT, "%+." + digits + "f", difference);
  }

  private static String figure(double value, Row row) {
    return String.format(Locale.ROOT, "%." + digits(row) + "f", value);
  }

  /** Enough digits to see whether the tolerance is kept. */
  private static int digits(Row row) {
    double tolerance = row.tolerance();
    return tolerance > 0 ? Math.max(2, (int) Math.ceil(-Math.log10(tolerance) + 0.5)) : 2;
  }

  private static String plain(double value) {
    return value == Math.rint(value)
        ? String.valueOf((long) value)
        : BigDecimal.valueOf(value).toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }
}
