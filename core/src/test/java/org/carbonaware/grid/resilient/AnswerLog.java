package org.carbonaware.grid.resilient;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** When a provider was asked and when it gave good answers; forgets what is a month old. */
final class AnswerLog {
  /** What a provider can be asked. */
  enum Question {
    CURRENT,
    FORECAST,
    HISTORY
  }

  private static final Duration MONTH = Duration.ofDays(30);

  private final RateLimit limit;
  private final Map<Question, NavigableSet<Instant>> answers = new EnumMap<>(Question.class);
  private final Deque<Instant> lately = new ArrayDeque<>();
  private long asked;
  private boolean askedTooOften;

  AnswerLog(RateLimit limit) {
    this.limit = limit;
    for (Question question : Question.values()) {
      answers.put(question, new TreeSet<>());
    }
  }

  long asked() {
    return asked;
  }

  boolean askedTooOften() {
    return askedTooOften;
  }

  void asked(Instant now) {
    asked++;
    while (!lately.isEmpty() && !lately.getFirst().isAfter(now.minus(limit.per()))) {
      lately.removeFirst();
    }
    lately.addLast(now);
    askedTooOften |= lately.size() > limit.requests();
    if (asked % 1_000 == 0) {
      answers.values().forEach(times -> times.headSet(now.minus(MONTH)).clear());
    }
  }

  void answered(Question question, Instant at) {
    of(question).add(at);
  }

  /** Whether it gave a good answer then, or at most a little later: as long as retries may take. */
  boolean hasAnswered(Question question, Instant at, Duration later) {
    Instant next = of(question).ceiling(at);
    return next != null && !next.isAfter(at.plus(later));
  }

  private NavigableSet<Instant> of(Question question) {
    return answers.getOrDefault(question, new TreeSet<>());
  }
}
