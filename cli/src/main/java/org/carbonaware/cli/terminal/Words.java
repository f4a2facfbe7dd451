package org.carbonaware.cli.terminal;

import java.time.Duration;
import java.util.Locale;

/** Figures and sentences. */
final class Words {
  private static final double LEAST_WITHOUT_DECIMALS = 9.95;

  private Words() {}

  /** A figure in as few digits as tell something. */
  static String number(double value) {
    boolean small = value < LEAST_WITHOUT_DECIMALS && value != Math.rint(value);
    return String.format(Locale.ROOT, small ? "%.1f" : "%.0f", value);
  }

  /** Such as 2 h, 15 min or 2 h 30 min. */
  static String duration(Duration duration) {
    long hours = duration.toHours();
    int minutes = duration.toMinutesPart();
    return hours == 0
        ? minutes + " min"
        : minutes == 0 ? hours + " h" : hours + " h " + minutes + " min";
  }
}
