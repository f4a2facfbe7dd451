package org.carbonaware.grid.climatology;

import java.time.Duration;
import java.time.Instant;
import org.carbonaware.grid.Zone;

/** Intensity as a function of zone and hour, without memory of what was asked before. */
interface HourlyModel {
  /** The value in gCO2e per kWh of an hour, counted from 1970-01-01T00:00Z. */
  double gramsPerKwh(ZoneClimate climate, long hour);

  /**
   * Means over steps of any length, weighting each hour by its share; hours are constant inside.
   */
  default double[] steps(Zone zone, Instant start, Duration step, int count) {
    ZoneClimate climate = Climatology.builtIn().of(zone);
    double[] values = new double[count];
    long from = start.getEpochSecond();
    for (int i = 0; i < count; i++) {
      long to = from + step.toSeconds();
      double sum = 0;
      for (long at = from; at < to; ) {
        long hour = Math.floorDiv(at, 3600L);
        long until = Math.min(to, (hour + 1) * 3600);
        sum += (until - at) * gramsPerKwh(climate, hour);
        at = until;
      }
      values[i] = sum / step.toSeconds();
      from = to;
    }
    return values;
  }
}
