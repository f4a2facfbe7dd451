package org.carbonaware.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The intensities of a run's whole time: those its energy was booked at, and around them those that
 * were observed, each holding until the next.
 */
final class IntensityTimeline {
  private static final double JOULES_PER_KWH = 3_600_000;

  private record Booked(Instant to, Optional<Double> gramsPerKwh) {}

  /** What energy emits at some time: the joules of unknown intensity emit nothing. */
  record Emission(double grams, double unknownJoules) {}

  private final NavigableMap<Instant, Double> observed = new TreeMap<>();
  private final NavigableMap<Instant, Booked> booked = new TreeMap<>();

  /** Of two observations of the same moment the later one holds: it is the better informed. */
  void observe(Instant from, double gramsPerKwh) {
    observed.put(from, gramsPerKwh);
  }

  /** Books an interval; without an intensity it is unknown, whatever was observed. */
  void book(Instant from, Instant to, Optional<Double> gramsPerKwh) {
    booked.merge(
        from,
        new Booked(to, gramsPerKwh),
        (one, other) -> one.to().isAfter(other.to()) ? one : other);
  }

  /** Spreads energy evenly over an interval. */
  Emission emission(double joules, Instant from, Instant to) {
    if (!from.isBefore(to)) {
      double gramsPerKwh = at(from, true).orElse(Double.NaN);
      return Double.isNaN(gramsPerKwh)
          ? new Emission(0, joules)
          : new Emission(joules / JOULES_PER_KWH * gramsPerKwh, 0);
    }
    double whole = seconds(from, to);
    double grams = 0;
    double unknown = 0;
    for (Instant cursor = from; cursor.isBefore(to); ) {
      Instant next = nextChange(cursor, to);
      double part = joules * seconds(cursor, next) / whole;
      Optional<Double> gramsPerKwh = at(cursor, false);
      if (gramsPerKwh.isPresent()) {
        grams += part / JOULES_PER_KWH * gramsPerKwh.get();
      } else {
        unknown += part;
      }
      cursor = next;
    }
    return new Emission(grams, unknown);
  }

  private Optional<Double> at(Instant moment, boolean endsIncluded) {
    Map.Entry<Instant, Booked> entry = booked.floorEntry(moment);
    if (entry != null
        && (moment.isBefore(entry.getValue().to())
            || (endsIncluded && moment.equals(entry.getValue().to())))) {
      return entry.getValue().gramsPerKwh();
    }
    return Optional.ofNullable(observed.floorEntry(moment))
        .map(Map.Entry::getValue)
        .filter(value -> !Double.isNaN(value));
  }

  private Instant nextChange(Instant after, Instant atMost) {
    Instant next = earlier(atMost, observed.higherKey(after), after);
    next = earlier(next, booked.higherKey(after), after);
    Map.Entry<Instant, Booked> current = booked.floorEntry(after);
    return current == null ? next : earlier(next, current.getValue().to(), after);
  }

  private static Instant earlier(Instant one, @Nullable Instant other, Instant after) {
    return other != null && other.isAfter(after) && other.isBefore(one) ? other : one;
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
