package org.carbonaware.grid.resilient;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.SourceHealth;
import org.carbonaware.grid.Zone;

/** A source around another that treats the three questions alike. */
abstract class AbstractSource implements GridSource {
  private final GridSource source;

  AbstractSource(GridSource source) {
    this.source = source;
  }

  /** Asks the source within, as many times as this defence wants to. */
  abstract <T> T ask(Supplier<T> question);

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
    return ask(() -> source.current(zone, now));
  }

  @Override
  public IntensitySeries history(Zone zone, Instant from, Instant to) {
    return ask(() -> source.history(zone, from, to));
  }

  @Override
  public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
    return ask(() -> source.forecast(zone, now, horizon));
  }

  /**
   * What a failure means to callers. A fault inside a source is lasting: asking the same again
   * meets the same fault.
   */
  static GridException asGridException(String name, RuntimeException e) {
    return e instanceof GridException known
        ? known
        : GridException.lasting(
            name + ": fault inside the source (" + e.getClass().getSimpleName()
                + "); please report it with the stack trace",
            e);
  }
}
