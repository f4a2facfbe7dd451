package org.carbonaware.benchmarks.published;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.carbonaware.forecast.Forecast;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;

/**
 * Makes each forecast of a zone once, for several simulations of the same traces. Right only where
 * the history at a moment is always the same. Safe for several threads.
 */
final class Remembered implements Forecaster {
  private record Issue(Zone zone, Instant at, Duration horizon) {}

  private final Supplier<Forecaster> supplier;
  private final Forecaster described;
  private final Map<Zone, Forecaster> models = new ConcurrentHashMap<>();
  private final Map<Issue, Forecast> made = new ConcurrentHashMap<>();

  /** Asks one forecaster for each zone, which need keep no other's in mind. */
  Remembered(Supplier<Forecaster> supplier) {
    this.supplier = supplier;
    this.described = supplier.get();
  }

  @Override
  public String model() {
    return described.model();
  }

  @Override
  public Duration memory() {
    return described.memory();
  }

  @Override
  public Forecast forecast(IntensitySeries history, Instant issuedAt, Duration horizon) {
    Issue issue = new Issue(history.zone(), issuedAt, horizon);
    Forecast known = made.get(issue);
    if (known == null) { // made outside of the map, which others use meanwhile
      known = models
          .computeIfAbsent(history.zone(), zone -> supplier.get())
          .forecast(history, issuedAt, horizon);
      made.put(issue, known);
    }
    return known;
  }
}
