package org.carbonaware.grid.resilient;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.GridException;
import org.jspecify.annotations.Nullable;

/**
 * The last good answer to one kind of question about one zone. Only one thread at a time asks the
 * source; the others get what is kept, or wait if there is nothing.
 */
final class Slot<T> {
  /**
   * What is the same for all slots of one kind.
   *
   * @param failuresLast whether a lasting failure of one question is one of all
   * @param isNew whether an answer is one that had not been published when another was given, or
   *     null if that does not matter
   */
  record Rules<T>(
      String name,
      Duration lifetime,
      Duration pause,
      boolean failuresLast,
      Function<T, Freshness> freshness,
      @Nullable BiPredicate<Kept<T>, T> isNew,
      DoubleSupplier random,
      @Nullable Executor background) {}

  /**
   * A question and what would answer it.
   *
   * @param suffices whether an answer that is not due needs no asking
   * @param helps whether an answer is better than none
   */
  record Question<T>(
      Supplier<Optional<T>> asked, Predicate<T> suffices, Predicate<Kept<T>> helps) {}

  private static final double SOON = 0.8;
  private static final double JITTER = 0.1;

  private final Rules<T> rules;
  private final PublishingTimes times;
  private final ReentrantLock flight = new ReentrantLock();
  private volatile @Nullable Kept<T> kept;
  private volatile @Nullable GridException failure;
  private volatile Instant quietUntil = Instant.MIN;

  Slot(Rules<T> rules) {
    this.rules = rules;
    Duration longest =
        rules.background() == null ? rules.lifetime() : scaled(rules.lifetime(), SOON);
    times = new PublishingTimes(longest, scaled(longest, 1 - JITTER / 2), rules.random());
  }

  @Nullable
  Kept<T> kept() {
    return kept;
  }

  /** The answer kept or a new one. */
  Kept<T> ask(Question<T> question, Instant now) {
    Kept<T> before = kept;
    if (before != null && isEnough(before, question, now)) {
      if (now.isBefore(before.soon()) || isQuiet(now)) {
        return before;
      }
      if (rules.background() != null) {
        refreshIn(rules.background(), question, now);
        return before;
      }
    }
    if (before != null && helps(before, question) && (isQuiet(now) || !flight.tryLock())) {
      return before;
    }
    if (!flight.isHeldByCurrentThread()) {
      flight.lock();
    }
    try {
      Kept<T> latest = kept; // another thread may have asked meanwhile
      if (latest != null && isEnough(latest, question, now) && now.isBefore(latest.soon())) {
        return latest;
      }
      GridException known = failure;
      if (rules.failuresLast() && known != null && !known.mayHelpToRetry() && isQuiet(now)) {
        throw known;
      }
      return load(question, now, helps(latest, question) ? latest : null);
    } finally {
      flight.unlock();
    }
  }

  private boolean isEnough(Kept<T> answer, Question<T> question, Instant now) {
    return !answer.isDue(now)
        && (answer.value() == null || question.suffices().test(answer.value()));
  }

  private static <T> boolean helps(@Nullable Kept<T> answer, Question<T> question) {
    return answer != null && answer.value() != null && question.helps().test(answer);
  }

  /**
   * After a failure the source is left alone for a while; not for ever if the clock is set back.
   */
  private boolean isQuiet(Instant now) {
    Instant until = quietUntil;
    return now.isBefore(until) && !now.plus(rules.lifetime()).isBefore(until);
  }

  private void refreshIn(Executor background, Question<T> question, Instant now) {
    try {
      background.execute(() -> refresh(question, now));
    } catch (RejectedExecutionException e) {
      // shutting down: the answer is refreshed when it is due, by whoever asks then
    }
  }

  private void refresh(Question<T> question, Instant now) {
    if (!flight.tryLock()) {
      return;
    }
    try {
      Kept<T> latest = kept;
      if (latest == null || !now.isBefore(latest.soon())) {
        load(question, now, helps(latest, question) ? latest : null);
      }
    } catch (GridException e) {
      // remembered by load; whoever asks once the answer is due hears of it
    } finally {
      flight.unlock();
    }
  }

  private Kept<T> load(Question<T> question, Instant now, @Nullable Kept<T> before) {
    Optional<T> answer;
    times.asks(now);
    try {
      answer = question.asked().get();
    } catch (RuntimeException e) {
      failure = AbstractSource.asGridException(rules.name(), e);
      quietUntil = now.plus(pauseAfter(failure));
      if (before != null) {
        if (rules.background() == null && !before.isDue(now)) {
          kept = before.notAskedAgainBeforeDue(); // nobody else need wait for the same failure
        }
        return before;
      }
      throw failure;
    }
    failure = null;
    Freshness given = answer.map(rules.freshness()).orElse(Freshness.LIVE);
    if (before != null && isBetter(before.freshness(now), answer.isPresent() ? given : null)) {
      quietUntil = now.plus(rules.pause());
      return before;
    }
    quietUntil = Instant.MIN;
    answer.ifPresent(value -> learn(value, given, now));
    Kept<T> news = keep(answer.orElse(null), given, now);
    kept = news;
    return news;
  }

  private Duration pauseAfter(GridException e) {
    Duration wanted = e.retryAfter().orElse(rules.pause());
    // a provider may ask for hours, or for a negative time; neither is for us to follow blindly
    return wanted.compareTo(rules.pause()) < 0
        ? rules.pause()
        : wanted.compareTo(rules.lifetime()) > 0 ? rules.lifetime() : wanted;
  }

  /** An old answer is kept if the new one is none, is older, or does not follow the grid. */
  private static boolean isBetter(Freshness old, @Nullable Freshness news) {
    if (news == null) {
      return true;
    }
    return switch (news.state()) {
      case LIVE, CACHED -> false;
      case STALE -> old.state() != Freshness.State.STATIC && old.age().compareTo(news.age()) < 0;
      case STATIC -> old.state() != Freshness.State.STATIC;
    };
  }

  /** Only from what the source itself has just said. */
  private void learn(T value, Freshness given, Instant now) {
    BiPredicate<Kept<T>, T> isNew = rules.isNew();
    if (isNew != null && given.state() == Freshness.State.LIVE) {
      Kept<T> old = kept;
      times.answered(now, old != null && old.value() != null && isNew.test(old, value));
    }
  }

  private Kept<T> keep(@Nullable T value, Freshness given, Instant now) {
    Optional<Instant> planned =
        value != null && given.state() == Freshness.State.LIVE ? times.next(now) : Optional.empty();
    if (planned.isPresent()) {
      return new Kept<>(value, given, now, planned.get(), now.plus(rules.lifetime()));
    }
    double shorter = 1 - JITTER * rules.random().getAsDouble();
    Duration left = given.state() == Freshness.State.STALE
        ? rules.pause()
        : scaled(rules.lifetime(), shorter).minus(given.age());
    if (left.compareTo(rules.pause()) < 0) {
      left = rules.pause();
    }
    Duration soon = rules.background() == null ? left : scaled(left, SOON);
    return new Kept<>(value, given, now, now.plus(soon), now.plus(left));
  }

  private static Duration scaled(Duration length, double factor) {
    return Duration.ofMillis((long) (length.toMillis() * factor));
  }
}
