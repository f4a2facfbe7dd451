package org.carbonaware.energy;

import java.util.Locale;
import java.util.function.LongSupplier;
import org.carbonaware.CarbonAwareException;

/**
 * What a machine draws from the wall beyond what meters in it see: a fixed power of board, fans and
 * disks, and what the power supply loses. Meters in machines were found to read 20 to 33 % below
 * the wall; two readings of a meter at the wall set that right.
 *
 * @param baseWatts power of what is not metered, 0 or more
 * @param supplyEfficiency what arrives behind the power supply of what it draws, above 0, at most 1
 * @param source where the figures are from, in a few words on one line
 */
public record Calibration(double baseWatts, double supplyEfficiency, String source) {
  /** Power supplies do better, at any load that is worth a measurement. */
  private static final double LEAST_EFFICIENCY = 0.5;

  /** Checks the ranges. */
  public Calibration {
    if (!(baseWatts >= 0 && baseWatts < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("base power " + baseWatts + " W: expected 0 or more");
    }
    if (!(supplyEfficiency > 0 && supplyEfficiency <= 1)) {
      throw new IllegalArgumentException("efficiency of the power supply " + supplyEfficiency
          + ": expected above 0, at most 1, such as 0.92");
    }
  }

  /**
   * Mean power over the same few minutes, at the wall and by a meter in the machine.
   *
   * @param wallWatts drawn from the wall
   * @param meteredWatts the sum of the components of an {@link EnergyReading}, as power
   */
  public record Pair(double wallWatts, double meteredWatts) {
    /** Checks the ranges. */
    public Pair {
      if (!(meteredWatts >= 0 && wallWatts > 0 && wallWatts < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("readings of " + wallWatts + " W at the wall and "
            + meteredWatts + " W in the machine: expected watts, above 0 at the wall");
      }
    }
  }

  /**
   * Derives it from two readings: the wall draws what is metered plus the base, divided by the
   * efficiency.
   *
   * @param idle with nothing running
   * @param load under steady load
   * @return the calibration
   * @throws CarbonAwareException if the readings fit no machine; the message says why and what to
   *     look at
   */
  public static Calibration between(Pair idle, Pair load) {
    double wall = load.wallWatts() - idle.wallWatts();
    double metered = load.meteredWatts() - idle.meteredWatts();
    if (!(wall > 0 && metered > 0)) {
      throw new CarbonAwareException(readings(idle, load)
          + ": expected more under load than idle, at the wall and in the machine");
    }
    double efficiency = metered / wall;
    if (efficiency > 1) {
      throw new CarbonAwareException(readings(idle, load)
          + ": load adds more in the machine than at the wall. Maybe the meter estimates, or the"
          + " readings are of different minutes");
    }
    if (efficiency < LEAST_EFFICIENCY) {
      throw new CarbonAwareException(readings(idle, load)
          + ": less than half of what load adds at the wall is metered. Maybe it added power that is"
          + " not metered, such as a GPU's");
    }
    double base = efficiency * idle.wallWatts() - idle.meteredWatts();
    if (base < 0) {
      throw new CarbonAwareException(readings(idle, load)
          + ": idle, the machine meters more than arrives. Maybe the load added power that is not"
          + " metered, such as a GPU's");
    }
    return new Calibration(
        base, efficiency, "two readings at the wall, " + readings(idle, load).replace(": ", ", "));
  }

  private static String readings(Pair idle, Pair load) {
    return String.format(
        Locale.ROOT,
        "idle %.1f W at the wall and %.1f W metered, under load %.1f W and %.1f W",
        idle.wallWatts(),
        idle.meteredWatts(),
        load.wallWatts(),
        load.meteredWatts());
  }

  /**
   * Adds the base and the loss to a meter: components {@code base} and {@code supply}.
   *
   * @param meter what is in the machine; closed with the result
   * @param nanoTime monotonic time in nanoseconds
   * @return a meter of what the wall gives
   */
  public EnergyMeter over(EnergyMeter meter, LongSupplier nanoTime) {
    return over(meter, 1, "", nanoTime);
  }

  /** The same where the base is charged in part. */
  EnergyMeter over(EnergyMeter meter, double share, String note, LongSupplier nanoTime) {
    return new CalibratedMeter(meter, this, share, note, nanoTime);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "base %.1f W, power supply %.1f %% efficient (%s)",
        baseWatts,
        100 * supplyEfficiency,
        source);
  }
}
