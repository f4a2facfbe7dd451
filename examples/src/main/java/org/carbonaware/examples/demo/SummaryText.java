package org.carbonaware.examples.demo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.carbonaware.energy.PowerModel;
import org.carbonaware.ledger.RunSummary;
import org.carbonaware.report.TextReport;

/** The summary for people, in lines of at most 79 characters. */
public final class SummaryText {
  /** The column of the figures in {@link TextReport}. */
  private static final int INDENT = 18;

  private SummaryText() {}

  static List<String> of(DemoSummary summary) {
    List<String> lines = new ArrayList<>(bill(summary.run(), summary.settings().hoursPerSecond()));
    summary
        .accuracy()
        .ifPresent(share ->
            lines.add(line("Test accuracy", String.format(Locale.ROOT, "%.1f %%", 100 * share))));
    summary.verification().ifPresent(result -> lines.add(line("Verified", verified(result))));
    return wrapped(lines);
  }

  /**
   * A run's figures, and what they assume.
   *
   * @param run the figures
   * @param hoursPerSecond the grid's hours in a real second
   * @return lines of any length, each with its label
   */
  public static List<String> bill(RunSummary run, double hoursPerSecond) {
    List<String> lines = new ArrayList<>(TextReport.of(run).lines().toList());
    PowerModel power = ControlledRun.POWER;
    lines.add(line(
        "Assumed power",
        number(power.idleWatts()) + " W idle, " + number(power.fullWatts())
            + " W at full load, to plan with until it was metered"));
    lines.add(line(
        "Scale",
        "1 s here counts as " + number(hoursPerSecond)
            + " h, so this is the bill of a training of hours, not of this demo"));
    return lines;
  }

  /**
   * Breaks lines between words, each below its text.
   *
   * @param lines made by {@link #line}
   * @return lines that fit on a terminal
   */
  public static List<String> wrapped(List<String> lines) {
    return lines.stream().flatMap(line -> Terminal.wrap(line, INDENT).stream()).toList();
  }

  /**
   * What a comparison bit by bit found.
   *
   * @param result the comparison
   * @return a sentence without its end
   */
  public static String verified(Verification result) {
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

  /**
   * A line as those of {@link TextReport}.
   *
   * @param label less than 18 characters
   * @param value what it is, with its unit
   * @return the line, of any length
   */
  public static String line(String label, String value) {
    return label + " ".repeat(INDENT - label.length()) + value;
  }
}
