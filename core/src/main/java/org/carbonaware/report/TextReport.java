package org.carbonaware.report;

import java.util.stream.Collectors;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunSummary;

/**
 * A run's figures as plain text for a person: one aligned line for each subject, a unit on every
 * figure, and the words measured, estimated, forecast or assumed with where they apply. Figures
 * have three significant digits, so sums may differ in the last one. Times are UTC.
 */
public final class TextReport {
  private static final int LABEL_WIDTH = 18;

  private final RunSummary run;
  private final RunWording words;
  private final StringBuilder text = new StringBuilder();

  private TextReport(RunSummary run) {
    this.run = run;
    this.words = new RunWording(run);
  }

  /**
   * Renders a summary.
   *
   * @param summary the run's figures
   * @return lines of text, each ended by a line feed
   */
  public static String of(RunSummary summary) {
    return new TextReport(summary).render();
  }

  /**
   * Renders an account: besides the figures of the summary the training, each component with its
   * technique, the facility, both methods of scope 2, the hardware, water, how uncertain it all is,
   * what would have been possible, and the rates. Fits 80 columns.
   *
   * @param account the run's account
   * @return lines of text, each ended by a line feed
   */
  public static String of(RunAccount account) {
    return new AccountText(account).render();
  }

  private String render() {
    line("Run", run.runId());
    line("Grid", "zone " + run.zone() + ", " + run.basis() + "; intensity " + words.intensities());
    line("Policy", run.policy());
    line("State", words.state());
    line("Time", words.time());
    line(
        "Energy",
        Quantities.energy(run.joules()) + " (" + words.methods() + "), of which "
            + Quantities.energy(run.pauses().joules()) + " in pauses");
    if (Findings.emissionsKnown(run)) {
      line("Emitted", Quantities.grams(run.grams()) + " CO2e, pauses included");
      line("Straight through", words.straightThrough());
    } else {
      line("Emitted", "unknown: " + Findings.reasonUnknown(run));
    }
    line("Avoided", words.avoided());
    line("Cost of pauses", words.costOfPauses());
    line("Delay", words.delay());
    line("Pauses", words.pauses());
    if (run.joulesWithoutIntensity() > 0) {
      line("Not counted", words.notCounted());
    }
    run.warnings().forEach(warning -> line("Warning", warning));
    return text.toString();
  }

  /** A value never breaks the alignment, even where a warning has several lines. */
  private void line(String label, String value) {
    String oneLine = value.lines().map(String::strip).collect(Collectors.joining(" "));
    text.append(label)
        .append(" ".repeat(LABEL_WIDTH - label.length()))
        .append(oneLine)
        .append('\n');
  }
}
