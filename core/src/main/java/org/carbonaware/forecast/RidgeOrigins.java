package org.carbonaware.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The moments of a series that a {@link RidgeFit} learns from, each with what was known then and
 * what came of it. Those at the fit's own time of the year count up to twice as much as those half
 * a year away.
 *
 * <p>Confined to one thread.
 */
final class RidgeOrigins {
  private static final double SEASONAL_SHARE = 0.5;
  private static final double SEASON_DAYS = 45;
  private static final double YEAR_DAYS = 365.25;
  private static final double LEAST_SPREAD = 0.2;
  private static final double MOST_SPREAD = 5;

  private final List<double[]> rows = new ArrayList<>(); // inputs, then targets
  private final double[] spreads;
  private double[] importance;

  /**
   * Looks for origins.
   *
   * @param data the series
   * @param step hours from one origin to the next; the last has all its targets before the fit
   */
  RidgeOrigins(RidgeData data, int step) {
    LogHours logs = data.logs();
    int end = logs.size();
    int most = Math.max(0, (end - RidgeFit.LEADS) / step + 1);
    importance = new double[most];
    spreads = new double[most];
    for (int age = RidgeFit.LEADS; end - age >= RidgeInputs.WEEK; age += step) {
      int origin = end - age;
      if (logs.mostlyKnown(origin - RidgeInputs.WEEK, origin + RidgeFit.LEADS)) {
        RidgeInputs inputs = new RidgeInputs(logs, origin, data.weekday(age));
        importance[rows.size()] = importance((double) age / RidgeInputs.DAY);
        spreads[rows.size()] = inputs.spread();
        rows.add(row(logs, origin, inputs));
      }
    }
  }

  private static double[] row(LogHours logs, int origin, RidgeInputs inputs) {
    double[] row = new double[RidgeInputs.COUNT + RidgeFit.LEADS];
    inputs.copyNumbers(row);
    for (int lead = 0; lead < RidgeFit.LEADS; lead++) {
      row[RidgeInputs.COUNT + lead] = logs.at(origin + lead) - inputs.usual(lead);
    }
    return row;
  }

  private static double importance(double days) {
    double distance = days % YEAR_DAYS;
    double seasons = Math.min(distance, YEAR_DAYS - distance) / SEASON_DAYS;
    return 1 - SEASONAL_SHARE + SEASONAL_SHARE * StrictMath.exp(-seasons * seasons / 2);
  }

  int count() {
    return rows.size();
  }

  /**
   * Lets origins after calm weeks count more than those after restless ones, which would otherwise
   * decide: importance times (spread / mean spread)^-power.
   */
  RidgeOrigins calmFirst(double power) {
    double mean = Arrays.stream(spreads).limit(count()).average().orElse(0);
    importance = importance.clone();
    for (int i = 0; i < count() && mean > 0; i++) {
      double spread = Math.max(LEAST_SPREAD, Math.min(MOST_SPREAD, spreads[i] / mean));
      importance[i] *= StrictMath.pow(spread, -power);
    }
    return this;
  }

  /** Learns how the logarithm deviates from what is usual. */
  RidgeFit fit(double[] penalties) {
    return new RidgeFit(solved(squares(), penalties));
  }

  /**
   * Learns how the logarithm deviates from what another fit says, and so stays near it as far as
   * the origins say nothing else.
   */
  RidgeFit fit(double[] penalties, RidgeFit prior) {
    LeastSquares squares = squares();
    prior.takeOff(squares);
    return prior.plus(solved(squares, penalties));
  }

  private LeastSquares squares() {
    LeastSquares squares = new LeastSquares(RidgeInputs.COUNT, RidgeFit.LEADS);
    for (int i = 0; i < rows.size(); i++) {
      squares.add(rows.get(i), importance[i]);
    }
    return squares;
  }

  private static double[][] solved(LeastSquares squares, double[] penalties) {
    double[][] matrix = squares.matrix();
    for (int i = 0; i < penalties.length; i++) {
      matrix[i][i] += penalties[i];
    }
    return squares.solve();
  }
}
