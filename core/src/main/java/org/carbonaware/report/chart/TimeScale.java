package org.carbonaware.report.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where moments lie on an axis, and its ticks at round times of UTC, from milliseconds to years.
 *
 * @param from where the axis begins
 * @param to where it ends; one second after {@code from} if it is not later
 */
public record TimeScale(Instant from, Instant to) {
  private static final long DAY = 86_400_000L;
  private static final long MONDAY = 4 * DAY; // the first one of 1970
  private static final long[] MILLISECONDS = {
    1,
    2,
    5,
    10,
    20,
    50,
    100,
    200,
    500,
    1000,
    2000,
    5000,
    10_000,
    15_000,
    30_000,
    60_000,
    120_000,
    300_000,
    600_000,
    900_000,
    1_800_000,
    3_600_000,
    7_200_000,
    10_800_000,
    21_600_000,
    43_200_000,
    DAY,
    2 * DAY,
    7 * DAY
  };
  private static final int[] MONTHS = {1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200};

  /** Gives it a length. */
  public TimeScale {
    if (!to.isAfter(from)) {
      to = from.plusSeconds(1);
    }
  }

  /**
   * Where a moment lies.
   *
   * @param moment the moment
   * @return 0 at the beginning to 1 at the end; moments outside lie at the nearer one
   */
  public double share(Instant moment) {
    double share = seconds(Duration.between(from, moment)) / seconds(Duration.between(from, to));
    return Math.min(1, Math.max(0, share));
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() * 1e-9;
  }

  /**
   * Ticks at round times.
   *
   * @param about how many steps between ticks are wanted at most, 1 or more
   * @return marks; the second line holds the date, or the year, where it changes
   */
  public List<Tick> ticks(int about) {
    double step = seconds(Duration.between(from, to)) * 1000 / about;
    for (long milliseconds : MILLISECONDS) {
      if (milliseconds >= step) {
        return evenTicks(milliseconds);
      }
    }
    int months = (int) Math.min(1_000_000, Math.ceil(step / (30.5 * DAY)));
    for (int candidate : MONTHS) {
      if (candidate >= months) {
        return monthTicks(candidate);
      }
    }
    return monthTicks(months);
  }

  private List<Tick> evenTicks(long step) {
    String pattern = step >= DAY
        ? "d MMM"
        : step >= 60_000 ? "HH:mm" : step >= 1000 ? "HH:mm:ss" : "HH:mm:ss.SSS";
    long offset = step == 7 * DAY ? MONDAY : 0;
    long first = Math.floorDiv(from.toEpochMilli() - offset + step - 1, step) * step + offset;
    List<Tick> ticks = new ArrayList<>();
    String before = "";
    for (Instant at = Instant.ofEpochMilli(first); !at.isAfter(to); at = at.plusMillis(step)) {
      String context = text(at, step >= DAY ? "uuuu" : "d MMM");
      ticks.add(tick(at, text(at, pattern), context.equals(before) ? "" : context));
      before = context;
    }
    return ticks;
  }

  private List<Tick> monthTicks(int step) {
    YearMonth begin = YearMonth.from(from.atOffset(ZoneOffset.UTC));
    long month = Math.floorDiv(begin.getLong(ChronoField.PROLEPTIC_MONTH), step);
    List<Tick> ticks = new ArrayList<>();
    String before = "";
    while (true) {
      long months = month++ * step;
      Instant at = LocalDateTime.of((int) Math.floorDiv(months, 12L), 1, 1, 0, 0)
          .plusMonths(Math.floorMod(months, 12L))
          .toInstant(ZoneOffset.UTC);
      if (at.isAfter(to)) {
        return ticks;
      } else if (!at.isBefore(from)) {
        String context = step % 12 == 0 ? "" : text(at, "uuuu");
        ticks.add(tick(
            at, text(at, step % 12 == 0 ? "uuuu" : "MMM"), context.equals(before) ? "" : context));
        before = context;
      }
    }
  }

  private Tick tick(Instant at, String label, String context) {
    return new Tick(share(at), label, context);
  }

  private static String text(Instant at, String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(at.atOffset(ZoneOffset.UTC));
  }
}
