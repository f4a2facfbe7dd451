package org.carbonaware.grid.resilient;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;

/**
 * Leaves a source alone for a while after many failures that may pass (a circuit breaker). Lasting
 * failures, such as an unknown zone, say nothing about the source's state and do not count. While
 * the source rests, questions fail at once with a passing {@link GridException}. Safe for several
 * threads if the source is.
 */
public final class BreakingSource extends AbstractSource {
  private final InstantSource clock;
  private final Duration rest;
  private final CircuitBreaker breaker;
  private volatile Instant openSince = Instant.MIN;
  private volatile Instant onTrialSince = Instant.MIN;

  private BreakingSource(GridSource source, BreakerPolicy policy, InstantSource clock) {
    super(source);
    this.clock = clock;
    rest = policy.rest();
    breaker = CircuitBreaker.of(
        "grid",
        CircuitBreakerConfig.custom()
            .slidingWindow(
                policy.window(),
                policy.window(),
                CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
            .failureRateThreshold((float) (100 * policy.failureShare()))
            .waitDurationInOpenState(policy.rest())
            .permittedNumberOfCallsInHalfOpenState(1)
            .ignoreException(e -> e instanceof GridException known && !known.mayHelpToRetry())
            .clock(clock.withZone(ZoneOffset.UTC))
            .currentTimestampFunction(InstantSource::millis, TimeUnit.MILLISECONDS)
            .build());
    breaker.getEventPublisher().onStateTransition(event -> {
      switch (event.getStateTransition().getToState()) {
        case OPEN -> openSince = clock.instant();
        case HALF_OPEN -> onTrialSince = clock.instant();
        default -> {}
      }
    });
  }

  /**
   * Guards a source.
   *
   * @param source the source to ask
   * @param policy when to leave it alone
   * @param clock measures the rest
   * @return the source, guarded
   */
  public static BreakingSource of(GridSource source, BreakerPolicy policy, InstantSource clock) {
    return new BreakingSource(source, policy, clock);
  }

  /**
   * Whether the source is left alone.
   *
   * @return true while questions are not let through, or only one for trial
   */
  public boolean isResting() {
    CircuitBreaker.State state = breaker.getState();
    return state == CircuitBreaker.State.OPEN || state == CircuitBreaker.State.HALF_OPEN;
  }

  @Override
  <T> T ask(Supplier<T> question) {
    if (clock.instant().isBefore(openSince)) {
      restAnew();
    }
    try {
      return breaker.executeSupplier(question);
    } catch (CallNotPermittedException e) {
      giveUpOnAnEndlessTrial();
      // the breaker counts whole milliseconds and lets through only after the last one
      Duration longest = rest.plusMillis(1);
      Duration left = Duration.between(clock.instant(), openSince.plus(longest));
      Duration wait = left.isNegative() || left.compareTo(longest) > 0 ? longest : left;
      throw GridException.passing(
          name() + ": left alone after many failures; asked again in " + wait, e, wait);
    }
  }

  /** After the clock was set back: else the rest would last until it shows that time again. */
  private synchronized void restAnew() {
    if (clock.instant().isBefore(openSince) && breaker.getState() == CircuitBreaker.State.OPEN) {
      breaker.transitionToHalfOpenState();
      breaker.transitionToOpenState();
    }
  }

  /**
   * A trial that hangs, or ended with an error, would keep all others out for ever. The breaker's
   * own remedy is a timer, which knows only real time and keeps a thread.
   */
  private void giveUpOnAnEndlessTrial() {
    Duration onTrial = Duration.between(onTrialSince, clock.instant());
    boolean tooLong = onTrial.isNegative() || onTrial.compareTo(rest) > 0;
    if (tooLong && breaker.getState() == CircuitBreaker.State.HALF_OPEN) {
      breaker.transitionToOpenState();
    }
  }
}
