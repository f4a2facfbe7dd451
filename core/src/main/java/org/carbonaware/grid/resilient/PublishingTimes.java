package org.carbonaware.grid.resilient;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Learns at which regular times a provider publishes, from when its answers changed, and says when
 * to ask so as to be there soon after: on average no more often than the cadence alone would ask,
 * and never later than it allows.
 *
 * <p>The period is the median time between changes, if that is a usual one and at least twice the
 * cadence: otherwise each answer is new anyhow. The time within it is narrowed by asking. News
 * found there at the expected time is expected a step earlier next, and news not there yet four
 * steps later, so that about four in five are there whatever the provider's jitter. Steps halve
 * when they change direction, and double after many in one direction, so that a change of habits is
 * followed. Coming too early costs one more question; that is risked only once enough are saved up.
 * For one thread at a time.
 */
final class PublishingTimes {
  private static final List<Duration> USUAL = List.of(
      Duration.ofMinutes(5),
      Duration.ofMinutes(10),
      Duration.ofMinutes(15),
      Duration.ofMinutes(30),
      Duration.ofHours(1),
      Duration.ofHours(2),
      Duration.ofHours(3),
      Duration.ofHours(6),
      Duration.ofHours(12),
      Duration.ofDays(1));
  private static final int GAPS = 5;
  private static final int ENOUGH_GAPS = 2;
  private static final int MANY = 16;
  private static final int LATER = 4;
  private static final double SPREAD = 1.0 / 30;

  private final Duration longest;
  private final Duration usual;
  private final Duration again;
  private final Duration smallestStep;
  private final Duration largestStep;
  private final DoubleSupplier random;

  private final Deque<Duration> gaps = new ArrayDeque<>();
  private @Nullable Instant asked;
  private @Nullable Instant lastAnswer;
  private @Nullable Instant lastNews;
  private @Nullable Duration period;
  private @Nullable Instant expected;
  private Duration step;
  private Duration saved = Duration.ZERO;
  private int inARow;

  /**
   * @param longest the cadence: no answer is kept longer
   * @param usual how long one is kept on average when nothing is known
   * @param random spreads the asking of many processes, 0 to 1
   */
  PublishingTimes(Duration longest, Duration usual, DoubleSupplier random) {
    this.longest = longest;
    this.usual = usual;
    this.random = random;
    again = longest.dividedBy(8);
    smallestStep = longest.dividedBy(30);
    largestStep = longest.dividedBy(4);
    step = largestStep;
  }

  /** The source is asked, whatever comes of it. */
  void asks(Instant now) {
    Instant before = asked;
    asked = now;
    if (before == null || now.isBefore(before)) {
      forgetAnswers();
      return;
    }
    // What the cadence would have asked and was not asked may be asked at a better time.
    Duration balance = saved.plus(Duration.between(before, now)).minus(usual);
    saved = longer(shorter(balance, usual), usual.negated());
  }

  /** It answered, as before or with something new. */
  void answered(Instant now, boolean isNew) {
    Instant before = lastAnswer;
    lastAnswer = now;
    if (!isNew || before == null) {
      return;
    }
    if (lastNews != null) {
      gaps.addLast(Duration.between(lastNews, now));
      if (gaps.size() > GAPS) {
        gaps.removeFirst();
      }
    }
    lastNews = now;
    Duration every = usualPeriod();
    if (every == null || !every.equals(period) || expected == null) {
      period = every;
      expected = every == null ? null : now;
      step = largestStep;
      inARow = 0;
    } else {
      narrow(nearest(expected, every, now), before, now);
    }
  }

  private void forgetAnswers() {
    gaps.clear();
    lastAnswer = null;
    lastNews = null;
    period = null;
    expected = null;
    saved = Duration.ZERO;
  }

  /** Something new came between two answers, and had been expected some time. */
  private void narrow(Instant time, Instant before, Instant now) {
    if (now.isBefore(time)) {
      expected = now;
      return;
    }
    boolean late = !before.isBefore(time);
    inARow = late ? Math.min(inARow, 0) - 1 : Math.max(inARow, 0) + 1;
    if (Math.abs(inARow) > MANY) {
      step = shorter(step.multipliedBy(2), largestStep);
    } else if (Math.abs(inARow) == 1) {
      step = longer(step.dividedBy(2), smallestStep);
    }
    boolean affordable = saved.plus(again).compareTo(usual) >= 0;
    if (late) {
      expected = time.plus(shorter(step.multipliedBy(LATER), Duration.between(time, now)));
    } else if (affordable || step.compareTo(smallestStep) > 0) {
      expected = time.minus(shorter(step, Duration.between(before, time)));
    } else {
      expected = time;
    }
  }

  /**
   * When to ask next.
   *
   * @param now when the last answer came
   * @return a moment after now and no later than the cadence allows, or empty if nothing is known
   */
  Optional<Instant> next(Instant now) {
    Instant known = expected;
    Duration every = period;
    Instant news = lastNews;
    if (known == null || every == null || news == null) {
      return Optional.empty();
    }
    Instant near = nearest(known, every, now);
    Instant last = near.isAfter(now) ? near.minus(every) : near;
    boolean isMissing = news.isBefore(last.minus(every.dividedBy(2)))
        && Duration.between(last, now).compareTo(longest) < 0;
    Duration spread = scaled(longest, SPREAD * random.getAsDouble());
    Duration left = isMissing ? again : Duration.between(now, last.plus(every)).plus(spread);
    long asks = left.minusNanos(1).dividedBy(longest) + 1;
    Duration wait = left.dividedBy(asks);
    Duration least = usual.minus(saved.dividedBy(asks));
    if (wait.compareTo(least) < 0) { // too soon for what is saved up: come late, or save for later
      wait = asks == 1 ? shorter(least, longest) : longest;
    }
    return Optional.of(now.plus(wait));
  }

  private @Nullable Duration usualPeriod() {
    if (gaps.size() < ENOUGH_GAPS) {
      return null;
    }
    Duration median = gaps.stream().sorted().toList().get((gaps.size() - 1) / 2);
    for (Duration each : USUAL) {
      if (each.compareTo(longest.multipliedBy(2)) >= 0
          && each.minus(median).abs().compareTo(longest) <= 0) {
        return each;
      }
    }
    return null;
  }

  /** The repetition of a time that is nearest to a moment. */
  private static Instant nearest(Instant time, Duration every, Instant now) {
    long away = Duration.between(time, now).toMillis();
    long round = Math.floorDiv(2 * away + every.toMillis(), 2 * every.toMillis());
    return time.plusMillis(round * every.toMillis());
  }

  private static Duration scaled(Duration length, double factor) {
    return Duration.ofMillis((long) (length.toMillis() * factor));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
