package org.carbonaware.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;

/** Grids as no provider has them: waves, jumps, spikes, flat lines, with holes. */
final class RandomGrids {
  static final Instant START = Instant.parse("2024-03-01T00:00:00Z");

  private RandomGrids() {}

  static IntensitySeries series(Duration step, double... values) {
    Provenance measured = new Provenance("test", Provenance.Kind.MEASURED);
    return IntensitySeries.of(Zone.of("DE"), Basis.LIFECYCLE, measured, START, step, values);
  }

  static IntensitySeries random(SplittableRandom random, Duration step, Duration length) {
    double[] values = new double[(int) length.dividedBy(step)];
    int kind = random.nextInt(4);
    double wave = random.nextDouble(20, 250);
    double holes = random.nextInt(3) == 0 ? random.nextDouble(0.3) : 0;
    double walk = random.nextDouble(10, 700);
    for (int i = 0; i < values.length; i++) {
      double hour = i * step.toMinutes() / 60.0;
      walk = Math.max(0, walk + random.nextDouble(-40, 40));
      values[i] = switch (kind) {
        case 0 -> 300 + wave * Math.sin(hour / 24 * 2 * Math.PI) + random.nextDouble(-20, 20);
        case 1 -> walk;
        case 2 -> random.nextInt(4) == 0 ? random.nextDouble(900) : 100;
        default -> 400;
      };
      values[i] = i > 0 && random.nextDouble() < holes ? Double.NaN : Math.max(0, values[i]);
    }
    return series(step, values);
  }
}
