package org.carbonaware.grid.resilient;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Providers that publish at regular times, more or less, asked for weeks with and without it. */
class PublishingTimesTest {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final Instant START = VirtualTime.START;

  /** How long after it was published something new was known, and what that cost. */
  private record Outcome(double minutesLate, int questions, Duration longestGap) {}

  /** Every {@code publishes} something new, {@code jitter} around {@code after} its beginning. */
  private static List<Instant> published(
      Duration publishes, Duration after, Duration jitter, int count, SplittableRandom random) {
    List<Instant> times = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      times.add(START.plus(publishes.multipliedBy(i)).plus(after).plusSeconds((long)
          ((2 * random.nextDouble() - 1) * jitter.toSeconds())));
    }
    return times;
  }

  private static Duration minutes(long count) {
    return Duration.ofMinutes(count);
  }

  private static PublishingTimes times(Duration cadence, SplittableRandom random) {
    return new PublishingTimes(
        cadence, cadence.multipliedBy(95).dividedBy(100), random::nextDouble);
  }

  /** Looks every ten seconds whether to ask, as a cache in use does; the first tenth is warm-up. */
  private static Outcome ask(
      List<Instant> published, Duration cadence, boolean learning, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    PublishingTimes times = times(cadence, random);
    Instant end = published.get(published.size() - 1);
    Instant warm = START.plus(Duration.between(START, end).dividedBy(10));
    Instant due = START;
    Instant asked = START;
    Duration longestGap = Duration.ZERO;
    Duration late = Duration.ZERO;
    int seen = 0;
    int heard = 0;
    int questions = 0;
    for (Instant now = START; now.isBefore(end); now = now.plus(TEN_SECONDS)) {
      if (now.isBefore(due)) {
        continue;
      }
      int before = seen;
      while (!published.get(seen).isAfter(now)) {
        if (now.isAfter(warm)) {
          late = late.plus(Duration.between(published.get(seen), now));
          heard++;
        }
        seen++;
      }
      Duration gap = Duration.between(asked, now);
      longestGap = gap.compareTo(longestGap) > 0 ? gap : longestGap;
      asked = now;
      questions += now.isAfter(warm) ? 1 : 0;
      times.asks(now);
      times.answered(now, seen > before);
      Instant usual = now.plus(cadence.multipliedBy(900 + random.nextInt(100)).dividedBy(1000));
      due = learning ? times.next(now).orElse(usual) : usual;
      assertThat(due).isAfter(now).isBeforeOrEqualTo(now.plus(cadence));
    }
    return new Outcome(late.toSeconds() / 60.0 / heard, questions, longestGap);
  }

  @ParameterizedTest
  @CsvSource({
    // cadence, period, minute, jitter, at most this share of the time lost
    "15, 60, 17, 2, 0.5",
    "15, 60, 17, 0, 0.3",
    "15, 30, 3, 1, 0.5",
    "30, 60, 17, 2, 0.6",
    "10, 60, 59, 2, 0.6",
    "60, 1440, 1140, 10, 0.7",
  })
  void newsIsKnownSoonerForNoMoreQuestions(
      int cadence, int period, int minute, int jitter, double share) {
    double usual = 0;
    double learned = 0;
    for (int seed = 0; seed < 5; seed++) {
      List<Instant> published = published(
          minutes(period), minutes(minute), minutes(jitter), 300, new SplittableRandom(seed));
      Outcome without = ask(published, minutes(cadence), false, seed);
      Outcome with = ask(published, minutes(cadence), true, seed);
      usual += without.minutesLate();
      learned += with.minutesLate();
      assertThat((double) with.questions()).isLessThan(without.questions() * 1.01);
      assertThat(with.longestGap()).isLessThanOrEqualTo(minutes(cadence).plus(TEN_SECONDS));
    }
    assertThat(learned).as("%s minutes late at first", usual / 5).isLessThan(share * usual);
  }

  @Test
  void aChangeOfHabitsIsFollowed() {
    SplittableRandom random = new SplittableRandom(42);
    List<Instant> published =
        new ArrayList<>(published(minutes(60), minutes(17), minutes(1), 200, random));
    for (Instant time : published(minutes(60), minutes(41), minutes(1), 400, random)) {
      published.add(time.plus(minutes(60).multipliedBy(200)));
    }
    for (Instant time : published(minutes(60), minutes(20), minutes(1), 400, random)) {
      published.add(time.plus(minutes(60).multipliedBy(600)));
    }
    Outcome without = ask(published, minutes(15), false, 42);
    Outcome with = ask(published, minutes(15), true, 42);
    assertThat(with.minutesLate()).isLessThan(0.6 * without.minutesLate());
    assertThat((double) with.questions()).isLessThan(without.questions() * 1.01);
  }

  @Test
  void aProviderWithoutHabitsCostsNothing() {
    SplittableRandom random = new SplittableRandom(42);
    List<Instant> published = new ArrayList<>();
    Instant time = START;
    for (int i = 0; i < 1_000; i++) {
      time = time.plusSeconds(1 + random.nextInt(7_200));
      published.add(time);
    }
    Outcome without = ask(published, minutes(15), false, 42);
    Outcome with = ask(published, minutes(15), true, 42);
    assertThat(with.minutesLate()).isLessThan(1.1 * without.minutesLate());
    assertThat((double) with.questions()).isLessThan(without.questions() * 1.02);
  }

  @Test
  void whatChangesWithEveryQuestionTellsNothing() {
    PublishingTimes times = times(minutes(15), new SplittableRandom(42));
    for (int i = 0; i < 100; i++) {
      Instant now = START.plus(minutes(14L * i));
      times.asks(now);
      times.answered(now, true);
      assertThat(times.next(now)).isEmpty();
    }
  }

  @Test
  void aClockSetBackMeansLearningAnew() {
    PublishingTimes times = times(minutes(15), new SplittableRandom(42));
    for (int i = 0; i < 40; i++) {
      Instant now = START.plus(minutes(15L * i));
      times.asks(now);
      times.answered(now, i % 4 == 2);
    }
    Instant now = START.plus(minutes(15L * 39));
    assertThat(times.next(now)).isPresent();
    Instant earlier = now.minus(minutes(60 * 24 * 400));
    times.asks(earlier);
    times.answered(earlier, true);
    assertThat(times.next(earlier)).isEmpty();
  }

  @Test
  void anOutageDoesNotHideThePeriod() {
    PublishingTimes times = times(minutes(15), new SplittableRandom(42));
    int[] news = {2, 6, 18, 22, 26}; // quarters of an hour; two hours without an answer
    for (int i = 0; i <= 26; i++) {
      Instant now = START.plus(minutes(15L * i));
      int quarter = i;
      times.asks(now);
      if (i <= 6 || i >= 18) {
        times.answered(now, java.util.Arrays.stream(news).anyMatch(each -> each == quarter));
      }
    }
    Optional<Instant> next = times.next(START.plus(minutes(15L * 26)));
    assertThat(next).get().satisfies(at -> assertThat(at).isAfter(START));
  }
}
