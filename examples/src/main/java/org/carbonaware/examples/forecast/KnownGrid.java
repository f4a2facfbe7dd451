package org.carbonaware.examples.forecast;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.carbonaware.examples.demo.DemoGrid;
import org.carbonaware.examples.forecast.task.TimeSplit;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.trace.Gaps;

/**
 * The grid that the training runs on and learns, which is one and the same. The training begins
 * where the hold-out does: at that moment only the past is known, as it would be to anybody.
 *
 * @param grid where the training runs
 * @param split what of it is learned and what is held out
 */
record KnownGrid(DemoGrid grid, TimeSplit split) {
  /** As long a past as a data set of a year and a half has. */
  private static final Duration SYNTHETIC_PAST = Duration.ofDays(480);

  /** Reads the trace or makes up the grid; blocks on the disk. */
  static KnownGrid of(Optional<Path> trace, String zone, Basis basis, Gaps gaps, long seed) {
    DemoGrid grid = DemoGrid.of(trace, zone, basis, gaps, seed);
    return new KnownGrid(
        grid, grid.traced().map(TimeSplit::ofEnd).orElseGet(() -> synthetic(grid)));
  }

  private static TimeSplit synthetic(DemoGrid grid) {
    Instant start = DemoGrid.SYNTHETIC_START;
    Instant end = start.plus(Duration.ofDays(TimeSplit.USUAL_HELD_OUT_DAYS));
    IntensitySeries hours =
        grid.source(() -> end).history(grid.zone(), start.minus(SYNTHETIC_PAST), end);
    return TimeSplit.at(hours, start);
  }

  /** SHA-256 of all that is learned: when it begins and every hour's intensity. */
  String digest() {
    IntensitySeries hours = split.hours();
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(split.start() + 1, Long.BYTES));
    bytes.putLong(hours.start().getEpochSecond());
    for (int hour = 0; hour < split.start(); hour++) {
      bytes.putDouble(hours.gramsPerKwh(hour));
    }
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must offer SHA-256", e);
    }
  }
}
