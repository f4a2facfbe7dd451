package org.carbonaware.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;

/** Figures with their units, in the size a person reads best, with three significant digits. */
final class Quantities {
  private static final double JOULES_PER_WATT_HOUR = 3600;
  private static final MathContext THREE_DIGITS = new MathContext(3);

  private Quantities() {}

  /** Grams of CO2 equivalent as g or kg. */
  static String grams(double grams) {
    return scaled(grams, "g");
  }

  /** Joules as Wh or kWh. */
  static String energy(double joules) {
    return scaled(joules / JOULES_PER_WATT_HOUR, "Wh");
  }

  /** A share as a percentage with one decimal. */
  static String percent(double share) {
    return BigDecimal.valueOf(Math.rint(share * 1000) / 10).toPlainString() + " %";
  }

  /** A duration in its two largest units; the sign is dropped. */
  static String duration(Duration duration) {
    Duration length = duration.abs();
    if (length.compareTo(Duration.ofMinutes(1)) < 0) {
      return plain(length.toNanos() / 1e9) + " s";
    } else if (length.compareTo(Duration.ofHours(1)) < 0) {
      return two(length.toMinutes(), "min", length.toSecondsPart(), "s");
    } else if (length.compareTo(Duration.ofDays(1)) < 0) {
      return two(length.toHours(), "h", length.toMinutesPart(), "min");
    }
    return two(length.toDays(), "d", length.toHoursPart(), "h");
  }

  private static String two(long large, String largeUnit, int small, String smallUnit) {
    String first = large + " " + largeUnit;
    return small == 0 ? first : first + " " + small + " " + smallUnit;
  }

  private static String scaled(double value, String unit) {
    double rounded = round(value).doubleValue();
    return Math.abs(rounded) >= 1000
        ? plain(value / 1000) + " k" + unit
        : plain(rounded) + " " + unit;
  }

  private static String plain(double value) {
    BigDecimal rounded = round(value);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  private static BigDecimal round(double value) {
    return BigDecimal.valueOf(value).round(THREE_DIGITS);
  }
}
