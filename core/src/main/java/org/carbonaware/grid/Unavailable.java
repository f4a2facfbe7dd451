package org.carbonaware.grid;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A source that would serve a zone if something were there that is not, such as a key. */
record Unavailable(String name, Basis basis, String why) implements GridSource {
  @Override
  public Optional<Intensity> current(Zone zone, Instant now) {
    throw GridException.lasting(name + ": " + why);
  }

  @Override
  public IntensitySeries history(Zone zone, Instant from, Instant to) {
    throw GridException.lasting(name + ": " + why);
  }

  @Override
  public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
    throw GridException.lasting(name + ": " + why);
  }
}
