package org.carbonaware.grid.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The header that says when to ask again: seconds, or a date as RFC 9110 has it. */
final class RetryAfter {
  private static final Duration LONGEST = Duration.ofDays(1);

  private RetryAfter() {}

  /** From 0 to a day, or null if the header is absent or unreadable. */
  static @Nullable Duration parse(@Nullable String header, InstantSource clock) {
    if (header == null) {
      return null;
    }
    String text = header.strip();
    try {
      Duration asked = text.matches("\\d{1,9}")
          ? Duration.ofSeconds(Long.parseLong(text))
          : Duration.between(
              clock.instant(),
              ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      Duration notBefore = asked.isNegative() ? Duration.ZERO : asked;
      return notBefore.compareTo(LONGEST) > 0 ? LONGEST : notBefore;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
