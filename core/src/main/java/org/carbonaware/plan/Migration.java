package org.carbonaware.plan;

import java.time.Duration;

/**
 * What it costs to move a training from one zone to another.
 *
 * @param bytes what is sent, 0 or more: checkpoint, and data if it does not lie there already
 * @param networkWattHoursPerGigabyte energy of sending 10<sup>9</sup> bytes, finite, 0 or more;
 *     charged half at each zone's intensity. Estimates lie between 1 and 60 Wh
 * @param restartJoules energy of setting up again, finite, 0 or more; charged at the new zone's
 *     intensity when it goes on
 * @param downtime time in which it does not run, 0 or more; counts in whole slots
 */
public record Migration(
    long bytes, double networkWattHoursPerGigabyte, double restartJoules, Duration downtime) {
  private static final double BYTES_PER_GIGABYTE = 1e9;
  private static final double WATT_HOURS_PER_KWH = 1000;
  private static final double JOULES_PER_KWH = 3_600_000;

  /** Checks the ranges. */
  public Migration {
    if (bytes < 0
        || !(networkWattHoursPerGigabyte >= 0
            && restartJoules >= 0
            && networkWattHoursPerGigabyte + restartJoules < Double.POSITIVE_INFINITY)
        || downtime.isNegative()) {
      throw new IllegalArgumentException("migration of " + bytes + " bytes at "
          + networkWattHoursPerGigabyte + " Wh/GB, restart " + restartJoules + " J, downtime "
          + downtime + ": expected finite figures of 0 or more");
    }
  }

  /** Energy of the network in kWh. */
  double networkKwh() {
    return bytes / BYTES_PER_GIGABYTE * networkWattHoursPerGigabyte / WATT_HOURS_PER_KWH;
  }

  /** Emissions of a move between intensities in g/kWh. */
  double grams(double from, double to, double toAtRestart) {
    return networkKwh() * (from + to) / 2 + restartJoules / JOULES_PER_KWH * toAtRestart;
  }
}
