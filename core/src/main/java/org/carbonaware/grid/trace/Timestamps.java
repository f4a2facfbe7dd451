package org.carbonaware.grid.trace;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Parses the timestamps of trace files: {@code 2024-01-31T05:00Z} and its relatives with a blank
 * for the T, with seconds and fractions (cut off), with an offset, or with neither. By hand,
 * because the formatter of java.time is an order of magnitude slower.
 */
final class Timestamps {
  private Timestamps() {}

  /**
   * A parsed timestamp.
   *
   * @param epochSecond seconds since 1970-01-01T00:00Z
   * @param hasOffset whether the text said how far from UTC it is
   */
  record Parsed(long epochSecond, boolean hasOffset) {}

  /** The time, or null if the text is no timestamp. */
  static @Nullable Parsed parse(String text) {
    try {
      if (text.length() < 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
        return null;
      }
      int[] clock = new int[3];
      int rest = text.length() == 10 ? 10 : clock(text, clock);
      LocalDateTime local = LocalDateTime.of(
          digits(text, 0, 4),
          digits(text, 5, 7),
          digits(text, 8, 10),
          clock[0],
          clock[1],
          clock[2]);
      String zone = text.substring(rest).strip();
      ZoneOffset offset = zone.isEmpty() || zone.equals("UTC") || zone.equals("z")
          ? ZoneOffset.UTC
          : ZoneOffset.of(zone);
      return new Parsed(local.toEpochSecond(offset), !zone.isEmpty());
    } catch (DateTimeException | IndexOutOfBoundsException e) {
      return null;
    }
  }

  // Reads "T05:00", "T05:00:00" or "T05:00:00.000" and says where it ended.
  private static int clock(String text, int[] clock) {
    char separator = text.charAt(10);
    if ((separator != 'T' && separator != ' ' && separator != 't') || text.charAt(13) != ':') {
      throw new DateTimeException("no time of day");
    }
    clock[0] = digits(text, 11, 13);
    clock[1] = digits(text, 14, 16);
    if (text.length() == 16 || text.charAt(16) != ':') {
      return 16;
    }
    clock[2] = digits(text, 17, 19);
    int end = 19;
    if (end < text.length() && text.charAt(end) == '.') {
      end++;
      while (end < text.length() && isDigit(text.charAt(end))) {
        end++;
      }
    }
    return end;
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      if (!isDigit(text.charAt(i))) {
        throw new DateTimeException("not a digit");
      }
      value = value * 10 + text.charAt(i) - '0';
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
