package org.carbonaware.report;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
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
  private final StringBuilder text = new StringBuilder();

  private TextReport(RunSummary run) {
    this.run = run;
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
    identity();
    line("Time", time());
    line("Energy", energy());
    line("Emitted", Quantities.grams(run.grams()) + " CO2e, pauses included");
    line("Straight through", straightThrough());
    line("Avoided", avoided());
    costOfPauses();
    line("Delay", delay());
    line("Pauses", run.pauseCount() + "; " + counted(run.checkpoints(), "checkpoint") + " written");
    if (run.joulesWithoutIntensity() > 0) {
      line(
          "Not counted",
          Quantities.energy(run.joulesWithoutIntensity())
              + " drawn while the intensity was unknown: their emissions are in no figure");
    }
    run.warnings().forEach(warning -> line("Warning", warning));
    return text.toString();
  }

  private void identity() {
    line("Run", run.runId());
    line("Grid", "zone " + run.zone() + ", " + run.basis() + "; intensity " + intensity());
    line("Policy", run.policy());
    line("State", state());
  }

  private String intensity() {
    if (run.intensityKinds().isEmpty()) {
      return "unknown throughout";
    }
    return String.join(" and ", run.intensityKinds()) + " ("
        + String.join("; ", run.intensitySources()) + ")";
  }

  private String state() {
    String name = run.state().toLowerCase(Locale.ROOT);
    String work = counted(run.batches(), "batch", "batches") + " and "
        + counted(run.epochs(), "epoch") + " done";
    return switch (run.state()) {
      case "FINISHED" ->
        name + ", " + (run.complete() ? "all work done: " : "before all work was done: ") + work;
      case "SUSPENDED" -> name + ", to be started again: " + work;
      default ->
        name + ", not ended: it still runs, or its process was killed; the record goes to "
            + moment(run.endedAt());
    };
  }

  private String time() {
    return Quantities.duration(run.active().time()) + " active, "
        + Quantities.duration(run.pauses().time()) + " paused, "
        + Quantities.duration(run.away()) + " away (suspended or not running)";
  }

  private String energy() {
    String methods =
        run.methods().isEmpty() ? "nothing recorded" : String.join(" and ", run.methods());
    return Quantities.energy(run.joules()) + " (" + methods + "), of which "
        + Quantities.energy(run.pauses().joules()) + " in pauses";
  }

  private String straightThrough() {
    String known = Quantities.grams(run.counterfactualGrams())
        + " CO2e by the same active energy without pauses";
    return run.counterfactualMissingJoules() > 0
        ? known + "; intensity unknown for " + Quantities.energy(run.counterfactualMissingJoules())
            + " of it, counted as 0 g"
        : known;
  }

  private String avoided() {
    double grams = run.avoidedGrams();
    String share = run.counterfactualGrams() > 0
        ? " (" + Quantities.percent(Math.abs(grams) / run.counterfactualGrams()) + ")"
        : "";
    return grams < 0
        ? "nothing: " + Quantities.grams(-grams) + " CO2e" + share + " more than straight through"
        : Quantities.grams(grams) + " CO2e" + share + " less than straight through";
  }

  private void costOfPauses() {
    line(
        "Cost of pauses",
        cost(run.pauses()) + ": " + cost(run.switching()) + " to save and resume, "
            + cost(run.standing()) + " idle");
  }

  private static String cost(RunSummary.Part part) {
    return Quantities.grams(part.grams()) + " CO2e and " + Quantities.energy(part.joules());
  }

  private String delay() {
    Duration slack = run.slackLeft();
    String deadline = " the deadline " + moment(run.deadline());
    return Quantities.duration(run.delay()) + "; "
        + (slack.isNegative()
            ? "missed" + deadline + " by " + Quantities.duration(slack)
            : Quantities.duration(slack) + " left before" + deadline);
  }

  private static String moment(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String counted(long count, String noun) {
    return counted(count, noun, noun + "s");
  }

  private static String counted(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
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
