package org.carbonaware.grid.resilient;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiPredicate;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.SourceHealth;
import org.carbonaware.grid.Zone;
import org.jspecify.annotations.Nullable;

/**
 * Gives answers again until they are due, and beyond that for as long as the source fails or has
 * nothing: the last good forecast is kept until it ends. Every answer says how old it is
 * ({@link Freshness}).
 *
 * <p>One question at a time about a zone goes to the source. While it does, others get the answer
 * kept, or wait if there is none. After a failure the source is left alone for a pause, if there is
 * an answer to give or if the failure is a lasting one. When the present intensity is no longer
 * known, the kept forecast answers for it, and its provenance says so.
 *
 * <p>When answers are seen to change at regular times, the source is asked shortly after those
 * instead of at any time: as often as before, and no answer is kept longer.
 *
 * <p>Answers from memory do not block. Safe for several threads. A lifetime is shortened at random
 * by up to a tenth, so that many trainings do not ask at the same moment.
 */
public final class CachedSource implements GridSource {
  private static final int ZONES = 1_000;
  private static final Duration LONGEST_CURRENT = Duration.ofHours(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** A history, what was asked for, and whether that went up to the present. */
  private record Past(IntensitySeries series, Instant from, Instant to, boolean upToPresent) {
    boolean covers(Instant first, Instant past) {
      return !first.isBefore(from) && (upToPresent || !past.isAfter(to));
    }
  }

  private final GridSource source;
  private final InstantSource clock;
  private final Slot.Rules<Intensity> currentRules;
  private final Slot.Rules<Outlook> forecastRules;
  private final Slot.Rules<Past> historyRules;
  private final Cache<Zone, Slot<Intensity>> currents = slots();
  private final Cache<Zone, Slot<Outlook>> forecasts = slots();
  private final Cache<Zone, Slot<Past>> histories = slots();

  private CachedSource(
      GridSource source,
      Cadence cadence,
      InstantSource clock,
      DoubleSupplier random,
      @Nullable Executor background) {
    this.source = source;
    this.clock = clock;
    currentRules = rules(
        source.name(),
        cadence.current(),
        true,
        value -> value.provenance().freshness(),
        (old, news) -> old.value() != null && !old.value().at().equals(news.at()),
        random,
        background);
    forecastRules = rules(
        source.name(),
        cadence.forecast(),
        true,
        kept -> kept.series().provenance().freshness(),
        (old, news) -> news.isAnotherIssueThan(old),
        random,
        background);
    historyRules = rules(
        source.name(),
        cadence.history(),
        false,
        kept -> kept.series().provenance().freshness(),
        null,
        random,
        null);
  }

  /**
   * A cache that asks the source on the thread of whoever finds the answer due.
   *
   * @param source the source to ask
   * @param cadence how long answers last
   * @param clock tells the present, for histories; other questions bring their own
   * @return the source, cached
   */
  public static CachedSource of(GridSource source, Cadence cadence, InstantSource clock) {
    return of(source, cadence, clock, () -> ThreadLocalRandom.current().nextDouble(), null);
  }

  /**
   * A cache that also asks ahead: the first question in the last fifth of an answer's life gets the
   * answer kept and has a new one fetched in the background. Histories are not fetched ahead.
   *
   * @param source the source to ask
   * @param cadence how long answers last
   * @param clock tells the present, for histories; other questions bring their own
   * @param background runs the asking ahead; never closed here
   * @return the source, cached
   */
  public static CachedSource refreshingAhead(
      GridSource source, Cadence cadence, InstantSource clock, Executor background) {
    return of(source, cadence, clock, () -> ThreadLocalRandom.current().nextDouble(), background);
  }

  static CachedSource of(
      GridSource source,
      Cadence cadence,
      InstantSource clock,
      DoubleSupplier random,
      @Nullable Executor background) {
    return new CachedSource(source, cadence, clock, random, background);
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public Basis basis() {
    return source.basis();
  }

  @Override
  public Duration longestHistory() {
    return source.longestHistory();
  }

  @Override
  public List<SourceHealth> health() {
    return source.health();
  }

  @Override
  public Optional<Intensity> current(Zone zone, Instant now) {
    Slot<Intensity> slot = currents.get(zone, key -> new Slot<>(currentRules));
    try {
      Kept<Intensity> kept = slot.ask(
          new Slot.Question<>(
              () -> source.current(zone, now),
              value -> !value.at().isAfter(now),
              old -> !now.isBefore(old.at())
                  && old.freshness(now).age().compareTo(LONGEST_CURRENT) <= 0),
          now);
      return Optional.ofNullable(kept.value())
          .map(value -> value.withProvenance(marked(value.provenance(), kept, now)));
    } catch (GridException e) {
      return Optional.of(foreseen(zone, now).orElseThrow(() -> e));
    }
  }

  /** What the kept forecast says about a moment. */
  private Optional<Intensity> foreseen(Zone zone, Instant now) {
    Slot<Outlook> slot = forecasts.getIfPresent(zone);
    Kept<Outlook> kept = slot == null ? null : slot.kept();
    if (kept == null || kept.value() == null) {
      return Optional.empty();
    }
    IntensitySeries series = kept.value().series();
    OptionalDouble value = series.at(now);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    Provenance mark = marked(series.provenance(), kept, now);
    return Optional.of(new Intensity(
        value.getAsDouble(), series.basis(), series.startOf(series.indexOf(now)), mark));
  }

  @Override
  public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
    Slot<Outlook> slot = forecasts.get(zone, key -> new Slot<>(forecastRules));
    Kept<Outlook> kept = slot.ask(
        new Slot.Question<>(
            () -> source.forecast(zone, now, horizon).map(series -> new Outlook(series, horizon)),
            old -> old.asked().compareTo(horizon) >= 0 && reaches(old.series(), now),
            old -> old.value() != null && reaches(old.value().series(), now)),
        now);
    return Optional.ofNullable(kept.value()).map(old -> {
      IntensitySeries ahead = old.series().between(now, now.plus(horizon));
      return ahead.withProvenance(marked(ahead.provenance(), kept, now));
    });
  }

  private static boolean reaches(IntensitySeries series, Instant now) {
    return !now.isBefore(series.start()) && now.isBefore(series.end());
  }

  @Override
  public IntensitySeries history(Zone zone, Instant from, Instant to) {
    Instant now = clock.instant();
    Slot<Past> slot = histories.get(zone, key -> new Slot<>(historyRules));
    Kept<Past> kept = slot.ask(
        new Slot.Question<>(
            () ->
                Optional.of(new Past(source.history(zone, from, to), from, to, !to.isBefore(now))),
            old -> old.covers(from, to),
            old -> old.value() != null && old.value().series().between(from, to).size() > 0),
        now);
    if (kept.value() == null) {
      throw GridException.passing(name() + ": no history of " + zone, null);
    }
    IntensitySeries past = kept.value().series().between(from, to);
    return past.withProvenance(marked(past.provenance(), kept, now));
  }

  private static Provenance marked(Provenance given, Kept<?> kept, Instant now) {
    return given.withFreshness(kept.freshness(now));
  }

  private static <T> Cache<Zone, Slot<T>> slots() {
    // on the caller's thread: its housekeeping is short, and no thread is ours to leave behind
    return Caffeine.newBuilder().maximumSize(ZONES).executor(Runnable::run).build();
  }

  private static <T> Slot.Rules<T> rules(
      String name,
      Duration lifetime,
      boolean failuresLast,
      Function<T, Freshness> freshness,
      @Nullable BiPredicate<Kept<T>, T> isNew,
      DoubleSupplier random,
      @Nullable Executor background) {
    Duration quarter = lifetime.dividedBy(4);
    Duration pause = quarter.compareTo(LONGEST_PAUSE) < 0 ? quarter : LONGEST_PAUSE;
    return new Slot.Rules<>(
        name, lifetime, pause, failuresLast, freshness, isNew, random, background);
  }
}
