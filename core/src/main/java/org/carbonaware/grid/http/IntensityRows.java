package org.carbonaware.grid.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;

/**
 * Turns a provider's rows into a regular series. Rows may come in any order, twice, or in steps of
 * several lengths; two rows that contradict each other make their time unknown, and where rows are
 * missing the series is unknown too. Not for several threads.
 */
public final class IntensityRows {
  /** More than this is no carbon intensity of a grid but an error of unit or of the provider. */
  private static final double ABSURD_GRAMS_PER_KWH = 3000;

  private static final long HOUR = 3600;
  private static final long FINEST = 300;
  private static final long LONGEST = Duration.ofDays(4 * 366).toSeconds();

  private final long usualStep;
  private final TreeMap<Long, Double> rows = new TreeMap<>();
  private final Set<Long> contradicted = new HashSet<>();
  private final Map<Long, Long> stated = new HashMap<>();

  /**
   * No rows yet.
   *
   * @param usualStep how long a row holds where its neighbours do not tell: 5, 10, 15, 30 or 60
   *     minutes
   */
  public IntensityRows(Duration usualStep) {
    this.usualStep = usualStep.toSeconds();
    if (HOUR % this.usualStep != 0 || this.usualStep % FINEST != 0) {
      throw new IllegalArgumentException(
          "usual step " + usualStep + ": expected 5, 10, 15, 30 or 60 minutes");
    }
  }

  /**
   * Adds a row.
   *
   * @param start the start of the time it stands for, on a full 5 minutes and within 4 years of the
   *     other rows
   * @param gramsPerKwh gCO2e per kWh; what is not from 0 to 3000 counts as missing
   * @return whether the start can be used; if not, the row is not added
   */
  public boolean add(Instant start, double gramsPerKwh) {
    long second = start.getEpochSecond();
    if (start.getNano() != 0 || second % FINEST != 0 || isFarAway(second)) {
      return false;
    }
    double value =
        gramsPerKwh >= 0 && gramsPerKwh <= ABSURD_GRAMS_PER_KWH ? gramsPerKwh : Double.NaN;
    Double before = rows.get(second);
    if (before == null || before.isNaN()) {
      rows.put(second, value);
    } else if (!Double.isNaN(value) && value != before) {
      contradicted.add(second);
    }
    return true;
  }

  /**
   * Adds a row of a provider that says how long its rows hold. It ends earlier where another row
   * begins.
   *
   * @param start the start of the time it stands for, on a full 5 minutes and within 4 years of the
   *     other rows
   * @param gramsPerKwh gCO2e per kWh; what is not from 0 to 3000 counts as missing
   * @param holds how long it holds, full 5 minutes and at most 4 years; any other length, such as
   *     zero, counts as not said
   * @return whether the start can be used; if not, the row is not added
   */
  public boolean add(Instant start, double gramsPerKwh, Duration holds) {
    boolean added = add(start, gramsPerKwh);
    long seconds = holds.toSeconds();
    if (added && seconds > 0 && seconds <= LONGEST && seconds % FINEST == 0) {
      stated.merge(start.getEpochSecond(), seconds, Math::min);
    }
    return added;
  }

  /**
   * The full 5 minutes that hold a time, for services that label rows with any moment in them.
   *
   * @param time any time
   * @return the last full 5 minutes not after it
   */
  public static Instant fullFiveMinutes(Instant time) {
    return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), FINEST) * FINEST);
  }

  private boolean isFarAway(long second) {
    return !rows.isEmpty()
        && (second - rows.firstKey() > LONGEST || rows.lastKey() - second > LONGEST);
  }

  /**
   * The series of all rows.
   *
   * @param zone the zone
   * @param basis what the values count
   * @param provenance where they came from
   * @return a series from the first row to the end of the last, empty if there are no rows
   */
  public IntensitySeries series(Zone zone, Basis basis, Provenance provenance) {
    if (rows.isEmpty()) {
      return IntensitySeries.of(
          zone, basis, provenance, Instant.EPOCH, Duration.ofSeconds(usualStep), new double[0]);
    }
    long[] starts = rows.keySet().stream().mapToLong(Long::longValue).toArray();
    long[] holds = holds(starts);
    long step = step(starts, holds);
    long first = starts[0];
    long steps = (starts[starts.length - 1] + holds[starts.length - 1] - first) / step;
    double[] values = new double[(int) steps];
    Arrays.fill(values, Double.NaN);
    int row = 0;
    for (Map.Entry<Long, Double> entry : rows.entrySet()) {
      int from = (int) ((entry.getKey() - first) / step);
      double value = contradicted.contains(entry.getKey()) ? Double.NaN : entry.getValue();
      Arrays.fill(values, from, from + (int) (holds[row] / step), value);
      row++;
    }
    return IntensitySeries.of(
        zone, basis, provenance, Instant.ofEpochSecond(first), Duration.ofSeconds(step), values);
  }

  /** Unless it says, a row holds as long as its nearer neighbour is away: a hole stays a hole. */
  private long[] holds(long[] starts) {
    long[] holds = new long[starts.length];
    for (int i = 0; i < starts.length; i++) {
      long before = i == 0 ? Long.MAX_VALUE : starts[i] - starts[i - 1];
      long after = i == starts.length - 1 ? Long.MAX_VALUE : starts[i + 1] - starts[i];
      long nearer = Math.min(before, after);
      Long said = stated.get(starts[i]);
      holds[i] = said != null ? Math.min(said, after) : nearer > HOUR ? usualStep : nearer;
    }
    return holds;
  }

  private static long step(long[] starts, long[] holds) {
    long step = holds[0];
    for (int i = 1; i < starts.length; i++) {
      step = gcd(gcd(step, holds[i]), starts[i] - starts[i - 1]);
    }
    return step;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /**
   * What a forecast says from a moment on.
   *
   * @param expected all that is expected
   * @param now the moment
   * @param horizon how far ahead is wanted
   * @return a series whose first step contains the moment and whose last value is known; empty if
   *     there is none
   */
  public static Optional<IntensitySeries> ahead(
      IntensitySeries expected, Instant now, Duration horizon) {
    IntensitySeries ahead = trimmedEnd(expected.between(now, now.plus(horizon)));
    return ahead.size() == 0 || ahead.start().isAfter(now) ? Optional.empty() : Optional.of(ahead);
  }

  /**
   * A series without the unknown steps at its beginning and end.
   *
   * @param series any series
   * @return a series that is empty or begins and ends with a known value
   */
  public static IntensitySeries trimmed(IntensitySeries series) {
    int first = 0;
    while (first < series.size() && Double.isNaN(series.gramsPerKwh(first))) {
      first++;
    }
    return trimmedEnd(series.between(series.startOf(first), series.end()));
  }

  /**
   * A series without the unknown steps at its end.
   *
   * @param series any series
   * @return a series that is empty or ends with a known value
   */
  public static IntensitySeries trimmedEnd(IntensitySeries series) {
    int past = series.size();
    while (past > 0 && Double.isNaN(series.gramsPerKwh(past - 1))) {
      past--;
    }
    return series.between(series.start(), series.startOf(past));
  }
}
