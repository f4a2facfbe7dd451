package org.carbonaware.benchmarks.published;

import java.util.Arrays;
import java.util.Random;

/** The forecast error of "Let's Wait Awhile": the truth with white noise, many times. */
final class WhiteNoise {
  /** As many as in the study, whose own seeds are not known here. */
  static final int SEEDS = 10;

  private WhiteNoise() {}

  /**
   * The truth as a forecast with an error: each value misses it independently, normally
   * distributed.
   *
   * @param share the standard deviation as a share of the mean of the truth
   * @param seed chooses the errors
   */
  static double[] on(double[] truth, double share, long seed) {
    double deviation = share * Arrays.stream(truth).average().orElse(0);
    Random random = new Random(seed); // its algorithm is fixed, unlike that of its successors
    double[] noisy = new double[truth.length];
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] = truth[i] + deviation * random.nextGaussian();
    }
    return noisy;
  }
}
