package org.carbonaware.grid.resilient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Grids;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random questions, in virtual time, to providers that do everything wrong at random. */
class ChaosTest {
  private static final RateLimit LIMIT = new RateLimit(30, Duration.ofHours(1));
  private static final Duration HORIZON = Duration.ofHours(12);
  private static final Duration RETRIES = RetryPolicy.ofDefaults().budget();

  private static final List<FaultyProvider.Question> QUESTIONS =
      List.of(FaultyProvider.Question.values());

  @TempDir
  Path directory;

  private final VirtualTime time = new VirtualTime();
  private final Map<Freshness.State, Integer> seen = new EnumMap<>(Freshness.State.class);
  private int failed;

  @ParameterizedTest
  @ValueSource(longs = {42, 43})
  void everyAnswerIsTrueAndNothingButGridExceptionsComeOut(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    FaultyProvider first = new FaultyProvider("first", time, LIMIT, random.split());
    FaultyProvider second = new FaultyProvider("second", time, LIMIT, random.split());
    GridSource chain = FallbackSource.of(List.of(
        resilient(first, random).build(), resilient(second, random).build(), Grids.typical(time)));
    Map<String, FaultyProvider> providers = Map.of("first", first, "second", second);
    for (int i = 0; i < 100_000; i++) {
      pass(random, 120);
      question(chain, random, providers);
    }
    assertThat(failed).as("there is always the typical year").isZero();
    assertThat(seen).containsOnlyKeys(Freshness.State.values());
    for (FaultyProvider provider : providers.values()) {
      assertThat(provider.asked()).isGreaterThan(1_000);
      assertThat(provider.askedTooOften()).isFalse();
    }
  }

  @Test
  void oneProviderUnderLoadIsNotAskedTooOften() {
    SplittableRandom random = new SplittableRandom(44);
    FaultyProvider provider = new FaultyProvider("first", time, LIMIT, random.split());
    GridSource source = resilient(provider, random).build();
    for (int i = 0; i < 100_000; i++) {
      pass(random, 10);
      question(source, random, Map.of("first", provider));
    }
    assertThat(provider.askedTooOften()).isFalse();
    assertThat(failed).isBetween(1, 20_000);
  }

  @Test
  void restartsAndDamagedFilesDoNotMakeAnswersUntrue() throws IOException {
    SplittableRandom random = new SplittableRandom(45);
    RateLimit plenty = new RateLimit(1_000, Duration.ofHours(1)); // starts anew with each restart
    FaultyProvider provider = new FaultyProvider("first", time, plenty, random.split());
    GridSource source = resilient(provider, random).directory(directory).build();
    for (int i = 0; i < 3_000; i++) {
      pass(random, 600);
      if (random.nextInt(10) == 0) {
        source = resilient(provider, random).directory(directory).build();
      }
      if (random.nextInt(30) == 0) {
        damage(random);
      }
      question(source, random, Map.of("first", provider));
    }
    assertThat(seen).containsKey(Freshness.State.STALE);
  }

  private void pass(SplittableRandom random, int mostSeconds) {
    time.pass(Duration.ofMillis(random.nextInt(mostSeconds * 1000)));
    if (random.nextInt(2_000) == 0) {
      time.pass(Duration.ofHours(random.nextInt(30)));
    }
  }

  private ResilientSource.Builder resilient(FaultyProvider provider, SplittableRandom random) {
    return ResilientSource.builder(provider)
        .clock(time)
        .rateLimit(LIMIT)
        .virtual(time, random::nextDouble);
  }

  private void question(
      GridSource source, SplittableRandom random, Map<String, FaultyProvider> providers) {
    Instant now = time.instant();
    FaultyProvider.Question question = QUESTIONS.get(random.nextInt(QUESTIONS.size()));
    try {
      switch (question) {
        case CURRENT ->
          source.current(ScriptedSource.ZONE, now).ifPresent(value -> check(value, now, providers));
        case FORECAST ->
          source.forecast(ScriptedSource.ZONE, now, HORIZON).ifPresent(series -> {
            assertThat(series.start()).isBeforeOrEqualTo(now);
            assertThat(series.end()).isAfter(now);
            check(series, now, question, providers);
          });
        case HISTORY ->
          check(
              source.history(ScriptedSource.ZONE, now.minus(HORIZON), now),
              now,
              question,
              providers);
      }
    } catch (GridException e) {
      failed++;
    }
  }

  private void check(Intensity value, Instant now, Map<String, FaultyProvider> providers) {
    assertThat(value.basis()).isEqualTo(Basis.LIFECYCLE);
    FaultyProvider.Question question = value.provenance().kind() == Provenance.Kind.FORECAST
        ? FaultyProvider.Question.FORECAST
        : FaultyProvider.Question.CURRENT;
    if (comesFromAProvider(value.provenance(), now, question, providers)) {
      assertThat(value.gramsPerKwh()).isEqualTo(ScriptedSource.truth(value.at()));
    }
  }

  private void check(
      IntensitySeries series,
      Instant now,
      FaultyProvider.Question question,
      Map<String, FaultyProvider> providers) {
    assertThat(series.basis()).isEqualTo(Basis.LIFECYCLE);
    assertThat(series.zone()).isEqualTo(ScriptedSource.ZONE);
    if (series.mean().isPresent()
        && comesFromAProvider(series.provenance(), now, question, providers)) {
      for (int i = 0; i < series.size(); i++) {
        double value = series.gramsPerKwh(i);
        if (!Double.isNaN(value) && value != ScriptedSource.truth(series.startOf(i))) {
          throw new AssertionError("untrue: " + value + " at " + series.startOf(i));
        }
      }
    }
  }

  /** Whether what an answer says about its origin and age is so. */
  private boolean comesFromAProvider(
      Provenance provenance,
      Instant now,
      FaultyProvider.Question question,
      Map<String, FaultyProvider> providers) {
    Freshness freshness = provenance.freshness();
    seen.merge(freshness.state(), 1, Integer::sum);
    Optional<FaultyProvider> provider = Optional.ofNullable(providers.get(provenance.source()));
    assertThat(freshness.state() == Freshness.State.STATIC).isEqualTo(provider.isEmpty());
    if (provider.isEmpty()) {
      return false;
    }
    Instant given = now.minus(freshness.age());
    if (!provider.get().answered(question, given, RETRIES)) {
      throw new AssertionError(
          provenance + " at " + now + ": " + question + " was not answered at " + given);
    }
    return true;
  }

  private void damage(SplittableRandom random) throws IOException {
    List<Path> files;
    try (Stream<Path> list = Files.list(directory)) {
      files = list.toList();
    }
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      if (random.nextBoolean() && bytes.length > 0) {
        bytes[random.nextInt(bytes.length)] ^= 1;
        Files.write(file, bytes);
      } else {
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      }
    }
  }
}
