package org.carbonaware.grid.resilient;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.SourceHealth;

/**
 * Keeps count of how a source is doing and turns any exception of its own into a
 * {@link GridException}. Blocks as long as the source does; safe for several threads if the source
 * is.
 */
public final class MonitoredSource extends AbstractSource {
  private static final Duration LONGEST_WAIT = Duration.ofDays(366);

  private final InstantSource clock;
  private volatile SourceHealth health;

  private MonitoredSource(GridSource source, InstantSource clock) {
    super(source);
    this.clock = clock;
    health = new SourceHealth(
        source.name(),
        SourceHealth.State.UNASKED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Watches a source.
   *
   * @param source the source to ask
   * @param clock dates answers and failures
   * @return the source, watched
   */
  public static MonitoredSource of(GridSource source, InstantSource clock) {
    return new MonitoredSource(source, clock);
  }

  @Override
  public List<SourceHealth> health() {
    return List.of(health);
  }

  @Override
  <T> T ask(Supplier<T> question) {
    try {
      T answer = question.get();
      Instant now = clock.instant();
      update(old -> new SourceHealth(
          old.source(),
          SourceHealth.State.UP,
          Optional.of(now),
          old.lastFailure(),
          old.lastError(),
          old.answers() + 1,
          old.failures(),
          0,
          old.lastFinding(),
          Optional.empty(),
          old.quota()));
      return answer;
    } catch (RuntimeException e) {
      GridException failure = asGridException(name(), e);
      Instant now = clock.instant();
      update(old -> new SourceHealth(
          old.source(),
          failure.mayHelpToRetry() ? SourceHealth.State.FAILING : SourceHealth.State.BROKEN,
          old.lastSuccess(),
          Optional.of(now),
          Optional.of(String.valueOf(failure.getMessage())),
          old.answers(),
          old.failures() + 1,
          old.failuresInARow() + 1,
          old.lastFinding(),
          failure
              .retryAfter()
              .map(wanted -> now.plus(wanted.compareTo(LONGEST_WAIT) < 0 ? wanted : LONGEST_WAIT)),
          old.quota()));
      throw failure;
    }
  }

  private synchronized void update(UnaryOperator<SourceHealth> change) {
    health = change.apply(health);
  }
}
