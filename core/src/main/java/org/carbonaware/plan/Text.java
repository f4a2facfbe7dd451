package org.carbonaware.plan;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How reasons write times, lengths and amounts. */
final class Text {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private Text() {}

  static String time(Instant instant) {
    try {
      return TIME.format(instant);
    } catch (DateTimeException beyondCalendars) {
      return instant.toString();
    }
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
    long hours = minutes % 1440 / 60;
    return minutes / 1440 + " d" + (hours == 0 ? "" : " " + hours + " h");
  }

  static String intensity(double gramsPerKwh) {
    return String.format(Locale.ROOT, gramsPerKwh < 10 ? "%.1f g/kWh" : "%.0f g/kWh", gramsPerKwh);
  }

  static String range(RecentRange range) {
    return intensity(range.lowGramsPerKwh()) + " to " + intensity(range.highGramsPerKwh());
  }

  static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
  }
}
