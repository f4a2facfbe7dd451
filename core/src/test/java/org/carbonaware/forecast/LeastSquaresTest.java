package org.carbonaware.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeastSquaresTest {
  private static final int UNKNOWNS = 5;
  private static final int TARGETS = 3;

  private final SplittableRandom random = new SplittableRandom(42);

  private double[] row() {
    double[] row = new double[UNKNOWNS + TARGETS];
    Arrays.setAll(row, i -> random.nextDouble(-1, 1));
    return row;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5, 6, 7, 40})
  void noSmallChangeOfTheSolutionFitsBetter(int observations) {
    double[][] rows = new double[observations][];
    double[] weights = new double[observations];
    LeastSquares squares = new LeastSquares(UNKNOWNS, TARGETS);
    for (int i = 0; i < observations; i++) {
      rows[i] = row();
      weights[i] = random.nextDouble(0.1, 2);
      squares.add(rows[i], weights[i]);
    }
    double[] penalties = new double[UNKNOWNS];
    double[][] matrix = squares.matrix();
    for (int i = 0; i < UNKNOWNS; i++) {
      penalties[i] = random.nextDouble(0.01, 1);
      matrix[i][i] += penalties[i];
    }
    double[][] solution = squares.solve();
    for (int target = 0; target < TARGETS; target++) {
      for (int i = 0; i < UNKNOWNS; i++) {
        // the derivative of the penalised sum of squares
        double slope = penalties[i] * solution[i][target];
        for (int o = 0; o < observations; o++) {
          double residual = -rows[o][UNKNOWNS + target];
          for (int j = 0; j < UNKNOWNS; j++) {
            residual += rows[o][j] * solution[j][target];
          }
          slope += weights[o] * residual * rows[o][i];
        }
        assertThat(slope).isCloseTo(0, offset(1e-13));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5, 40})
  void takingOffAfterwardsIsAddingWhatIsLeft(int observations) {
    LeastSquares afterwards = new LeastSquares(UNKNOWNS, TARGETS);
    LeastSquares before = new LeastSquares(UNKNOWNS, TARGETS);
    double[][] known = new double[UNKNOWNS][TARGETS];
    for (double[] ofUnknown : known) {
      Arrays.setAll(ofUnknown, target -> random.nextDouble(-1, 1));
    }
    for (int o = 0; o < observations; o++) {
      double[] row = row();
      double[] left = row.clone();
      for (int i = 0; i < UNKNOWNS; i++) {
        for (int target = 0; target < TARGETS; target++) {
          left[UNKNOWNS + target] -= row[i] * known[i][target];
        }
      }
      double weight = random.nextDouble(0.1, 2);
      afterwards.add(row, weight);
      before.add(left, weight);
    }
    afterwards.takeOff(known);
    for (int i = 0; i < UNKNOWNS; i++) {
      afterwards.matrix()[i][i] += 0.1;
      before.matrix()[i][i] += 0.1;
    }
    double[][] solution = afterwards.solve();
    double[][] expected = before.solve();
    for (int i = 0; i < UNKNOWNS; i++) {
      assertThat(solution[i]).containsExactly(expected[i], offset(1e-12));
    }
  }
}
