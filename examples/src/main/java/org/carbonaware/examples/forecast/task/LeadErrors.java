package org.carbonaware.examples.forecast.task;

import java.util.ArrayList;
import java.util.List;
import org.carbonaware.grid.IntensitySeries;

/**
 * The mean absolute percentage error (MAPE) of forecasts by how far ahead they looked. An hour with
 * less than 1 gCO2e/kWh counts as one with 1, so that a clean hour does not outweigh all others.
 * Not thread-safe.
 */
public final class LeadErrors {
  /** Hours ahead that are summed up together; the hour of the issue is the first. */
  public enum Lead {
    /** Hours 1 to 6. */
    TO_6(0, 6, "1-6 h"),
    /** Hours 7 to 12. */
    TO_12(6, 12, "7-12 h"),
    /** Hours 13 to 24. */
    TO_24(12, 24, "13-24 h");

    private final int from;
    private final int to;
    private final String label;

    Lead(int from, int to, String label) {
      this.from = from;
      this.to = to;
      this.label = label;
    }

    /** Such as {@code 7-12 h}. */
    public String label() {
      return label;
    }
  }

  private final List<double[]> sharesByIssue = new ArrayList<>();

  LeadErrors() {}

  /** Adds a forecast of 24 hours in gCO2e/kWh, issued at the start of an hour. */
  void add(double[] forecast, IntensitySeries hours, int issue) {
    double[] shares = new double[Windows.HOURS];
    for (int i = 0; i < shares.length; i++) {
      double actual = hours.gramsPerKwh(issue + i);
      shares[i] = Math.abs(forecast[i] - actual) / Math.max(LogScale.LEAST_GRAMS, actual);
    }
    sharesByIssue.add(shares);
  }

  /** How many forecasts were added. */
  public int count() {
    return sharesByIssue.size();
  }

  /** The MAPE in percent over some hours ahead; NaN if no forecast was added. */
  public double percent(Lead lead) {
    return mean(sharesByIssue, lead.from, lead.to);
  }

  /** The MAPE in percent over all 24 hours ahead; NaN if no forecast was added. */
  public double percent() {
    return mean(sharesByIssue, 0, Windows.HOURS);
  }

  /**
   * On how many days the forecasts were better than others of the same hours.
   *
   * @param others what to compare with
   * @return days of 24 issues with a smaller MAPE; a last day that is not complete counts as one
   */
  int daysBetterThan(LeadErrors others) {
    int better = 0;
    for (int from = 0; from < count(); from += Windows.HOURS) {
      int to = Math.min(count(), from + Windows.HOURS);
      double own = mean(sharesByIssue.subList(from, to), 0, Windows.HOURS);
      if (own < mean(others.sharesByIssue.subList(from, to), 0, Windows.HOURS)) {
        better++;
      }
    }
    return better;
  }

  /** How many days those are in all. */
  int days() {
    return (count() + Windows.HOURS - 1) / Windows.HOURS;
  }

  private static double mean(List<double[]> shares, int from, int to) {
    double sum = 0;
    for (double[] issue : shares) {
      for (int i = from; i < to; i++) {
        sum += issue[i];
      }
    }
    return 100 * sum / ((double) shares.size() * (to - from));
  }
}
