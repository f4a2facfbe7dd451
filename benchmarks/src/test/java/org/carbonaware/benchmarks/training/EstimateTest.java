package org.carbonaware.benchmarks.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateTest {
  /** Tables of the sign test: so many values are left out at each end at 5 %, two-sided. */
  @ParameterizedTest(name = "{0} values")
  @CsvSource({"1,0", "5,0", "6,0", "8,0", "9,1", "12,2", "24,6", "40,13", "100,39", "2000,955"})
  void leavesOutAsManyAsTheSignTestAllows(int values, int rank) {
    assertThat(Estimate.rank(values)).isEqualTo(rank);
  }

  @Test
  void isTheMedianAndTheRanksAroundIt() {
    double[] odd = IntStream.rangeClosed(1, 9).mapToDouble(i -> 10 - i).toArray();
    assertThat(Estimate.of(odd)).isEqualTo(new Estimate(5, 2, 8, 9));
    assertThat(Estimate.of(4, 1, 3, 2)).isEqualTo(new Estimate(2.5, 1, 4, 4));
    assertThat(Estimate.of(7)).isEqualTo(new Estimate(7, 7, 7, 1));
    assertThat(odd[0]).as("what was given is left as it was").isEqualTo(9);
  }

  @Test
  void holdsTheTrueMedianInNineteenOfTwentyCases() {
    SplittableRandom random = new SplittableRandom(42);
    int held = 0;
    for (int i = 0; i < 2000; i++) {
      Estimate estimate = Estimate.of(random.doubles(24).map(x -> x * x * x).toArray());
      held += estimate.low() <= 0.125 && 0.125 <= estimate.high() ? 1 : 0;
    }
    assertThat(held / 2000.0).isBetween(0.95, 0.99);
  }

  /** Tables of Wilcoxon's signed ranks at 5 %, two-sided. */
  @ParameterizedTest(name = "{0} values")
  @CsvSource({"1,0", "5,0", "6,0", "7,2", "8,3", "10,8", "20,52", "24,81", "40,264"})
  void leavesOutAsManyMeansOfPairsAsSignedRanksAllow(int values, int rank) {
    assertThat(Estimate.signedRank(values)).isEqualTo(rank);
  }

  @Test
  void theSymmetricOneIsTheMedianOfTheMeansOfPairs() {
    assertThat(Estimate.symmetric(1, 2, 6)).isEqualTo(new Estimate((2 + 3.5) / 2, 1, 6, 3));
    assertThat(Estimate.symmetric(7)).isEqualTo(new Estimate(7, 7, 7, 1));
    assertThat(Estimate.symmetric(0, 1).map(Math::exp).high()).isEqualTo(Math.E);
  }
}
