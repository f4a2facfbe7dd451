package org.carbonaware.grid.trace;

import java.util.Locale;
import java.util.Set;

/** Parses intensity values and reports those that cannot be one. */
final class Values {
  /** Above the dirtiest single fuel by a factor of two: a wrong unit or a broken meter. */
  static final double ABSURD_GRAMS_PER_KWH = 3000;

  private static final Set<String> MISSING = Set.of("", "nan", "na", "n/a", "null", "-");

  private Values() {}

  /** The value in gCO2e per kWh, or NaN after reporting why there is none. */
  static double parse(String text, int line, String column, Problems problems) {
    double value;
    try {
      value = isPlainNumber(text) ? Double.parseDouble(text) : Double.NaN;
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
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
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
