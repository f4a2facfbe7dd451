package org.carbonaware.examples.demo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.carbonaware.report.TextReport;

/** The summary for people, in lines of at most 79 characters. */
final class SummaryText {
  /** The column of the figures in {@link TextReport}. */
  private static final int INDENT = 18;

  private SummaryText() {}

  static List<String> of(DemoSummary summary) {
    List<String> lines = new ArrayList<>(TextReport.of(summary.run()).lines().toList());
    lines.add(line(
        "Assumed power",
        number(summary.power().idleWatts()) + " W idle, "
            + number(summary.power().fullWatts())
            + " W at full load; 1 s here counts as "
            + number(summary.settings().hoursPerSecond())
            + " h, so this is the bill of a training of hours, not of this demo"));
    summary
        .accuracy()
        .ifPresent(share ->
            lines.add(line("Test accuracy", String.format(Locale.ROOT, "%.1f %%", 100 * share))));
    summary.verification().ifPresent(result -> lines.add(line("Verified", verified(result))));
    return lines.stream().flatMap(line -> Terminal.wrap(line, INDENT).stream()).toList();
  }

  private static String verified(Verification result) {
    if (!result.identical()) {
      return "NOT identical to a training without interruption: "
          + String.join(", ", result.differences()) + " differ";
    }
    String digest = result.fingerprint().arrays().getOrDefault("parameters", "");
    return "bit-identical to a training without interruption: "
        + String.join(", ", result.fingerprint().arrays().keySet()) + ", "
        + String.join(", ", result.fingerprint().counters().keySet()) + " (parameters' SHA-256 "
        + digest.substring(0, Math.min(12, digest.length())) + ")";
  }

  static String epochs(int count) {
    return count == 1 ? "1 epoch" : count + " epochs";
  }

  static String number(double value) {
    return BigDecimal.valueOf(value)
        .round(new MathContext(3))
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String line(String label, String value) {
    return label + " ".repeat(INDENT - label.length()) + value;
  }
}
