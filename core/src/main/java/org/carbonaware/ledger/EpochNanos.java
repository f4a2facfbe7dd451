package org.carbonaware.ledger;

import java.time.DateTimeException;
import java.time.Instant;

/**
 * Moments as nanoseconds since 1970, for a million lines: comparing them makes no objects. They
 * reach from 1828 to 2112, so that the time between any two is a number too.
 */
final class EpochNanos {
  private static final long NANOS = 1_000_000_000L;
  private static final long DAY_SECONDS = 86_400;
  private static final long FURTHEST_SECONDS = 4_500_000_000L;
  private static final int WITH_SECONDS = "2024-06-03T05:00:00".length();

  private EpochNanos() {}

  static long of(Instant moment) {
    if (Math.abs(moment.getEpochSecond()) > FURTHEST_SECONDS) {
      throw new DateTimeException(moment + " is out of range, expected 1828 to 2112");
    }
    return moment.getEpochSecond() * NANOS + moment.getNano();
  }

  /** The nearest moment there is. */
  static long nearest(Instant moment) {
    long seconds = Math.max(-FURTHEST_SECONDS, Math.min(FURTHEST_SECONDS, moment.getEpochSecond()));
    return seconds * NANOS + moment.getNano();
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }

  /** As {@link Instant#parse}, which it leaves everything unusual to. */
  static long parse(char[] text, int from, int length) {
    boolean usual = length > WITH_SECONDS
        && length <= WITH_SECONDS + 11
        && text[from + length - 1] == 'Z'
        && text[from + 4] == '-'
        && text[from + 7] == '-'
        && text[from + 10] == 'T'
        && text[from + 13] == ':'
        && text[from + 16] == ':';
    if (usual) {
      int year = digits(text, from, 4);
      int month = digits(text, from + 5, 2);
      int day = digits(text, from + 8, 2);
      int hour = digits(text, from + 11, 2);
      int minute = digits(text, from + 14, 2);
      int second = digits(text, from + 17, 2);
      int fraction = fraction(text, from + WITH_SECONDS, length - WITH_SECONDS - 1);
      boolean plain = year >= 1900
          && year <= 2100
          && month >= 1
          && month <= 12
          && day >= 1
          && day <= 28 // all months have those
          && hour >= 0
          && hour <= 23
          && minute >= 0
          && minute <= 59
          && second >= 0
          && second <= 59
          && fraction >= 0;
      if (plain) {
        long seconds =
            epochDay(year, month, day) * DAY_SECONDS + 3600L * hour + 60L * minute + second;
        return seconds * NANOS + fraction;
      }
    }
    return of(Instant.parse(new String(text, from, length)));
  }

  /** Days since 1970-01-01, counting years from March so that the leap day is a year's last. */
  private static long epochDay(int year, int month, int day) {
    long years = month > 2 ? year : year - 1;
    int monthFromMarch = (month + 9) % 12;
    long leapDays = years / 4 - years / 100 + years / 400;
    return years * 365L + leapDays + (153L * monthFromMarch + 2) / 5 + day - 719_469L;
  }

  /** The nanoseconds of {@code .5} or of nothing; -1 if it is something else. */
  private static int fraction(char[] text, int from, int length) {
    if (length == 0) {
      return 0;
    }
    if (text[from] != '.' || length == 1) {
      return -1;
    }
    int value = digits(text, from + 1, length - 1);
    for (int i = length - 1; i < 9 && value > 0; i++) {
      value *= 10;
    }
    return value;
  }

  /** A number of decimal digits; negative if one is none. */
  private static int digits(char[] text, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
