package org.carbonaware.plan;

/**
 * How far a forecast may be followed around the thresholds of an {@link OnlineLimit}: the widest
 * band in which no forecast, however wrong, makes the worst case more than {@code 1 + epsilon}
 * times as bad as that of the thresholds alone. The band is a share of the way from each threshold
 * to its end: for taking a slot to the upper bound and a pair of changes, for leaving one to the
 * lower bound.
 */
final class TrustBand {
  /** The band is found to a thousandth. */
  private static final int HALVINGS = 10;

  private final DoubleThreshold thresholds;
  private final int work;
  private final int accepted;
  private final double trust;

  private TrustBand(OnlineLimit limit, double trust) {
    this.thresholds = limit.thresholds();
    this.work = limit.work();
    this.accepted = limit.accepted();
    this.trust = trust;
  }

  static TrustBand of(OnlineLimit limit, double epsilon) {
    double most = (1 + epsilon) * limit.thresholds().guarantee();
    if (new TrustBand(limit, 1).worst() <= most) {
      return new TrustBand(limit, 1);
    }
    double narrow = 0;
    double wide = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (narrow + wide) / 2;
      if (new TrustBand(limit, middle).worst() <= most) {
        narrow = middle;
      } else {
        wide = middle;
      }
    }
    return new TrustBand(limit, narrow);
  }

  /** What following any forecast within the band costs at worst, against the cleanest slots. */
  double worst() {
    double[] take = new double[work];
    double[] leave = new double[work];
    for (int i = 0; i < work; i++) {
      take[i] = take(i);
      leave[i] = leave(i);
    }
    return ThresholdBound.worst(
        take, leave, thresholds.upper(), thresholds.lower(), thresholds.change());
  }

  /** Whether the forecast may be followed whatever it says. */
  boolean isUnlimited() {
    return trust == 1;
  }

  /** Up to which intensity the next slot may be taken. */
  double take(boolean running) {
    return take(accepted) - (running ? 0 : 2 * thresholds.change());
  }

  /** Above which intensity the next slot may be left. */
  double leave() {
    return leave(accepted);
  }

  private double take(int slot) {
    double own = thresholds.whileRunning(slot);
    double end = thresholds.upper() + 2 * thresholds.change();
    return own + trust * (end - own);
  }

  private double leave(int slot) {
    double own = thresholds.whilePaused(slot);
    return own - trust * (own - thresholds.lower());
  }
}
