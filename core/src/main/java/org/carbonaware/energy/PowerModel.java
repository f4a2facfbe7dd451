package org.carbonaware.energy;

import java.util.Locale;

/**
 * A machine's power as a straight line between idle and full load.
 *
 * @param idleWatts power at no load, 0 or more
 * @param fullWatts power with every processor busy, at least the idle power
 */
public record PowerModel(double idleWatts, double fullWatts) {
  /** Checks the ranges. */
  public PowerModel {
    if (!(idleWatts >= 0
        && fullWatts >= idleWatts
        && fullWatts > 0
        && fullWatts < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("power model idle " + idleWatts + " W, full " + fullWatts
          + " W: expected 0 <= idle <= full, full above 0");
    }
  }

  /**
   * Watts assumed per processor thread where the processor is unknown (the figure CodeCarbon uses).
   */
  private static final double WATTS_PER_PROCESSOR = 4;

  /** Idle power as a share of full power (CodeCarbon's load model). */
  private static final double IDLE_SHARE = 0.1;

  /**
   * What is assumed of an unknown machine.
   *
   * @param processors its processor threads, at least 1
   * @return 4 W for each at full load, a tenth of that idle
   */
  public static PowerModel ofProcessors(int processors) {
    double full = WATTS_PER_PROCESSOR * processors;
    return new PowerModel(IDLE_SHARE * full, full);
  }

  /**
   * The power at a load.
   *
   * @param load the share of the processors that is busy, clamped to 0..1; NaN, an unknown load, is
   *     taken for full
   * @return watts
   */
  public double watts(double load) {
    if (Double.isNaN(load)) {
      return fullWatts;
    }
    return idleWatts + (fullWatts - idleWatts) * Math.min(1, Math.max(0, load));
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.0f W idle, %.0f W at full load", idleWatts, fullWatts);
  }
}
