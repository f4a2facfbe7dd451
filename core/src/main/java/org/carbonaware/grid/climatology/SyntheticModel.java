package org.carbonaware.grid.climatology;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.carbonaware.grid.Zone;

/**
 * A year that might have been: the typical year, the weekend effect and noise drawn from a seed.
 * Noise is made in blocks of one calendar year (UTC), each from draws that depend on seed, zone and
 * year alone, so any hour has one value whatever was asked before. Made blocks are kept, a bounded
 * number of them. Safe for several threads.
 */
final class SyntheticModel implements HourlyModel {
  private static final int KEPT_BLOCKS = 64; // of 70 kB each

  private record BlockKey(Zone zone, int year) {}

  private final long seed;
  private final Map<BlockKey, double[]> blocks =
      Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BlockKey, double[]> eldest) {
          return size() > KEPT_BLOCKS;
        }
      });

  SyntheticModel(long seed) {
    this.seed = seed;
  }

  @Override
  public double gramsPerKwh(ZoneClimate climate, long hour) {
    int year = LocalDateTime.ofEpochSecond(hour * 3600, 0, ZoneOffset.UTC).getYear();
    double noise = block(climate, year)[(int) (hour - firstHour(year))];
    double value = climate.typical(hour) + climate.weekendEffect(hour) + noise;
    // Hundredths are finer than the figures behind them and keep files short.
    return Math.rint(climate.clipped(value) * 100) / 100;
  }

  // Not computeIfAbsent: two threads may make the same block twice, which is cheaper than a lock
  // held while making it.
  private double[] block(ZoneClimate climate, int year) {
    BlockKey key = new BlockKey(climate.zone(), year);
    double[] block = blocks.get(key);
    if (block == null) {
      block = climate
          .residuals()
          .path(hours(year - 1), draws(climate, year - 1), hours(year), draws(climate, year));
      blocks.put(key, block);
    }
    return block;
  }

  // java.util.Random because its sequence, nextGaussian included, is specified for ever.
  private Random draws(ZoneClimate climate, int year) {
    long mixed = mix(seed);
    for (byte b : climate.zone().key().getBytes(StandardCharsets.UTF_8)) {
      mixed = mix(mixed ^ b);
    }
    return new Random(mix(mixed ^ year));
  }

  // The finalizer of SplitMix64 (Steele, Lea, Flood 2014): unlike inputs give unlike outputs.
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private static int hours(int year) {
    return Year.of(year).length() * 24;
  }

  private static long firstHour(int year) {
    return OffsetDateTime.of(year, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC).toEpochSecond() / 3600;
  }
}
