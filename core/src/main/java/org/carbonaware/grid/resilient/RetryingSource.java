package org.carbonaware.grid.resilient;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;

/**
 * Asks again after failures that may pass, and only those. Blocks while it waits; safe for several
 * threads if the source is. An interrupt ends the waiting: the last failure is thrown and the
 * thread stays interrupted.
 */
public final class RetryingSource extends AbstractSource {
  private final RetryPolicy policy;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final DoubleSupplier random;

  private RetryingSource(
      GridSource source,
      RetryPolicy policy,
      InstantSource clock,
      Sleeper sleeper,
      DoubleSupplier random) {
    super(source);
    this.policy = policy;
    this.clock = clock;
    this.sleeper = sleeper;
    this.random = random;
  }

  /**
   * Retries in real time.
   *
   * @param source the source to ask
   * @param policy when to ask again
   * @return the source, asked again after passing failures
   */
  public static RetryingSource of(GridSource source, RetryPolicy policy) {
    return of(
        source,
        policy,
        InstantSource.system(),
        Sleeper.realTime(),
        () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * Retries with a clock, a sleeper and randomness of the caller's.
   *
   * @param source the source to ask
   * @param policy when to ask again
   * @param clock measures the budget
   * @param sleeper waits
   * @param random 0 (longest waits) to 1 (waits of half the length)
   * @return the source, asked again after passing failures
   */
  public static RetryingSource of(
      GridSource source,
      RetryPolicy policy,
      InstantSource clock,
      Sleeper sleeper,
      DoubleSupplier random) {
    return new RetryingSource(source, policy, clock, sleeper, random);
  }

  @Override
  <T> T ask(Supplier<T> question) {
    Instant begin = clock.instant();
    for (int tried = 1; ; tried++) {
      try {
        return question.get();
      } catch (GridException e) {
        Duration wait = wait(tried, e);
        if (!e.mayHelpToRetry()
            || tried >= policy.tries()
            || wait.compareTo(policy.longestWait()) > 0
            || Duration.between(begin, clock.instant()).plus(wait).compareTo(policy.budget()) > 0) {
          throw e;
        }
        sleepOrThrow(wait, e);
      }
    }
  }

  private Duration wait(int tried, GridException e) {
    double doubled = policy.firstWait().toMillis() * Math.pow(2, tried - 1.0);
    double bounded = Math.min(doubled, (double) policy.longestWait().toMillis());
    Duration own = Duration.ofMillis((long) (bounded * (1 - 0.5 * random.getAsDouble())));
    return e.retryAfter().filter(wanted -> wanted.compareTo(own) > 0).orElse(own);
  }

  private void sleepOrThrow(Duration wait, GridException e) {
    try {
      sleeper.sleep(wait);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw e;
    }
  }
}
