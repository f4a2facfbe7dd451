package org.carbonaware.report.html;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Figures as a person reads them: three significant digits, the unit in a fitting size and kept on
 * the same line. What is no number, or greater than can be, is {@value #UNKNOWN}, what is too small
 * to matter is told as below a bound.
 */
final class Figures {
  static final String UNKNOWN = "unknown";
  static final double JOULES_PER_WATT_HOUR = 3600;
  static final double JOULES_PER_KWH = 3_600_000;

  private static final char SPACE = '\u00a0';
  private static final double LEAST = 0.001;
  private static final double IMPOSSIBLE = 1e15;
  private static final double SMALL = 0.1;
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
  private static final List<String> WATTS = List.of("mW", "W", "kW", "MW");
  private static final List<String> GRAMS = List.of("mg", "g", "kg", "t");
  private static final List<String> WATT_HOURS = List.of("mWh", "Wh", "kWh", "MWh", "GWh");
  private static final MathContext THREE_DIGITS = new MathContext(3);

  private Figures() {}

  /**
   * A unit in the size that suits the greatest of several values.
   *
   * @param name such as {@code kWh}
   * @param size how many of the base unit it is
   */
  record Unit(String name, double size) {
    /** W or its multiples. */
    static Unit watts(double greatest) {
      return of(greatest, WATTS);
    }

    /** g, its multiples or mg. */
    static Unit grams(double greatest) {
      return of(greatest, GRAMS);
    }

    /** Wh, its multiples or mWh. */
    static Unit wattHours(double greatest) {
      return of(greatest, WATT_HOURS);
    }

    /** The second name is that of the base unit, the first that of a thousandth. */
    private static Unit of(double greatest, List<String> names) {
      double value = Math.abs(greatest);
      if (value > 0 && value < SMALL) {
        return new Unit(names.get(0), 1e-3);
      }
      double size = 1;
      int i = 1;
      while (i + 1 < names.size() && rounded(value / size).compareTo(THOUSAND) >= 0) {
        size *= 1000;
        i++;
      }
      return new Unit(names.get(i), size);
    }
  }

  /** Emissions, from grams of CO2 equivalent. */
  static String grams(double grams) {
    return scaled(grams, GRAMS) + SPACE + "CO₂e";
  }

  /** Emissions where the column says of what. */
  static String mass(double grams) {
    return scaled(grams, GRAMS);
  }

  /** Energy, from joules. */
  static String energy(double joules) {
    return scaled(joules / JOULES_PER_WATT_HOUR, WATT_HOURS);
  }

  /** Power. */
  static String watts(double watts) {
    return scaled(watts, WATTS);
  }

  /** Emissions for energy. */
  static String intensity(double gramsPerKwh) {
    return Math.abs(gramsPerKwh) < IMPOSSIBLE ? number(gramsPerKwh) + SPACE + "g/kWh" : UNKNOWN;
  }

  /** Water. */
  static String litres(double litres) {
    return Math.abs(litres) < IMPOSSIBLE ? number(litres) + SPACE + "L" : UNKNOWN;
  }

  /** A share, with one decimal below 100 %. */
  static String percent(double share) {
    if (!(Math.abs(share) < IMPOSSIBLE)) {
      return UNKNOWN;
    }
    BigDecimal percent = BigDecimal.valueOf(share * 100)
        .setScale(Math.abs(share) >= 0.9995 ? 0 : 1, RoundingMode.HALF_UP);
    return grouped(percent.signum() == 0 ? BigDecimal.ZERO : percent) + SPACE + "%";
  }

  /** A number with three significant digits. */
  static String number(double value) {
    if (!(Math.abs(value) < IMPOSSIBLE)) {
      return UNKNOWN;
    } else if (value == 0) {
      return "0";
    } else if (Math.abs(value) < LEAST) {
      return value < 0 ? "above −" + LEAST : "below " + LEAST;
    }
    return grouped(rounded(value));
  }

  /** A number with three significant digits, however small. */
  static String anySize(double value) {
    if (value == 0 || !(Math.abs(value) < LEAST)) {
      return number(value);
    }
    BigDecimal rounded = rounded(value);
    int exponent = digits(rounded) - 1;
    return grouped(rounded.scaleByPowerOfTen(-exponent)) + "×10" + superscript(exponent);
  }

  /** An exponent. */
  static String superscript(int number) {
    return Integer.toString(number)
        .chars()
        .mapToObj(c -> c == '-' ? "⁻" : String.valueOf("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0')))
        .collect(Collectors.joining());
  }

  /** A whole number. */
  static String count(long count) {
    return grouped(BigDecimal.valueOf(count));
  }

  /** A whole number of things. */
  static String count(long count, String one, String many) {
    return count(count) + SPACE + (count == 1 ? one : many);
  }

  /** A duration in its two largest units; the sign is dropped. */
  static String duration(Duration duration) {
    Duration length = duration.isNegative() ? duration.negated() : duration;
    if (length.toMinutes() == 0) {
      return number(length.toNanos() / 1e9) + SPACE + "s";
    } else if (length.toHours() == 0) {
      return two(length.toMinutes(), "min", length.toSecondsPart(), "s");
    } else if (length.toDays() == 0) {
      return two(length.toHours(), "h", length.toMinutesPart(), "min");
    }
    return two(length.toDays(), "d", length.toHoursPart(), "h");
  }

  private static String two(long large, String largeUnit, int small, String smallUnit) {
    String first = count(large) + SPACE + largeUnit;
    return small == 0 ? first : first + SPACE + small + SPACE + smallUnit;
  }

  private static String scaled(double value, List<String> names) {
    if (!(Math.abs(value) < IMPOSSIBLE)) {
      return UNKNOWN;
    }
    Unit unit = Unit.of(value, names);
    return padded(value / unit.size()) + SPACE + unit.name();
  }

  /** With all three digits where it is no whole number: 1.30 and 200. */
  private static String padded(double value) {
    BigDecimal rounded = rounded(value);
    if (Math.abs(value) < SMALL || value == Math.rint(value) || digits(rounded) >= 3) {
      return number(value);
    }
    return grouped(
        rounded.setScale(rounded.abs().compareTo(BigDecimal.ONE) < 0 ? 3 : 3 - digits(rounded)));
  }

  private static int digits(BigDecimal value) {
    return value.precision() - value.scale();
  }

  /** Without the trailing zeros that three digits would allow: 200 and 1.3, but 1.25. */
  private static BigDecimal rounded(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).round(THREE_DIGITS).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }

  private static String grouped(BigDecimal value) {
    String digits = String.format(Locale.ROOT, "%,." + Math.max(0, value.scale()) + "f", value);
    return digits.replace('-', '−');
  }
}
