package org.carbonaware.examples.forecast.task;

import java.util.List;
import java.util.Locale;

/**
 * How good forecasts were over the hold-out, the network's last.
 *
 * @param rows at least one to compare with, and the network
 */
public record Judgement(List<Row> rows) {
  /**
   * One kind of forecast.
   *
   * @param label for people
   * @param model the forecaster's name, as in flags and reports
   * @param errors over all issues of the hold-out
   */
  public record Row(String label, String model, LeadErrors errors) {}

  /** Checks that there is something to compare. */
  public Judgement {
    rows = List.copyOf(rows);
    if (rows.size() < 2) {
      throw new IllegalArgumentException(rows.size() + " rows: expected something to compare with");
    }
  }

  /** The network's. */
  public Row network() {
    return rows.get(rows.size() - 1);
  }

  /** The best of the others, over all hours ahead. */
  public Row bestOther() {
    Row best = rows.get(0);
    for (Row row : rows.subList(0, rows.size() - 1)) {
      best = row.errors().percent() < best.errors().percent() ? row : best;
    }
    return best;
  }

  /** How many forecasts each was judged by. */
  public int forecasts() {
    return network().errors().count();
  }

  /** By how much the network's error is smaller than that of the best other, as a share of it. */
  public double gain() {
    double other = bestOther().errors().percent();
    return other == 0 ? 0 : 1 - network().errors().percent() / other;
  }

  /** In one sentence, whether the network is worth its training. */
  public String verdict() {
    LeadErrors own = network().errors();
    LeadErrors other = bestOther().errors();
    long ranges = List.of(LeadErrors.Lead.values()).stream()
        .filter(lead -> own.percent(lead) < other.percent(lead))
        .count();
    String days = own.daysBetterThan(other) + " of " + own.days() + " days and in " + ranges
        + " of 3 ranges of hours";
    String share = String.format(Locale.ROOT, "%.1f %%", 100 * Math.abs(gain()));
    if (gain() > 0) {
      return "the network beats " + bestOther().label() + ": its error is " + share
          + " smaller, and smaller on " + days;
    }
    return "the network does not beat " + bestOther().label() + ": its error is " + share
        + " larger; it is smaller on " + days;
  }
}
