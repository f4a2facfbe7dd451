package org.carbonaware.forecast;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.trace.IssuedForecastFile;

/**
 * What a provider forecast for some zones, issue by issue. Immutable and safe for several threads.
 */
public final class ProviderForecasts {
  private final Map<Zone, NavigableMap<Instant, IntensitySeries>> issues;

  private ProviderForecasts(Map<Zone, NavigableMap<Instant, IntensitySeries>> issues) {
    this.issues = issues;
  }

  /**
   * Reads a file of published forecasts. Blocks on the disk.
   *
   * @param file a CSV file, plain or gzipped, of {@code region,issue_utc,lead_h,forecast}
   * @param basis what its values count
   * @return the forecasts
   * @throws GridException lasting, naming file and line, if the file cannot be read or used
   * @see IssuedForecastFile
   */
  public static ProviderForecasts read(Path file, Basis basis) {
    return of(IssuedForecastFile.read(file, basis));
  }

  /**
   * Takes forecasts that are at hand.
   *
   * @param issues for each zone its issues; each begins at the moment of its issue
   * @return the forecasts
   */
  public static ProviderForecasts of(Map<Zone, List<IntensitySeries>> issues) {
    Map<Zone, NavigableMap<Instant, IntensitySeries>> sorted = new LinkedHashMap<>();
    issues.forEach((zone, series) -> {
      NavigableMap<Instant, IntensitySeries> ofZone = new TreeMap<>(Comparator.naturalOrder());
      series.forEach(issue -> ofZone.put(issue.start(), issue));
      sorted.put(zone, ofZone);
    });
    return new ProviderForecasts(sorted);
  }

  /**
   * The zones that have forecasts.
   *
   * @return the zones in the order of the file
   */
  public Set<Zone> zones() {
    return Collections.unmodifiableSet(issues.keySet());
  }

  /**
   * The newest issue at a moment.
   *
   * @param zone the zone
   * @param now the moment of asking
   * @return the newest issue that is not later, however old, or empty if there is none
   */
  public Optional<IntensitySeries> newest(Zone zone, Instant now) {
    return Optional.ofNullable(ofZone(zone).floorEntry(now)).map(Map.Entry::getValue);
  }

  /** The issues of an interval, its end exclusive, in the order of time. */
  List<IntensitySeries> between(Zone zone, Instant from, Instant to) {
    return from.isBefore(to)
        ? List.copyOf(ofZone(zone).subMap(from, true, to, false).values())
        : List.of();
  }

  private NavigableMap<Instant, IntensitySeries> ofZone(Zone zone) {
    return issues.getOrDefault(zone, Collections.emptyNavigableMap());
  }

  /** What an issue says of a step, NaN if it does not say it of the whole step. */
  static double gramsPerKwh(IntensitySeries issue, Instant start, long stepSeconds) {
    long own = issue.step().toSeconds();
    long count = Math.max(1, stepSeconds / own);
    double sum = 0;
    for (long i = 0; i < count; i++) {
      sum += issue.at(start.plusSeconds(i * own)).orElse(Double.NaN);
    }
    return sum / count;
  }
}
