package org.carbonaware.grid.resilient;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.resilient.AnswerLog.Question;
import org.jspecify.annotations.Nullable;

/**
 * A chain of defended providers that do everything wrong at random, in virtual time, and a memory
 * of what they said: every answer can be checked for its origin, its age, and its truth.
 */
public final class ChaosGrid {
  /** The zone that the providers know. */
  public static final Zone ZONE = ScriptedSource.ZONE;

  private static final RateLimit LIMIT = new RateLimit(30, Duration.ofHours(1));

  /** Retries of one question, or of two one after another, may take this long. */
  private static final Duration RETRIES = RetryPolicy.ofDefaults().budget();

  private final InstantSource clock;
  private final Sleeper sleeper;
  private final SplittableRandom random;
  private final Map<String, AnswerLog> logs = new LinkedHashMap<>();
  private final List<Supplier<GridSource>> sources = new ArrayList<>();
  private @Nullable Path directory;
  private @Nullable GridSource chain;
  private final Map<Freshness.State, Integer> seen = new EnumMap<>(Freshness.State.class);

  /** No provider yet. */
  public ChaosGrid(InstantSource clock, Sleeper sleeper, long seed) {
    this.clock = clock;
    this.sleeper = sleeper;
    this.random = new SplittableRandom(seed);
  }

  /** What an hour's value truly is, and is never 0. */
  public static double truth(Instant at) {
    return ScriptedSource.truth(at);
  }

  /** A provider with every fault a grid source can have. */
  public ChaosGrid faulty(String name, Duration cadence) {
    return provider(
        name, cadence, (log, own) -> new FaultyProvider(name, clock, sleeper, log, own));
  }

  /** A provider with faults of its own. */
  public ChaosGrid real(GridSource source, Duration cadence) {
    return provider(source.name(), cadence, (log, own) -> new LoggedSource(source, clock, log));
  }

  /** A source at the end that never fails. */
  public ChaosGrid last(GridSource source) {
    sources.add(() -> source);
    return this;
  }

  private ChaosGrid provider(
      String name, Duration cadence, BiFunction<AnswerLog, SplittableRandom, GridSource> made) {
    AnswerLog log = new AnswerLog(LIMIT);
    logs.put(name, log);
    GridSource provider = made.apply(log, random.split());
    SplittableRandom own = random.split();
    sources.add(() -> {
      ResilientSource.Builder builder = ResilientSource.builder(provider)
          .clock(clock)
          .cadence(Cadence.every(cadence))
          .rateLimit(LIMIT)
          .virtual(sleeper, own::nextDouble);
      return (directory == null ? builder : builder.directory(directory)).build();
    });
    return this;
  }

  /** Keeps forecasts on disk. */
  public ChaosGrid remembering(Path kept) {
    directory = kept;
    return this;
  }

  /** The chain. */
  public GridSource source() {
    GridSource made = chain;
    if (made == null) {
      made = sources.stream().map(Supplier::get).reduce(GridSource::orElse).orElseThrow();
      chain = made;
    }
    return made;
  }

  /** Forgets all that is not on disk, as a new process would, rate limits too. */
  public void restart() {
    chain = null;
  }

  /** How often providers were asked. */
  public long requests() {
    return logs.values().stream().mapToLong(AnswerLog::asked).sum();
  }

  /** How new the answers were that have been checked. */
  public Set<Freshness.State> seen() {
    return Set.copyOf(seen.keySet());
  }

  /** All were asked, none more often than it may be, and their health says so too. */
  public void checkQuota() {
    assertThat(logs.values()).allSatisfy(log -> {
      assertThat(log.asked()).isGreaterThan(100);
      assertThat(log.askedTooOften()).isFalse();
    });
    assertThat(source().health()).hasSize(logs.size()).allSatisfy(health -> {
      assertThat(health.answers() + health.failures())
          .isEqualTo(logs.getOrDefault(health.source(), new AnswerLog(LIMIT)).asked());
      assertThat(health.quota().orElseThrow().asked()).isBetween(0, LIMIT.requests());
    });
  }

  /** What an answer to a question asked at {@code now} says is so. */
  public void check(Intensity value, Instant now) {
    assertThat(value.basis()).isEqualTo(Basis.LIFECYCLE);
    boolean measured = value.provenance().kind() == Provenance.Kind.MEASURED;
    if (comesFromAProvider(
        value.provenance(),
        now,
        measured ? List.of(Question.CURRENT) : List.of(Question.FORECAST, Question.CURRENT))) {
      assertThat(value.gramsPerKwh()).isEqualTo(truth(value.at()));
    }
  }

  /** What an answer to a question asked at {@code now} says is so. */
  public void check(IntensitySeries series, Instant now) {
    assertThat(series.basis()).isEqualTo(Basis.LIFECYCLE);
    assertThat(series.zone()).isEqualTo(ZONE);
    Question question = series.provenance().kind() == Provenance.Kind.FORECAST
        ? Question.FORECAST
        : Question.HISTORY;
    if (series.mean().isPresent()
        && comesFromAProvider(series.provenance(), now, List.of(question))) {
      for (int i = 0; i < series.size(); i++) {
        double value = series.gramsPerKwh(i);
        if (!Double.isNaN(value) && value != truth(series.startOf(i))) {
          throw new AssertionError("untrue: " + value + " at " + series.startOf(i));
        }
      }
    }
  }

  private boolean comesFromAProvider(Provenance provenance, Instant now, List<Question> questions) {
    Freshness freshness = provenance.freshness();
    seen.merge(freshness.state(), 1, Integer::sum);
    AnswerLog log = logOf(provenance.source());
    if ((freshness.state() == Freshness.State.STATIC) != (log == null)) {
      throw new AssertionError("nobody of that name follows the grid: " + provenance);
    }
    if (log == null) {
      return false;
    }
    Instant given = now.minus(freshness.age());
    if (questions.stream().noneMatch(each -> log.hasAnswered(each, given, RETRIES))) {
      throw new AssertionError(
          provenance + " at " + now + ": " + questions + " was not answered at " + given);
    }
    return true;
  }

  /** Some say more than their name, such as how much is estimated. */
  private @Nullable AnswerLog logOf(String source) {
    return logs.entrySet().stream()
        .filter(each -> source.startsWith(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
