package org.carbonaware.cli.exec;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How times and amounts are written in messages. */
final class Words {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private Words() {}

  static String time(Instant instant) {
    return TIME.format(instant);
  }

  static String length(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      return seconds + " s";
    }
    long minutes = Math.round(seconds / 60.0);
    if (minutes < 60) {
      return minutes + " min";
    }
    if (minutes < 48 * 60) {
      return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }
    long hours = minutes / 60;
    return hours / 24 + " d" + (hours % 24 == 0 ? "" : " " + hours % 24 + " h");
  }

  /** Joules as Wh or kWh. */
  static String energy(double joules) {
    double wattHours = joules / 3600;
    return Math.abs(wattHours) < 1000
        ? figure(wattHours) + " Wh"
        : figure(wattHours / 1000) + " kWh";
  }

  /** Grams as mg, g or kg. */
  static String grams(double grams) {
    double size = Math.abs(grams);
    return size < 1 && size > 0
        ? figure(grams * 1000) + " mg"
        : size < 1000 ? figure(grams) + " g" : figure(grams / 1000) + " kg";
  }

  /** Three digits, as far as they say something. */
  private static String figure(double value) {
    double size = Math.abs(value);
    return String.format(
        Locale.ROOT,
        size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f",
        value);
  }
}
