package org.carbonaware.grid.resilient;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.SourceHealth;

/**
 * Never asks a source more often than it may be asked. A question too many fails at once with a
 * passing {@link GridException} that says when there is room again; it does not wait. Counts every
 * question, answered or not. Safe for several threads if the source is.
 */
public final class RateLimitedSource extends AbstractSource {
  private final RateLimit limit;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Instant> asked = new ArrayDeque<>();

  private RateLimitedSource(GridSource source, RateLimit limit, InstantSource clock) {
    super(source);
    this.limit = limit;
    this.clock = clock;
  }

  /**
   * Limits a source.
   *
   * @param source the source to ask
   * @param limit how often it may be asked
   * @param clock dates the questions
   * @return the source, limited
   */
  public static RateLimitedSource of(GridSource source, RateLimit limit, InstantSource clock) {
    return new RateLimitedSource(source, limit, clock);
  }

  /**
   * {@inheritDoc}
   *
   * <p>With how much of the limit is used.
   */
  @Override
  public List<SourceHealth> health() {
    SourceHealth.Quota used = used();
    return super.health().stream().map(known -> known.with(used)).toList();
  }

  private SourceHealth.Quota used() {
    lock.lock();
    try {
      Instant now = clock.instant();
      Optional<Instant> roomAt = waitAt(now).map(now::plus);
      return new SourceHealth.Quota(asked.size(), limit.requests(), limit.per(), roomAt);
    } finally {
      lock.unlock();
    }
  }

  @Override
  <T> T ask(Supplier<T> question) {
    Optional<Duration> wait = takeOrWait();
    if (wait.isPresent()) {
      throw GridException.passing(
          name() + ": not asked, because " + limit.requests() + " questions per " + limit.per()
              + " are allowed; the next in " + wait.get(),
          null,
          wait.get());
    }
    return question.get();
  }

  /** Counts a question, or tells how long until there is room for one. */
  private Optional<Duration> takeOrWait() {
    lock.lock();
    try {
      Instant now = clock.instant();
      Optional<Duration> wait = waitAt(now);
      if (wait.isEmpty()) {
        asked.addLast(now);
      }
      return wait;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what no longer counts, and tells how long until there is room; empty if there is. */
  private Optional<Duration> waitAt(Instant now) {
    if (!asked.isEmpty() && now.isBefore(asked.getLast())) {
      // the clock was set back: what was asked then counts from now, so that it ends some time
      int count = asked.size();
      asked.clear();
      for (int i = 0; i < count; i++) {
        asked.add(now);
      }
    }
    Instant begin = now.minus(limit.per());
    while (!asked.isEmpty() && !asked.getFirst().isAfter(begin)) {
      asked.removeFirst();
    }
    return asked.size() < limit.requests()
        ? Optional.empty()
        : Optional.of(Duration.between(begin, asked.getFirst()));
  }
}
