package org.carbonaware.grid;

import java.time.Duration;
import java.util.Locale;

/**
 * How new an answer of a grid source is.
 *
 * @param state live, cached, stale or static
 * @param age the time from the source's own answer to this one (from the beginning of the step it
 *     is about, if it already lagged behind then); zero for live and static answers, at least zero
 *     for others, and then as it was when this answer was given: it does not grow
 */
public record Freshness(State state, Duration age) {
  /** What an answer's age means. */
  public enum State {
    /** The source has just been asked. */
    LIVE,
    /** Kept from before and not yet due to be asked for again. */
    CACHED,
    /** Kept from before and overdue, because the source could not be asked again. */
    STALE,
    /** From a table or an average that does not follow this day's grid. */
    STATIC;

    /**
     * The word used in files and reports.
     *
     * @return the lower-case name
     */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** An answer of a source that has just been asked. */
  public static final Freshness LIVE = new Freshness(State.LIVE, Duration.ZERO);

  /** An answer that does not follow this day's grid. */
  public static final Freshness STATIC = new Freshness(State.STATIC, Duration.ZERO);

  private static final Duration JUST_MADE = Duration.ofHours(1);
  private static final Duration LAST_DAYS = Duration.ofHours(36);

  /** Checks the age. */
  public Freshness {
    boolean ageless = state == State.LIVE || state == State.STATIC;
    if (age.isNegative() || (ageless && !age.isZero())) {
      throw new IllegalArgumentException(
          state.label() + " since " + age + ": expected " + (ageless ? "no age" : "0 or more"));
    }
  }

  /**
   * Kept from before and not yet due.
   *
   * @param age the time since the source answered, 0 or more
   * @return cached, or live if the age is zero
   */
  public static Freshness cached(Duration age) {
    return age.isZero() ? LIVE : new Freshness(State.CACHED, age);
  }

  /**
   * Kept from before and overdue.
   *
   * @param age the time since the source answered, 0 or more
   * @return stale
   */
  public static Freshness stale(Duration age) {
    return new Freshness(State.STALE, age);
  }

  /**
   * How new a forecast is that says when it was made: live within an hour, as no publisher makes
   * them much more often; stale after a day and a half, as each makes one a day at least.
   *
   * @param age the time since it was made; less than zero, as of a clock that is fast, is zero
   * @return live, cached or stale
   */
  public static Freshness ofForecastMade(Duration age) {
    if (age.compareTo(JUST_MADE) <= 0) {
      return LIVE;
    }
    return age.compareTo(LAST_DAYS) <= 0 ? cached(age) : stale(age);
  }

  /**
   * The same answer, given again later from memory.
   *
   * @param kept how long it was kept since, 0 or more
   * @param overdue whether the source should have been asked again by now
   * @return static stays static and stale stays stale; others become cached or stale; ages add up
   */
  public Freshness keptFor(Duration kept, boolean overdue) {
    if (state == State.STATIC) {
      return this;
    }
    Duration total = age.plus(kept);
    return overdue || state == State.STALE ? stale(total) : cached(total);
  }

  /** Whether it is overdue or static, not its age: what is kept and not due is as good as live. */
  Freshness ageless() {
    return switch (state) {
      case LIVE, CACHED -> LIVE;
      case STALE -> stale(Duration.ZERO);
      case STATIC -> STATIC;
    };
  }

  /**
   * For people: {@code live}, {@code cached (12 min)}, {@code stale (3 h 5 min)}, {@code static}.
   */
  @Override
  public String toString() {
    if (state == State.LIVE || state == State.STATIC) {
      return state.label();
    }
    String text = age.toMinutes() == 0
        ? age.toSeconds() + " s"
        : age.toHours() == 0
            ? age.toMinutes() + " min"
            : age.toHours() + " h " + age.toMinutesPart() + " min";
    return state.label() + " (" + text + ")";
  }
}
