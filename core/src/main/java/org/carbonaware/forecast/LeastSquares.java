package org.carbonaware.forecast;

import java.util.Arrays;

/**
 * The normal equations of a linear regression with several targets at once, solved by Cholesky's
 * method without square roots. Own code rather than a library's: the equations stand next to their
 * right-hand sides in one array of rows, so that all the work is one loop over rows that the
 * compiler makes vector instructions of, and the order of additions, hence every bit, is fixed.
 *
 * <p>Confined to one thread.
 */
final class LeastSquares {
  private static final int AT_ONCE = 4;

  private final int unknowns;
  private final double[][] equations; // upper triangle, then the right-hand sides
  private final double[][] waiting = new double[AT_ONCE][];
  private final double[] waitingWeights = new double[AT_ONCE];
  private int count;

  LeastSquares(int unknowns, int targets) {
    this.unknowns = unknowns;
    this.equations = new double[unknowns][unknowns + targets];
    Arrays.fill(waiting, new double[unknowns + targets]);
  }

  /**
   * Adds an observation.
   *
   * @param row the inputs, one for each unknown, then the targets; read until solved
   * @param weight how much it counts, above 0
   */
  void add(double[] row, double weight) {
    waiting[count] = row;
    waitingWeights[count] = weight;
    count++;
    if (count == AT_ONCE) {
      addWaiting();
    }
  }

  // Several at once, because fetching and storing a sum costs more than adding to it.
  private void addWaiting() {
    double[] a = waiting[0];
    double[] b = waiting[1];
    double[] c = waiting[2];
    double[] d = waiting[3];
    for (int i = 0; i < unknowns; i++) {
      double[] sums = equations[i];
      double ofA = waitingWeights[0] * a[i];
      double ofB = waitingWeights[1] * b[i];
      double ofC = waitingWeights[2] * c[i];
      double ofD = waitingWeights[3] * d[i];
      for (int j = i; j < sums.length; j++) {
        sums[j] += ofA * a[j] + ofB * b[j] + (ofC * c[j] + ofD * d[j]);
      }
    }
    Arrays.fill(waitingWeights, 0);
    count = 0;
  }

  /**
   * Takes off the targets of all observations so far what a known solution says of them: as if each
   * had been added so, in the time of some hundred of them.
   *
   * @param known by unknown, then by target
   */
  void takeOff(double[][] known) {
    addWaiting();
    for (int i = 0; i < unknowns; i++) {
      double[] sums = equations[i];
      for (int j = 0; j < unknowns; j++) {
        double times = j < i ? equations[j][i] : sums[j];
        double[] ofUnknown = known[j];
        for (int target = 0; target < ofUnknown.length; target++) {
          sums[unknowns + target] -= times * ofUnknown[target];
        }
      }
    }
  }

  /** The equations of all observations so far; penalties go onto the diagonal. */
  double[][] matrix() {
    addWaiting();
    return equations;
  }

  /**
   * Solves the equations, which must be positive definite, and uses them up.
   *
   * @return by unknown, then by target
   */
  double[][] solve() {
    addWaiting();
    for (int k = 0; k < unknowns; k++) {
      for (int i = k + 1; i < unknowns; i++) {
        subtract(equations[i], equations[k][i] / equations[k][k], equations[k], i);
      }
    }
    double[][] solution = new double[unknowns][];
    for (int i = unknowns - 1; i >= 0; i--) {
      double[] row = Arrays.copyOfRange(equations[i], unknowns, equations[i].length);
      for (int j = i + 1; j < unknowns; j++) {
        subtract(row, equations[i][j], solution[j], 0);
      }
      for (int target = 0; target < row.length; target++) {
        row[target] /= equations[i][i];
      }
      solution[i] = row;
    }
    return solution;
  }

  private static void subtract(double[] from, double times, double[] row, int start) {
    for (int j = start; j < from.length; j++) {
      from[j] -= times * row[j];
    }
  }
}
