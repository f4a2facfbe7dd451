package org.carbonaware.examples.demo;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads lengths of time as people write them: {@code 36h}, {@code 90m}, {@code 2d}, PT6H. */
final class ShortDuration implements ITypeConverter<Duration> {
  private static final Pattern SHORT = Pattern.compile("(\\d{1,6})([smhd])");

  @Override
  public Duration convert(String text) {
    Duration duration = parse(text.trim().toLowerCase(Locale.ROOT));
    if (duration.isNegative() || duration.isZero()) {
      throw new TypeConversionException("\"" + text + "\" is no time at all; expected above 0");
    }
    return duration;
  }

  private static Duration parse(String text) {
    Matcher match = SHORT.matcher(text);
    if (match.matches()) {
      long count = Long.parseLong(match.group(1));
      return switch (match.group(2)) {
        case "s" -> Duration.ofSeconds(count);
        case "m" -> Duration.ofMinutes(count);
        case "h" -> Duration.ofHours(count);
        default -> Duration.ofDays(count);
      };
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "\"" + text + "\" is no length of time; expected such as 36h, 90m, 2d or PT36H");
    }
  }
}
