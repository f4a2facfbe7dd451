package org.carbonaware.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads durations, short ({@code 6h}, {@code 90m}, {@code 2d}, {@code 1h30m}) or ISO-8601
 * ({@code PT6H}); never negative. A day has 24 hours.
 */
final class DurationConverter implements ITypeConverter<Duration> {
  private static final Pattern SHORT =
      Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");

  @Override
  public Duration convert(String text) {
    Matcher parts = SHORT.matcher(text);
    if (!text.isEmpty() && parts.matches()) {
      return Duration.ofDays(number(parts.group(1)))
          .plusHours(number(parts.group(2)))
          .plusMinutes(number(parts.group(3)))
          .plusSeconds(number(parts.group(4)));
    }
    try {
      Duration duration = Duration.parse(text);
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeException e) {
      // refused below, as what is negative
    }
    throw new TypeConversionException(
        "'" + text + "' is no duration; expected one such as 6h, 90m, 2d or PT6H");
  }

  /** A duration as people write it: days count as hours, such as 24h, 90m or PT0.5S. */
  static String shortText(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds <= 0 || !duration.equals(Duration.ofSeconds(seconds))) {
      return duration.toString();
    }
    return seconds % 3600 == 0
        ? seconds / 3600 + "h"
        : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
