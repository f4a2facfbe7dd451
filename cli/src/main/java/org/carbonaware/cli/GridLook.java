package org.carbonaware.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.carbonaware.cli.terminal.Levels;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.GridView;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.SourceHealth;
import org.carbonaware.grid.Zone;

/**
 * What is known of a zone's grid when it is looked at: as a training would see it, and the last two
 * weeks.
 *
 * @param zone the zone
 * @param view the present and the outlook
 * @param past what was; empty if the source does not say
 * @param levels what is low and high for the zone; empty if too little of its past is known
 * @param troubles what kept the source from saying more, one sentence each
 */
record GridLook(
    Zone zone,
    GridView view,
    Optional<IntensitySeries> past,
    Optional<Levels> levels,
    List<String> troubles) {
  private static final Duration PAST = Duration.ofDays(14);

  /** What holds now; empty if it is not known. */
  Optional<Intensity> now() {
    return view.at(view.asOf());
  }

  /** Whether what holds now is from a table. */
  boolean isAssumed() {
    return now().filter(value -> isAssumed(value.provenance())).isPresent();
  }

  /** The first that kept the source from saying more; what follows is mostly a part of it. */
  Optional<String> trouble() {
    return troubles.stream().findFirst();
  }

  /** A look at a grid of which nothing can be known. */
  static GridLook impossible(Zone zone, Instant now, String why) {
    return new GridLook(
        zone, GridView.unknown(now), Optional.empty(), Optional.empty(), List.of(why));
  }

  /**
   * Asks a source; blocks as long as it does.
   *
   * @param ahead how far ahead it is wanted
   * @param forecaster makes the outlook where the source has none, or only a table
   */
  static GridLook at(
      GridSource source, Zone zone, Instant now, Duration ahead, Forecaster forecaster) {
    List<String> troubles = new ArrayList<>();
    Optional<Intensity> current = asked(
        () -> source
            .current(zone, now)
            .filter(value -> value.basis() == source.basis() && !value.at().isAfter(now)),
        troubles);
    Duration longest = source.longestHistory();
    Duration span = longest.compareTo(PAST) < 0 ? longest : PAST;
    Optional<IntensitySeries> past = asked(
        () -> Optional.of(source.history(zone, now.minus(span), now))
            .filter(series -> series.basis() == source.basis() && series.mean().isPresent()),
        troubles);
    Optional<IntensitySeries> forecast = asked(
        () -> source.forecast(zone, now, ahead).filter(series -> series.basis() == source.basis()),
        troubles);
    boolean measured = current.filter(value -> !isAssumed(value.provenance())).isPresent();
    boolean table = forecast.filter(series -> isAssumed(series.provenance())).isPresent();
    if (forecast.isEmpty() || (table && measured)) {
      Optional<IntensitySeries> made = past.filter(
              series -> !(measured && isAssumed(series.provenance())))
          .flatMap(series -> foreseen(forecaster, series, now, ahead));
      forecast = made.isPresent() ? made : forecast;
    }
    GridView view = GridView.of(now, current, forecast);
    view.at(now)
        .filter(value -> isAssumed(value.provenance()))
        .ifPresent(value -> troubles.addAll(0, whyAssumed(source, troubles)));
    boolean comparable = view.at(now)
        .filter(value -> isAssumed(value.provenance())
            == past.filter(series -> isAssumed(series.provenance())).isPresent())
        .isPresent();
    Optional<Levels> levels =
        past.filter(series -> comparable).flatMap(series -> RecentLevels.of(series, now));
    return new GridLook(zone, view, past, levels, troubles.stream().distinct().toList());
  }

  /** This look, or what an earlier one knew, as overdue, where this one knows nothing. */
  GridLook orKept(Optional<GridLook> earlier) {
    if (now().isPresent() || earlier.isEmpty()) {
      return this;
    }
    GridView kept = earlier.get().view.keptUntil(view.asOf(), true);
    return new GridLook(zone, kept, earlier.get().past, earlier.get().levels, troubles);
  }

  private static <T> Optional<T> asked(Supplier<Optional<T>> question, List<String> troubles) {
    try {
      return question.get();
    } catch (GridException e) {
      if (e.isOfUnknownZone()) {
        throw e;
      }
      troubles.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static Optional<IntensitySeries> foreseen(
      Forecaster forecaster, IntensitySeries past, Instant now, Duration ahead) {
    try {
      return Optional.of(forecaster.forecast(past, now, ahead).mean())
          .filter(mean -> mean.mean().isPresent())
          .map(mean -> isAssumed(past.provenance()) ? assumed(mean) : mean);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // steps that do not divide a day
    }
  }

  /** What is made from a table is no better known than the table. */
  private static IntensitySeries assumed(IntensitySeries mean) {
    return mean.withProvenance(new Provenance(mean.provenance().source(), Provenance.Kind.ASSUMED));
  }

  private static List<String> whyAssumed(GridSource source, List<String> known) {
    return source.health().stream()
        .filter(health -> health.failuresInARow() > 0)
        .map(SourceHealth::lastError)
        .flatMap(Optional::stream)
        .filter(error -> known.stream().noneMatch(said -> said.contains(error)))
        .toList();
  }

  private static boolean isAssumed(Provenance provenance) {
    return provenance.kind() == Provenance.Kind.ASSUMED;
  }

  /** The length of the steps in which this is shown: those of the past, or of the outlook. */
  Duration step() {
    return past.or(view::outlook).map(IntensitySeries::step).orElse(Duration.ofHours(1));
  }

  /** The start of the step that holds the present. */
  Instant stepStart() {
    Optional<IntensitySeries> grid = past.or(view::outlook);
    return grid.map(series -> series.startOf(series.indexOf(view.asOf())))
        .or(() -> now().map(Intensity::at))
        .orElse(view.asOf());
  }

  /** The first step from which on nothing is known but what is expected. */
  Instant expectedFrom() {
    Instant next = stepStart().plus(step());
    boolean known = now()
        .filter(value -> value.provenance().kind() != Provenance.Kind.FORECAST)
        .isPresent();
    if (known) {
      return next;
    }
    IntensitySeries series = past.orElse(null);
    for (int i = series == null ? -1 : series.size() - 1; series != null && i >= 0; i--) {
      if (!Double.isNaN(series.gramsPerKwh(i))) {
        return series.startOf(i + 1).isBefore(next) ? series.startOf(i + 1) : next;
      }
    }
    return stepStart();
  }

  /** What is known or expected of each step from a time on; NaN where nothing is. */
  double[] around(Instant from, int steps) {
    double[] values = new double[steps];
    Instant present = stepStart();
    for (int i = 0; i < steps; i++) {
      Instant start = from.plus(step().multipliedBy(i));
      Instant end = start.plus(step());
      OptionalDouble was =
          past.map(series -> series.between(start, end).mean()).orElse(OptionalDouble.empty());
      if (start.equals(present) && now().isPresent()) {
        was = OptionalDouble.of(now().get().gramsPerKwh());
      }
      OptionalDouble value = was.isPresent()
          ? was
          : view.outlook()
              .map(series -> series.between(start, end).mean())
              .orElse(OptionalDouble.empty());
      values[i] = value.orElse(Double.NaN);
    }
    return values;
  }
}
