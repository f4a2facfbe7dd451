package org.carbonaware.grid.resilient;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.SourceHealth;
import org.carbonaware.grid.Zone;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A provider with all defences around it. From the outside in: cache, memory on disk, bounds, time
 * budget, retries, rate limit, circuit breaker, health. Only
 * {@link org.carbonaware.grid.GridException} comes out of it, and only if nothing is known. Answers
 * from memory do not block; others block no longer than the time budget and the disk. Safe for
 * several threads if the provider is.
 */
public final class ResilientSource implements GridSource {
  private static final Logger LOG = LoggerFactory.getLogger(ResilientSource.class);

  private final GridSource outermost;
  private final BreakingSource breaking;
  private final RateLimitedSource limited;
  private volatile @Nullable String lastFinding;

  private ResilientSource(Builder builder) {
    InstantSource clock = builder.clock;
    MonitoredSource monitored = MonitoredSource.of(builder.provider, clock);
    breaking = BreakingSource.of(monitored, builder.breaker, clock);
    limited = RateLimitedSource.of(breaking, builder.rateLimit, clock);
    GridSource source =
        RetryingSource.of(limited, builder.retry, clock, builder.sleeper, builder.random);
    if (builder.timed) {
      source = TimedSource.of(source, builder.timeBudget, builder.atOnce);
    }
    source = BoundedSource.of(source, builder.bounds, this::find);
    if (builder.directory != null) {
      source = RememberingSource.of(source, builder.directory);
    }
    outermost = CachedSource.of(source, builder.cadence, clock, builder.random, builder.background);
  }

  /**
   * Starts with the defaults of each part, a cadence of 15 minutes, 60 requests per hour, and a
   * time budget of 90 seconds for 4 questions at a time.
   *
   * @param provider the source to defend
   * @return a builder
   */
  public static Builder builder(GridSource provider) {
    return new Builder(provider);
  }

  /**
   * How the provider is doing. Does not block and asks nothing.
   *
   * @return one health: its state after the last request, or resting while it is left alone, and
   *     how much of its rate limit is used
   */
  @Override
  public List<SourceHealth> health() {
    return limited.health().stream()
        .map(known -> known.with(breaking.isResting(), Optional.ofNullable(lastFinding)))
        .toList();
  }

  private void find(String finding) {
    if (!finding.equals(lastFinding)) { // each answer until it is over says the same again
      LOG.warn("{}", finding);
    }
    lastFinding = finding;
  }

  @Override
  public String name() {
    return outermost.name();
  }

  @Override
  public Basis basis() {
    return outermost.basis();
  }

  @Override
  public Duration longestHistory() {
    return outermost.longestHistory();
  }

  @Override
  public Optional<Intensity> current(Zone zone, Instant now) {
    return outermost.current(zone, now);
  }

  @Override
  public IntensitySeries history(Zone zone, Instant from, Instant to) {
    return outermost.history(zone, from, to);
  }

  @Override
  public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
    return outermost.forecast(zone, now, horizon);
  }

  /** Settings of a {@link ResilientSource}. Not safe for several threads. */
  public static final class Builder {
    private final GridSource provider;
    private Cadence cadence = Cadence.every(Duration.ofMinutes(15));
    private Bounds bounds = Bounds.ofDefaults();
    private RetryPolicy retry = RetryPolicy.ofDefaults();
    private RateLimit rateLimit = new RateLimit(60, Duration.ofHours(1));
    private BreakerPolicy breaker = BreakerPolicy.ofDefaults();
    private Duration timeBudget = Duration.ofSeconds(90);
    private int atOnce = 4;
    private boolean timed = true;
    private @Nullable Path directory;
    private @Nullable Executor background;
    private InstantSource clock = InstantSource.system();
    private Sleeper sleeper = Sleeper.realTime();
    private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();

    private Builder(GridSource provider) {
      this.provider = provider;
    }

    /**
     * How long answers last; 15 minutes by default.
     *
     * @param value the cadence
     * @return this
     */
    public Builder cadence(Cadence value) {
      cadence = value;
      return this;
    }

    /**
     * What is believed; {@link Bounds#ofDefaults} by default.
     *
     * @param value the bounds
     * @return this
     */
    public Builder bounds(Bounds value) {
      bounds = value;
      return this;
    }

    /**
     * When to ask again; {@link RetryPolicy#ofDefaults} by default.
     *
     * @param value the policy
     * @return this
     */
    public Builder retry(RetryPolicy value) {
      retry = value;
      return this;
    }

    /**
     * How often the provider may be asked, retries included; 60 times an hour by default.
     *
     * @param value the limit
     * @return this
     */
    public Builder rateLimit(RateLimit value) {
      rateLimit = value;
      return this;
    }

    /**
     * When to leave the provider alone; {@link BreakerPolicy#ofDefaults} by default.
     *
     * @param value the policy
     * @return this
     */
    public Builder breaker(BreakerPolicy value) {
      breaker = value;
      return this;
    }

    /**
     * How long a question may take, retries included, and how many may be on their way.
     *
     * @param budget the time, more than zero; 90 seconds by default
     * @param questionsAtOnce 1 or more; 4 by default
     * @return this
     */
    public Builder timeBudget(Duration budget, int questionsAtOnce) {
      timeBudget = budget;
      atOnce = questionsAtOnce;
      return this;
    }

    /**
     * Keeps the last good forecasts on disk; not kept by default.
     *
     * @param value the directory; made when needed
     * @return this
     */
    public Builder directory(Path value) {
      directory = value;
      return this;
    }

    /**
     * Fetches ahead before answers are due; not done by default.
     *
     * @param value runs the asking ahead; never closed by the source
     * @return this
     */
    public Builder background(Executor value) {
      background = value;
      return this;
    }

    /**
     * The clock; the system's by default.
     *
     * @param value tells the present
     * @return this
     */
    public Builder clock(InstantSource value) {
      clock = value;
      return this;
    }

    /**
     * On the asking thread, with a sleeper and randomness of a test's: nothing is left to chance.
     */
    Builder virtual(Sleeper ownSleeper, DoubleSupplier ownRandom) {
      sleeper = ownSleeper;
      random = ownRandom;
      timed = false;
      return this;
    }

    /**
     * Makes the source. Asks nothing yet.
     *
     * @return the provider, defended
     * @throws IllegalArgumentException if the time budget is out of range
     */
    public ResilientSource build() {
      return new ResilientSource(this);
    }
  }
}
