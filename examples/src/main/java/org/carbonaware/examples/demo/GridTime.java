package org.carbonaware.examples.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How the demo writes times of its grid. All UTC. */
final class GridTime {
  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter LONG = DateTimeFormatter.ofPattern(
          "EEE d MMM yyyy HH:mm 'UTC'", Locale.ENGLISH)
      .withZone(ZoneOffset.UTC);

  private GridTime() {}

  /** Such as {@code Thu 14:50}. */
  static String hour(Instant moment) {
    return SHORT.format(moment);
  }

  /** Such as {@code Thu 19 Sep 2024 14:50 UTC}. */
  static String full(Instant moment) {
    return LONG.format(moment);
  }

  /** Such as {@code 7.5 h}. */
  static String hours(Duration length) {
    return String.format(Locale.ROOT, "%.1f h", length.toMillis() / 3_600_000.0);
  }
}
