package org.carbonaware.grid.trace;

import java.util.Locale;
import java.util.Set;
import org.carbonaware.text.Printable;

/** Parses intensity values and reports those that cannot be one. */
final class Values {
  /** Above the dirtiest single fuel by a factor of two: a wrong unit or a broken meter. */
  static final double ABSURD_GRAMS_PER_KWH = 3000;

  private static final double[] POWERS_OF_TEN = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };
  private static final Set<String> MISSING = Set.of("", "nan", "na", "n/a", "null", "-");

  private static final int LONGEST_SHOWN = 40;

  private Values() {}

  /** The value in gCO2e per kWh, or NaN after reporting why there is none. */
  static double parse(String text, int line, String column, Problems problems) {
    double value = number(text);
    if (Double.isNaN(value)) {
      boolean missing = MISSING.contains(text.toLowerCase(Locale.ROOT));
      problems.add(
          line,
          column + (missing ? " is missing" : " is \"" + shortened(text) + "\", not a number"));
    } else if (value < 0) {
      problems.add(line, column + " is negative (" + shortened(text) + ")");
    } else if (value > ABSURD_GRAMS_PER_KWH) {
      problems.add(
          line,
          column + " is " + shortened(text) + ", above 3000 gCO2e/kWh; is it in another unit?");
    } else {
      return value == 0 ? 0.0 : value; // -0.0 would survive as a second zero
    }
    return Double.NaN;
  }

  /** The number, or NaN if the text is none. */
  static double number(String text) {
    double simple = shortDecimal(text);
    if (!Double.isNaN(simple)) {
      return simple;
    }
    try {
      return isPlainNumber(text) ? Double.parseDouble(text) : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  // Digits with at most one point, up to 15 of them: both the digits and the power of ten are
  // exact doubles then, so their quotient is the nearest double, as parseDouble would find.
  private static double shortDecimal(String text) {
    int length = text.length();
    if (length == 0 || length > 16) {
      return Double.NaN;
    }
    long digits = 0;
    int point = -1;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits = digits * 10 + c - '0';
      } else if (c == '.' && point < 0) {
        point = i;
      } else {
        return Double.NaN;
      }
    }
    if ((length > 15 && point < 0) || (length == 1 && point == 0)) {
      return Double.NaN;
    }
    return point < 0 ? digits : digits / POWERS_OF_TEN[length - 1 - point];
  }

  // Double.parseDouble also takes "1f", "0x1p3", "NaN" and "Infinity".
  private static boolean isPlainNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  static String shortened(String text) {
    return Printable.line(text, LONGEST_SHOWN);
  }
}
