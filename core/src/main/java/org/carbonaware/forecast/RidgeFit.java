package org.carbonaware.forecast;

import java.util.Arrays;

/**
 * A ridge regression fitted to a series: for each of the {@value #LEADS} hours ahead how the
 * logarithm will deviate from {@link RidgeInputs#usual}, as a weighted sum of {@link RidgeInputs}.
 *
 * <p>Immutable. Keeps 0.2 MB.
 */
final class RidgeFit {
  static final int LEADS = 4 * RidgeInputs.DAY;

  private final double[][] weights; // by number, then by lead

  /** Takes weights by number, then by lead, not copied. */
  RidgeFit(double[][] weights) {
    this.weights = weights;
  }

  /** The forecast for the hours from the origin of the inputs on, ln(gCO2e/kWh). */
  double[] logs(RidgeInputs inputs) {
    double[] numbers = new double[RidgeInputs.COUNT];
    inputs.copyNumbers(numbers);
    double[] logs = new double[LEADS];
    Arrays.setAll(logs, inputs::usual);
    for (int i = 0; i < RidgeInputs.COUNT; i++) {
      double number = numbers[i];
      double[] ofNumber = weights[i];
      for (int lead = 0; lead < LEADS; lead++) {
        logs[lead] += number * ofNumber[lead];
      }
    }
    return logs;
  }

  /** Leaves of the targets of observations what this fit does not say. */
  void takeOff(LeastSquares squares) {
    squares.takeOff(weights);
  }

  /** A fit whose forecasts are the sums of this one's deviations and of those of other weights. */
  RidgeFit plus(double[][] others) {
    double[][] sums = new double[others.length][];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = others[i].clone();
      for (int lead = 0; lead < LEADS; lead++) {
        sums[i][lead] += weights[i][lead];
      }
    }
    return new RidgeFit(sums);
  }
}
