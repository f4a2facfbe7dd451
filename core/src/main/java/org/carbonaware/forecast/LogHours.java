package org.carbonaware.forecast;

import java.util.Arrays;

/**
 * Hourly natural logarithms of gCO2e/kWh, without gaps: those of up to 3 hours are bridged
 * straight, longer ones repeat the day before. Values below 1 g count as 1 g, as in the study that
 * {@link LogRidge} follows. StrictMath, so that forecasts are the same on every machine.
 */
final class LogHours {
  private static final double LEAST_GRAMS = 1;
  private static final int LONGEST_BRIDGE = 3;
  private static final int DAY = 24;
  private static final int KNOWN_PARTS = 4;

  private final double[] logs;
  private final double[] sumsBefore;
  private final int[] missingBefore;

  /**
   * Fills the gaps.
   *
   * @param grams hourly values, NaN where missing; if all are, they count as 1 g
   */
  LogHours(double[] grams) {
    logs = new double[grams.length];
    missingBefore = new int[grams.length + 1];
    for (int i = 0; i < grams.length; i++) {
      boolean missing = Double.isNaN(grams[i]);
      logs[i] = missing ? Double.NaN : StrictMath.log(Math.max(LEAST_GRAMS, grams[i]));
      missingBefore[i + 1] = missingBefore[i] + (missing ? 1 : 0);
    }
    for (int from = 0; from < logs.length; from++) {
      if (Double.isNaN(logs[from])) {
        fill(from, endOfGap(from));
      }
    }
    sumsBefore = new double[logs.length + 1];
    for (int i = 0; i < logs.length; i++) {
      sumsBefore[i + 1] = sumsBefore[i] + logs[i];
    }
  }

  private int endOfGap(int from) {
    int to = from;
    while (to < logs.length && Double.isNaN(logs[to])) {
      to++;
    }
    return to;
  }

  private void fill(int from, int to) {
    boolean bridged = from > 0 && to < logs.length && to - from <= LONGEST_BRIDGE;
    for (int i = from; i < to; i++) {
      if (from == 0) {
        logs[i] = to < logs.length ? logs[to] : 0;
      } else if (bridged) {
        double before = logs[from - 1];
        logs[i] = before + (logs[to] - before) * (i - from + 1) / (to - from + 1);
      } else {
        logs[i] = logs[i >= DAY ? i - DAY : from - 1];
      }
    }
  }

  int size() {
    return logs.length;
  }

  double at(int hour) {
    return logs[hour];
  }

  /** The mean of an interval that is not empty. */
  double mean(int from, int to) {
    return (sumsBefore[to] - sumsBefore[from]) / (to - from);
  }

  double lowest() {
    return Arrays.stream(logs).min().orElseThrow();
  }

  double highest() {
    return Arrays.stream(logs).max().orElseThrow();
  }

  /** Whether at least three quarters of an interval were measured. */
  boolean mostlyKnown(int from, int to) {
    return KNOWN_PARTS * (missingBefore[to] - missingBefore[from]) <= to - from;
  }
}
