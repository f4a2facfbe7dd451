package org.carbonaware.forecast;

import java.util.Arrays;

/**
 * Learns, for each day ahead, which share of past errors an interval has to leave out for one value
 * in five to fall outside (Gibbs and Candès 2021, adaptive conformal inference): from issue to
 * issue, by what the intervals that were known to be right or wrong then had missed.
 */
final class MissedShares {
  private static final double WANTED = 0.2;
  private static final double STEP = 0.1;
  private static final double LEAST = 0.02;
  private static final double MOST = 0.6;

  private final PastErrors errors;

  MissedShares(PastErrors errors) {
    this.errors = errors;
  }

  /** How wide the interval is at each step, up and down in logarithms; all NaN if unknown. */
  double[] widths() {
    double[] widths = new double[errors.leads()];
    Arrays.fill(widths, Double.NaN);
    int day = errors.stepsPerDay();
    for (int from = 0; from < widths.length; from += day) {
      int to = Math.min(widths.length, from + day);
      double share = shareLeftOut(from, to);
      for (int lead = from; lead < to; lead++) {
        widths[lead] = errors.exceededBy(share, lead);
      }
    }
    fillUnknown(widths);
    return widths;
  }

  private static void fillUnknown(double[] widths) {
    double widest =
        Arrays.stream(widths).filter(width -> width >= 0).findFirst().orElse(Double.NaN);
    for (int i = 0; i < widths.length; i++) {
      if (Double.isNaN(widths[i])) {
        widths[i] = widest;
      } else {
        widest = Math.max(widest, widths[i]);
      }
    }
  }

  private double shareLeftOut(int fromLead, int toLead) {
    int complete = (toLead - 1) / errors.stepsPerDay() + 1; // days until an issue can be judged
    int oldest = Math.min(PastErrors.FOLLOWED + complete, errors.oldest());
    double[] shares = new double[oldest + complete + 1];
    Arrays.fill(shares, WANTED);
    for (int age = oldest; age >= 0; age--) {
      double missed =
          errors.missedShare(age + complete, shares[age + complete], fromLead, toLead, WANTED);
      double next = shares[age + 1] + STEP * (WANTED - missed);
      shares[age] = Math.max(LEAST, Math.min(MOST, next));
    }
    return shares[0];
  }
}
