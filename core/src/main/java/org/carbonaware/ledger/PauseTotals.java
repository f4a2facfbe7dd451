package org.carbonaware.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.carbonaware.ledger.RunAccount.PauseTotal;
import org.jspecify.annotations.Nullable;

/** Each time the run stood still. */
final class PauseTotals {
  /** How many of the first and of the last ones are kept. */
  static final int EACH = 1000;

  private static final class Pause {
    final long from;
    final String rule;
    final String reason;
    final double gramsPerKwh;
    long to;
    boolean ended;
    boolean suspended;
    double joules;
    double grams;

    Pause(long from, String rule, String reason, double gramsPerKwh) {
      this.from = from;
      this.to = from;
      this.rule = rule;
      this.reason = reason;
      this.gramsPerKwh = gramsPerKwh;
    }

    boolean touches(EnergyLine line) {
      boolean begun = from <= line.from || from < line.to;
      return begun && (!ended || line.from <= to);
    }

    PauseTotal total(double pue, long end) {
      return new PauseTotal(
          EpochNanos.instant(from),
          EpochNanos.instant(ended ? to : Math.max(from, end)),
          ended,
          suspended,
          rule,
          reason,
          gramsPerKwh,
          joules,
          grams * pue);
    }
  }

  private final FirstAndLast<Pause> pauses = new FirstAndLast<>(EACH);

  /** The last ones, newest first: energy may be told when the next pause has begun. */
  private final ArrayDeque<Pause> recent = new ArrayDeque<>();

  private @Nullable Pause open;

  void order(long at, String rule, String reason, double gramsPerKwh) {
    if (open == null) {
      Pause pause = new Pause(at, rule, reason, gramsPerKwh);
      pauses.add(pause);
      recent.addFirst(pause);
      if (recent.size() > 4) {
        recent.removeLast();
      }
      open = pause;
    }
  }

  /** The process leaves, or left without a word. */
  void suspend() {
    if (open != null) {
      open.suspended = true;
    }
  }

  void end(long at) {
    if (open != null) {
      open.to = Math.max(open.from, at);
      open.ended = true;
      open = null;
    }
  }

  /**
   * Energy that was not drawn by training: it belongs to the latest pause that its interval
   * touches. A process that takes up what crashed resumes without a pause.
   */
  void add(EnergyLine line) {
    for (Pause pause : recent) {
      if (pause.touches(line)) {
        pause.joules += line.joules;
        pause.grams += line.known() ? line.grams : 0;
        return;
      }
    }
  }

  List<PauseTotal> totals(double pue, long end) {
    List<PauseTotal> totals = new ArrayList<>();
    pauses.all().forEach(pause -> totals.add(pause.total(pue, end)));
    return totals;
  }
}
