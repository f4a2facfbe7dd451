package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.GridView;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.carbonaware.plan.RecentRange;

/**
 * What a run expects of the grid: the source's own forecast, or one made from its history where it
 * has none or only a table. Belongs to the grid thread; blocks as long as the source does.
 */
final class Lookahead {
  private static final Duration LEAST_HISTORY = Duration.ofHours(12);
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final GridSource source;
  private final Zone zone;
  private final Forecaster forecaster;
  private final Supplier<Instant> deadline;
  private final Predicate<Basis> isOurs;
  private final KeptHistory history;
  private final ForecastMemory memory = new ForecastMemory();
  private boolean ofOurs;
  private Rest rest = Rest.OVER;

  /**
   * Looks ahead.
   *
   * @param deadline when the run must have ended, to look so far ahead
   * @param isOurs whether figures of a basis may be used
   */
  Lookahead(
      GridSource source,
      Zone zone,
      Forecaster forecaster,
      Supplier<Instant> deadline,
      Predicate<Basis> isOurs) {
    this.source = source;
    this.zone = zone;
    this.forecaster = forecaster;
    this.deadline = deadline;
    this.isOurs = isOurs;
    Duration memory = forecaster.memory();
    Duration wanted = memory.compareTo(RecentRange.SPAN) < 0 ? RecentRange.SPAN : memory;
    this.history = new KeptHistory(source, zone, wanted, isOurs);
  }

  /** The expectation at a moment, with what its issue said of steps that are over. */
  Optional<IntensitySeries> from(Instant now, Optional<Intensity> current) {
    Optional<IntensitySeries> given = ofTheSource(now);
    boolean isTable = given.filter(series -> isAssumed(series.provenance())).isPresent();
    ofOurs = false;
    boolean isMeasured = current.filter(value -> !isAssumed(value.provenance())).isPresent();
    if (isTable && isMeasured) {
      Optional<IntensitySeries> made = insteadOfATable(now);
      given = made.isPresent() ? made : given;
    } else if (given.isEmpty()) {
      given = history.upTo(now).flatMap(past -> foreseen(past, now));
    }
    return given.map(memory::prolonged);
  }

  /**
   * The expectation again if it is made from history and an older piece of that has come; empty if
   * there is nothing better than what {@link #from} said. Takes as long as the source does.
   */
  Optional<IntensitySeries> better(Instant now) {
    return ofOurs
        ? history.extended(now).flatMap(past -> foreseen(past, now)).map(memory::prolonged)
        : Optional.empty();
  }

  /** What is kept of the zone's past, without asking for any. */
  Optional<IntensitySeries> past() {
    return history.kept();
  }

  /** What is kept of the zone's past; if nothing is, its last days are asked for. Never throws. */
  Optional<IntensitySeries> pastAskedFor(Instant now) {
    return history.atHand(now);
  }

  /**
   * A source that can't make one whenever it is asked, as where a key's plan lacks it, counts as
   * one that makes none, and is left alone with it for a while.
   */
  private Optional<IntensitySeries> ofTheSource(Instant now) {
    if (rest.lasts(now)) {
      return Optional.empty();
    }
    try {
      return source.forecast(zone, now, horizon(now)).filter(series -> isOurs.test(series.basis()));
    } catch (GridException e) {
      if (e.mayHelpToRetry()) {
        throw e;
      }
      rest = new Rest(now, PATIENCE);
      return Optional.empty();
    }
  }

  private Optional<IntensitySeries> foreseen(IntensitySeries past, Instant now) {
    IntensitySeries remembered = past.between(now.minus(forecaster.memory()), now);
    Optional<IntensitySeries> made = Optional.of(
            forecaster.forecast(remembered, now, horizon(now)).mean())
        .filter(mean -> mean.mean().isPresent());
    ofOurs = made.isPresent();
    return made;
  }

  /** Where one source measures and another only has a table, what was measured tells more. */
  private Optional<IntensitySeries> insteadOfATable(Instant now) {
    try {
      return history.upTo(now).filter(Lookahead::tells).flatMap(past -> foreseen(past, now));
    } catch (RuntimeException e) {
      return Optional.empty(); // the table is there
    }
  }

  private Duration horizon(Instant now) {
    return GridView.horizon(Duration.between(now, deadline.get()));
  }

  private static boolean tells(IntensitySeries past) {
    boolean isEnough = past.step().multipliedBy(past.size()).compareTo(LEAST_HISTORY) >= 0;
    return isEnough && !isAssumed(past.provenance());
  }

  private static boolean isAssumed(Provenance provenance) {
    return provenance.kind() == Provenance.Kind.ASSUMED;
  }
}
