package org.carbonaware.benchmarks.micro;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;

/** Intensities with days, weather and noise, the same each time. */
final class MadeGrid {
  static final Zone ZONE = Zone.of("DE");
  static final Duration HOUR = Duration.ofHours(1);

  private MadeGrid() {}

  static IntensitySeries hours(Instant start, int count, Provenance.Kind kind) {
    SplittableRandom random = new SplittableRandom(42);
    double[] values = new double[count];
    double weather = 0;
    for (int i = 0; i < count; i++) {
      weather = 0.97 * weather + random.nextDouble(-15, 15);
      double day = 80 * Math.cos(2 * Math.PI * (i % 24 - 19) / 24);
      values[i] = Math.max(20, 320 + day + weather + random.nextDouble(-5, 5));
    }
    return IntensitySeries.of(
        ZONE, Basis.LIFECYCLE, new Provenance("made", kind), start, HOUR, values);
  }
}
