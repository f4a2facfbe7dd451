package org.carbonaware.cli.exec;

import java.nio.file.Path;
import java.util.Locale;
import org.carbonaware.ledger.RunSummary;

/**
 * How a run ended.
 *
 * @param summary its figures
 * @param exitCode the exit code
 * @param wouldHavePaused how often a dry run would have paused; 0 for a real one
 * @param dryRun whether it was one
 * @param ledger where its record is
 */
public record Closing(
    RunSummary summary, int exitCode, int wouldHavePaused, boolean dryRun, Path ledger) {
  /**
   * The run in one line, for a person.
   *
   * @return without a line break
   */
  public String inWords() {
    StringBuilder text = new StringBuilder("exit code " + exitCode + "; "
        + Words.energy(summary.joules()) + ", " + Words.grams(summary.grams()) + " CO2e");
    if (dryRun) {
      text.append("; would have paused ").append(times(wouldHavePaused));
    } else {
      text.append(", ").append(avoided()).append("; ").append(pauses());
    }
    if (!summary.slackLeft().isNegative()) {
      return text + "; " + report();
    }
    return text + "; " + Words.length(summary.slackLeft().negated()) + " after its deadline; "
        + report();
  }

  private String avoided() {
    double grams = summary.avoidedGrams();
    double straight = summary.counterfactualGrams();
    String share = straight > 0
        ? String.format(Locale.ROOT, " (%.0f %%)", 100 * Math.abs(grams) / straight)
        : "";
    return grams < 0
        ? Words.grams(-grams) + share + " more than without pauses"
        : Words.grams(grams) + share + " avoided";
  }

  private String pauses() {
    return summary.pauseCount() == 0
        ? "no pause"
        : summary.pauseCount() + (summary.pauseCount() == 1 ? " pause, " : " pauses, ")
            + Words.length(summary.pauses().time()) + " in all";
  }

  private static String times(int count) {
    return count == 1 ? "once" : count + " times";
  }

  private String report() {
    return "carbon-trainer report " + ledger + " --run " + summary.runId();
  }
}
