package org.carbonaware.ledger;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Figures in sentences. */
final class Plain {
  private static final MathContext DIGITS = new MathContext(5);

  private Plain() {}

  /** At most 5 digits, without an exponent. */
  static String number(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString()
        : String.format(Locale.ROOT, "%s", value);
  }

  /** Joules as people read them. */
  static String energy(double joules) {
    double wattHours = joules / 3600;
    return wattHours < 1000
        ? number(wattHours) + " Wh"
        : number(joules / RunAccount.JOULES_PER_KWH) + " kWh";
  }

  static String percent(double share) {
    return number(share * 100) + " %";
  }
}
