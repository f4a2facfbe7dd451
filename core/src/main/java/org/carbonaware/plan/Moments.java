package org.carbonaware.plan;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Adds lengths to moments and stops at the ends of time instead of failing there. */
final class Moments {
  private Moments() {}

  static Instant plus(Instant moment, Duration length) {
    try {
      return moment.plus(length);
    } catch (DateTimeException | ArithmeticException beyond) {
      return length.isNegative() ? Instant.MIN : Instant.MAX;
    }
  }

  static Instant minus(Instant moment, Duration length) {
    try {
      return moment.minus(length);
    } catch (DateTimeException | ArithmeticException beyond) {
      return length.isNegative() ? Instant.MAX : Instant.MIN;
    }
  }

  /** From one moment to a later one; zero if it is earlier. */
  static Duration between(Instant from, Instant to) {
    return from.isBefore(to) ? Duration.between(from, to) : Duration.ZERO;
  }

  static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }

  static double seconds(Duration length) {
    return length.getSeconds() + length.getNano() / 1e9;
  }
}
