package org.carbonaware.benchmarks.micro;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was measured as tables in Markdown. */
final class MicroTable {
  private static final double MICROS = 1e3;
  private static final double MILLIS = 1e6;
  private static final double SECONDS = 1e9;

  private MicroTable() {}

  static String of(MicroReport report) {
    StringBuilder text = new StringBuilder();
    text.append("| | a call | 95 % interval | B a call |\n|---|---|---|---|\n");
    report.results().forEach((measure, runs) -> {
      Spread nanos = Spread.of(MicroReport.nanos(runs));
      text.append(String.format(
          Locale.ROOT,
          "| %s | %s | %s to %s | %s |\n",
          measure.text(),
          time(nanos.median()),
          time(nanos.low()),
          time(nanos.high()),
          bytes(MicroReport.allocated(runs))));
    });
    text.append("\n| ratio | median | 95 % interval | target |\n|---|---|---|---|\n");
    report
        .comparisons()
        .forEach(each -> report
            .ratio(each)
            .ifPresent(ratio -> text.append(String.format(
                Locale.ROOT,
                "| %s | %.3f | %.3f to %.3f | %s |\n",
                each.text(),
                ratio.median(),
                ratio.low(),
                ratio.high(),
                each.target()
                    .map(target -> String.format(
                        Locale.ROOT, "%s %.1f", each.speed() ? "at least" : "at most", target))
                    .orElse("")))));
    return text.toString();
  }

  /** With a unit that suits it. */
  static String time(double nanos) {
    List<String> units = List.of("ns", "µs", "ms", "s");
    List<Double> sizes = List.of(1.0, MICROS, MILLIS, SECONDS);
    int unit = 0;
    while (unit + 1 < sizes.size() && nanos >= sizes.get(unit + 1)) {
      unit++;
    }
    double value = nanos / sizes.get(unit);
    String format = value < 10 ? "%.2f %s" : value < 100 ? "%.1f %s" : "%.0f %s";
    return String.format(Locale.ROOT, format, value, units.get(unit));
  }

  /** Less than half a byte is what JMH itself allocates. */
  static String bytes(Optional<Double> allocated) {
    return allocated.map(bytes -> String.format(Locale.ROOT, "%.0f", bytes)).orElse("");
  }
}
