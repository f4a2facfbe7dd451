package org.carbonaware.grid.resilient;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.SourceHealth;
import org.carbonaware.grid.Zone;

/**
 * Asks sources in order of preference until one has a present answer. If none has, the best of the
 * others is given: a stale one before a static one. Each answer's provenance names the source it
 * came from.
 *
 * <p>All sources have one basis, and an answer of another is refused: figures of different basis
 * must not meet in one decision. Blocks as long as the sources do; safe for several threads if they
 * are.
 */
public final class FallbackSource implements GridSource {
  private final List<GridSource> sources;

  private FallbackSource(List<GridSource> sources) {
    this.sources = sources;
  }

  /**
   * A chain of sources. A chain among them counts as its sources.
   *
   * @param sources the sources, the preferred one first
   * @return one source of them all
   * @throws IllegalArgumentException if there is none, or they do not all have the same basis
   */
  public static FallbackSource of(List<? extends GridSource> sources) {
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("fallback: no sources; expected at least one");
    }
    List<GridSource> all = new ArrayList<>();
    for (GridSource source : sources) {
      if (source instanceof FallbackSource chain) {
        all.addAll(chain.sources);
      } else {
        all.add(source);
      }
    }
    Basis basis = sources.get(0).basis();
    for (GridSource source : sources) {
      if (source.basis() != basis) {
        throw new IllegalArgumentException("fallback from " + sources.get(0).name() + " ("
            + basis.label() + ") to " + source.name() + " (" + source.basis().label()
            + "): figures of different basis must not meet in one decision; expected sources that"
            + " all count " + basis.label());
      }
    }
    return new FallbackSource(List.copyOf(all));
  }

  @Override
  public String name() {
    return sources.stream().map(GridSource::name).collect(Collectors.joining(", else "));
  }

  @Override
  public Basis basis() {
    return sources.get(0).basis();
  }

  /** {@inheritDoc} What all of the sources may be asked for, so that each can stand in. */
  @Override
  public Duration longestHistory() {
    return sources.stream()
        .map(GridSource::longestHistory)
        .min(Duration::compareTo)
        .orElseThrow();
  }

  @Override
  public List<SourceHealth> health() {
    return sources.stream().flatMap(source -> source.health().stream()).toList();
  }

  @Override
  public Optional<Intensity> current(Zone zone, Instant now) {
    return first(
        source -> source.current(zone, now),
        Intensity::basis,
        value -> value.provenance().freshness());
  }

  @Override
  public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
    return first(
        source ->
            source.forecast(zone, now, horizon).filter(series -> series.mean().isPresent()),
        IntensitySeries::basis,
        series -> series.provenance().freshness());
  }

  @Override
  public IntensitySeries history(Zone zone, Instant from, Instant to) {
    List<IntensitySeries> empty = new ArrayList<>();
    Optional<IntensitySeries> found = first(
        source -> {
          IntensitySeries series = source.history(zone, from, to);
          if (series.mean().isEmpty() && series.basis() == basis()) {
            empty.add(series);
          }
          return Optional.of(series).filter(any -> any.mean().isPresent());
        },
        IntensitySeries::basis,
        series -> series.provenance().freshness());
    return found.orElseGet(() -> {
      if (empty.isEmpty()) {
        throw GridException.passing(name() + ": no history of " + zone, null);
      }
      return empty.get(0);
    });
  }

  private <T> Optional<T> first(
      Function<GridSource, Optional<T>> question,
      Function<T, Basis> basisOf,
      Function<T, Freshness> freshnessOf) {
    List<GridException> failures = new ArrayList<>();
    Optional<T> best = Optional.empty();
    for (GridSource source : sources) {
      Optional<T> answer;
      try {
        answer = question.apply(source);
        answer.ifPresent(value -> requireBasis(source, basisOf.apply(value)));
      } catch (RuntimeException e) {
        failures.add(AbstractSource.asGridException(source.name(), e));
        continue;
      }
      if (answer.isPresent()) {
        int rank = rank(freshnessOf.apply(answer.get()));
        if (rank == 0) {
          return answer;
        }
        if (best.isEmpty() || rank < rank(freshnessOf.apply(best.get()))) {
          best = answer;
        }
      }
    }
    if (failures.size() == sources.size()) {
      throw all(failures);
    }
    return best;
  }

  private void requireBasis(GridSource source, Basis basis) {
    if (basis != basis()) {
      throw GridException.lasting(source.name() + ": answered in " + basis.label()
          + " figures though it says it counts " + basis().label() + "; refused");
    }
  }

  private static int rank(Freshness freshness) {
    return switch (freshness.state()) {
      case LIVE, CACHED -> 0;
      case STALE -> 1;
      case STATIC -> 2;
    };
  }

  private static GridException all(List<GridException> failures) {
    if (failures.size() == 1) {
      return failures.get(0);
    }
    String message =
        failures.stream().map(Throwable::getMessage).collect(Collectors.joining("; and "));
    GridException joined = failures.stream().anyMatch(GridException::mayHelpToRetry)
        ? GridException.passing(message, failures.get(0))
        : GridException.lasting(message, failures.get(0));
    failures.stream().skip(1).forEach(joined::addSuppressed);
    return joined;
  }
}
