package org.carbonaware.grid.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads fields that may be absent, null or of another type. */
public final class JsonFields {
  private static final Pattern PLAIN_NUMBER = Pattern.compile("[-+0-9.eE]{1,40}");
  // As .NET writes a TimeSpan.
  private static final Pattern TIME_SPAN =
      Pattern.compile("(?:(\\d{1,4})\\.)?(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?");

  private JsonFields() {}

  /**
   * A number.
   *
   * @param node a field, or null if absent
   * @return its value, NaN if it is absent, null or no number
   */
  public static double number(@Nullable JsonNode node) {
    return node != null && node.isNumber() ? node.doubleValue() : Double.NaN;
  }

  /**
   * A time with its offset, with or without seconds.
   *
   * @param node a field, or null if absent
   * @return the time, or empty if it is absent or unreadable
   */
  public static Optional<Instant> time(@Nullable JsonNode node) {
    if (node == null || !node.isTextual()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(node.textValue()).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * A number, or a text that is one.
   *
   * @param node a field, or null if absent
   * @return its value, NaN if it is absent, null or no number
   */
  public static double numberOrText(@Nullable JsonNode node) {
    if (node == null || !node.isTextual()) {
      return number(node);
    }
    String text = node.textValue().strip();
    try {
      return PLAIN_NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /**
   * A time without an offset, taken as UTC.
   *
   * @param node a field, or null if absent
   * @return the time, or empty if it is absent, unreadable or has an offset
   */
  public static Optional<Instant> naiveTime(@Nullable JsonNode node) {
    if (node == null || !node.isTextual()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDateTime.parse(node.textValue()).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * A duration: a number of minutes, or a text such as {@code 08:00}, {@code 00:05:00} or, with
   * days before, {@code 1.00:00:00}. Fractions of a second are cut off.
   *
   * @param node a field, or null if absent
   * @return the duration, zero if it is absent or unreadable
   */
  public static Duration duration(@Nullable JsonNode node) {
    if (node != null && node.isIntegralNumber() && node.canConvertToInt()) {
      return Duration.ofMinutes(node.intValue());
    }
    Matcher parts = TIME_SPAN.matcher(node != null && node.isTextual() ? node.textValue() : "");
    if (!parts.matches()) {
      return Duration.ZERO;
    }
    return Duration.ofDays(part(parts, 1))
        .plusHours(part(parts, 2))
        .plusMinutes(part(parts, 3))
        .plusSeconds(part(parts, 4));
  }

  private static int part(Matcher parts, int group) {
    String digits = parts.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
