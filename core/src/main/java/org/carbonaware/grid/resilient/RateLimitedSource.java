package org.carbonaware.grid.resilient;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;

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
      if (asked.size() < limit.requests()) {
        asked.addLast(now);
        return Optional.empty();
      }
      return Optional.of(Duration.between(begin, asked.getFirst()));
    } finally {
      lock.unlock();
    }
  }
}
