package org.carbonaware.energy;

import java.util.Locale;

/**
 * What is expected to be drawn before anything was metered, from what is known of the hardware: a
 * first guess for plans, never booked.
 *
 * @param idleWatts at no load, 0 or more
 * @param fullWatts with all that is metered busy, at least the idle power
 * @param basis what it rests on, in a few words on one line
 */
public record ExpectedPower(double idleWatts, double fullWatts, String basis) {
  /** Checks the ranges. */
  public ExpectedPower {
    if (!(idleWatts >= 0 && fullWatts >= idleWatts && fullWatts < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("expected power idle " + idleWatts + " W, full "
          + fullWatts + " W: expected 0 <= idle <= full");
    }
  }

  /**
   * What the processors of a machine are expected to draw, by their design power or what is assumed
   * of unknown ones; only those that this process was given.
   *
   * @param hardware the machine
   * @return the power
   */
  public static ExpectedPower ofProcessors(Hardware hardware) {
    ProcessorModel model = ProcessorModel.of(hardware);
    return new ExpectedPower(model.idleWatts(), model.fullWatts(), "processors: " + model.basis());
  }

  /** One component's, whose basis begins with its name. */
  static ExpectedPower of(String name, double idleWatts, double fullWatts, String why) {
    return new ExpectedPower(
        idleWatts,
        fullWatts,
        String.format(Locale.ROOT, "%s %.0f to %.0f W (%s)", name, idleWatts, fullWatts, why));
  }

  /**
   * Two parts of a machine together.
   *
   * @param other the other part
   * @return the sum
   */
  public ExpectedPower plus(ExpectedPower other) {
    return new ExpectedPower(
        idleWatts + other.idleWatts, fullWatts + other.fullWatts, basis + "; " + other.basis);
  }

  /** A part of it, or more. */
  ExpectedPower times(double factor, String why) {
    return new ExpectedPower(idleWatts * factor, fullWatts * factor, basis + why);
  }
}
