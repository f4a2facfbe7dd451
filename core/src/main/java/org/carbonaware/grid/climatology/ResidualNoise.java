package org.carbonaware.grid.climatology;

import java.util.Random;

/**
 * Hourly noise as the sum of two independent first-order autoregressions, a slow one (weather
 * systems) and a fast one. Their shares of the variance and the fast coefficient are solved from
 * the wanted autocorrelations after 1 h and 24 h, because one AR(1) that meets the first
 * underestimates the second in most zones. Where it does not (wind grids), the slow part has no
 * share and the noise is that AR(1).
 *
 * @param slowSd standard deviation of the slow part, g/kWh
 * @param slowCoefficient its hourly coefficient
 * @param fastSd standard deviation of the fast part, g/kWh
 * @param fastCoefficient its hourly coefficient
 */
record ResidualNoise(double slowSd, double slowCoefficient, double fastSd, double fastCoefficient) {
  private static final double SLOW = 0.995; // e-folding time of 8 days
  private static final int DAY = 24;

  /** Solves for the shares by bisection; the sum's 24 h autocorrelation rises with the slow one. */
  static ResidualNoise calibrated(double sd, double autocorr1h, double autocorr24h) {
    double low = 0;
    double high = autocorr1h / SLOW; // there the fast part has no memory left
    for (int i = 0; i < 60; i++) {
      double share = (low + high) / 2;
      if (autocorrelationAfterADay(share, autocorr1h) < autocorr24h) {
        low = share;
      } else {
        high = share;
      }
    }
    double share = autocorrelationAfterADay(0, autocorr1h) < autocorr24h ? low : 0;
    return new ResidualNoise(
        sd * Math.sqrt(share), SLOW, sd * Math.sqrt(1 - share), fastCoefficient(share, autocorr1h));
  }

  private static double fastCoefficient(double slowShare, double autocorr1h) {
    return Math.max(0, (autocorr1h - slowShare * SLOW) / (1 - slowShare));
  }

  private static double autocorrelationAfterADay(double slowShare, double autocorr1h) {
    return slowShare * power(SLOW)
        + (1 - slowShare) * power(fastCoefficient(slowShare, autocorr1h));
  }

  private static double power(double coefficient) {
    return StrictMath.pow(coefficient, DAY); // the same on every platform
  }

  /**
   * The noise of a block of hours. It starts from zero a whole block earlier on that block's own
   * draws, by when what came before has faded below one part in 10^18; so blocks join without a
   * seam although each is made alone.
   *
   * @param before the number of hours in the block before
   * @param drawsBefore that block's draws
   * @param hours the number of hours wanted
   * @param draws the block's draws
   */
  double[] path(int before, Random drawsBefore, int hours, Random draws) {
    double slowStep = slowSd * Math.sqrt(1 - slowCoefficient * slowCoefficient);
    double fastStep = fastSd * Math.sqrt(1 - fastCoefficient * fastCoefficient);
    double[] path = new double[hours];
    double slow = 0;
    double fast = 0;
    for (int i = -before; i < hours; i++) {
      Random source = i < 0 ? drawsBefore : draws;
      slow = slowCoefficient * slow + slowStep * source.nextGaussian();
      fast = fastCoefficient * fast + fastStep * source.nextGaussian();
      if (i >= 0) {
        path[i] = slow + fast;
      }
    }
    return path;
  }
}
