package org.carbonaware.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Figures with their units, in the size a person reads best, with three significant digits. What is
 * no number is called unknown.
 */
final class Quantities {
  static final String UNKNOWN = "unknown";
  private static final double JOULES_PER_WATT_HOUR = 3600;
  private static final double LEAST_WITHOUT_EXPONENT = 1e-3;
  private static final MathContext THREE_DIGITS = new MathContext(3);

  private Quantities() {}

  /** Grams of CO2 equivalent as g, kg or, from 10 of them, t. */
  static String grams(double grams) {
    return scaled(grams, "g", "kg", "t");
  }

  /** Grams that may be tiny, such as those of one operation: below 1 mg with an exponent. */
  static String tinyGrams(double grams) {
    return grams > 0 && grams < LEAST_WITHOUT_EXPONENT ? scientific(grams) + " g" : grams(grams);
  }

  /** Joules as Wh, kWh or, from 10 of them, MWh. */
  static String energy(double joules) {
    return scaled(joules / JOULES_PER_WATT_HOUR, "Wh", "kWh", "MWh");
  }

  /** Joules as kWh whatever their size, for columns of figures that are compared. */
  static String kilowattHours(double joules) {
    return number(joules / JOULES_PER_WATT_HOUR / 1000);
  }

  /** Three significant digits without a unit. */
  static String number(double value) {
    return Double.isFinite(value) ? plain(value) : UNKNOWN;
  }

  /** Three significant digits with an exponent, such as {@code 5.76e+15}. */
  static String scientific(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2e", value) : UNKNOWN;
  }

  /** A whole number with a comma between thousands. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** An intensity in g/kWh. */
  static String intensity(double gramsPerKwh) {
    return Double.isFinite(gramsPerKwh) ? plain(gramsPerKwh) + " g/kWh" : UNKNOWN;
  }

  /** A moment to the second, UTC. */
  static String moment(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** A share as a percentage with one decimal. */
  static String percent(double share) {
    if (!Double.isFinite(share)) {
      return UNKNOWN;
    }
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

  private static String scaled(double value, String unit, String thousand, String million) {
    if (!Double.isFinite(value)) {
      return UNKNOWN;
    }
    double rounded = Math.abs(round(value).doubleValue());
    if (rounded >= 1e7) {
      return plain(value / 1e6) + " " + million;
    }
    return rounded >= 1000 ? plain(value / 1000) + " " + thousand : plain(value) + " " + unit;
  }

  private static String plain(double value) {
    BigDecimal rounded = round(value);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  private static BigDecimal round(double value) {
    return BigDecimal.valueOf(value).round(THREE_DIGITS);
  }
}
