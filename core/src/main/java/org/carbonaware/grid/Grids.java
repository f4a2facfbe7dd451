package org.carbonaware.grid;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.carbonaware.grid.climatology.ClimatologyGridSource;
import org.carbonaware.grid.electricitymaps.ElectricityMapsGridSource;
import org.carbonaware.grid.energycharts.EnergyChartsGridSource;
import org.carbonaware.grid.http.ApiKey;
import org.carbonaware.grid.http.HttpLimits;
import org.carbonaware.grid.resilient.Bounds;
import org.carbonaware.grid.resilient.Cadence;
import org.carbonaware.grid.resilient.RateLimit;
import org.carbonaware.grid.resilient.ResilientSource;
import org.carbonaware.grid.trace.Gaps;
import org.carbonaware.grid.trace.TraceFile;
import org.carbonaware.grid.trace.TraceGridSource;
import org.carbonaware.grid.uk.NesoGridSource;

/**
 * Where grid sources are made. Methods without a clock use the system's. A source's history ends at
 * its clock's present, so simulations pass their own.
 *
 * <p>Live sources keep their last good forecasts in the user's cache directory
 * ({@code $XDG_CACHE_HOME} or {@code ~/.cache}, on macOS {@code ~/Library/Caches}, on Windows
 * {@code %LOCALAPPDATA%}; below it {@code carbon-aware-trainer/grid}), so that a training started
 * without a network still has one. For other settings build a {@link ResilientSource} around the
 * provider's own class; {@link GridSource#orElse} chains sources.
 */
public final class Grids {
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Map<String, String> SYSTEM = Map.of(
      "os.name",
      System.getProperty("os.name", ""),
      "user.home",
      System.getProperty("user.home", ""));

  /** The north of Scotland has run on wind for a night: 0 g/kWh, as NESO counts. */
  private static final Bounds ZEROS_ARE_CLEAN =
      new Bounds(3000, 500, Duration.ofHours(12), Duration.ofHours(3));

  private Grids() {}

  /**
   * A trace file with lifecycle values and without gaps, replayed at its own dates. Blocks on the
   * disk.
   *
   * @param file a CSV file that {@link TraceFile} understands
   * @return a source without forecasts
   * @throws GridException lasting, if the file cannot be read or used
   */
  public static GridSource trace(Path file) {
    return trace(file, Basis.LIFECYCLE, Gaps.FAIL, InstantSource.system());
  }

  /**
   * A trace file, replayed at its own dates. Blocks on the disk.
   *
   * @param file a CSV file that {@link TraceFile} understands
   * @param basis what its values count
   * @param gaps what to do with damage
   * @param clock tells the present, which ends the history
   * @return a source without forecasts
   * @throws GridException lasting, if the file cannot be read or used
   */
  public static GridSource trace(Path file, Basis basis, Gaps gaps, InstantSource clock) {
    return TraceGridSource.of(TraceFile.read(file, basis, gaps), clock);
  }

  /**
   * Made-up but realistic values, the same for the same seed.
   *
   * @param seed chooses the made-up years
   * @return a source without forecasts
   * @see ClimatologyGridSource#synthetic
   */
  public static GridSource synthetic(long seed) {
    return synthetic(seed, InstantSource.system());
  }

  /**
   * Made-up but realistic values, the same for the same seed.
   *
   * @param seed chooses the made-up years
   * @param clock tells the present, which ends the history
   * @return a source without forecasts
   * @see ClimatologyGridSource#synthetic
   */
  public static GridSource synthetic(long seed, InstantSource clock) {
    return ClimatologyGridSource.synthetic(seed, clock);
  }

  /**
   * The values of a typical year.
   *
   * @return a source with forecasts
   * @see ClimatologyGridSource#typical
   */
  public static GridSource typical() {
    return typical(InstantSource.system());
  }

  /**
   * The values of a typical year.
   *
   * @param clock tells the present, which ends the history
   * @return a source with forecasts
   * @see ClimatologyGridSource#typical
   */
  public static GridSource typical(InstantSource clock) {
    return ClimatologyGridSource.typical(clock);
  }

  /**
   * European countries, live and ahead, without a key, with all defences of a
   * {@link ResilientSource}. Asks api.energy-charts.info when it is used, at most every 15 minutes
   * for each kind of question.
   *
   * @return a source with forecasts, of lifecycle basis
   * @see EnergyChartsGridSource
   */
  public static GridSource energyCharts() {
    return defended(EnergyChartsGridSource.at(
            EnergyChartsGridSource.ADDRESS, HttpLimits.ofDefaults(), InstantSource.system()))
        .build();
  }

  /**
   * Great Britain and its regions, live and ahead, without a key, with all defences of a
   * {@link ResilientSource}. Asks api.carbonintensity.org.uk when it is used, at most every 15
   * minutes for each kind of question.
   *
   * @return a source with forecasts, of direct basis
   * @see NesoGridSource
   */
  public static GridSource ukNeso() {
    return defended(NesoGridSource.at(
            NesoGridSource.ADDRESS, HttpLimits.ofDefaults(), InstantSource.system()))
        .bounds(ZEROS_ARE_CLEAN)
        .build();
  }

  /**
   * Most of the world, live and ahead, with a key, with all defences of a {@link ResilientSource}.
   * Asks api.electricitymaps.com when it is used: every 15 minutes for the present, every hour for
   * forecast and history, and never more than 45 times an hour, which free plans allow.
   *
   * @param key the account's key
   * @return a source with forecasts, of lifecycle basis
   * @see ElectricityMapsGridSource
   */
  public static GridSource electricityMaps(ApiKey key) {
    return electricityMaps(key, Basis.LIFECYCLE);
  }

  /**
   * The same, with a choice of what the figures count.
   *
   * @param key the account's key
   * @param basis lifecycle or direct
   * @return a source with forecasts, of that basis
   * @throws IllegalArgumentException if the basis is marginal
   */
  public static GridSource electricityMaps(ApiKey key, Basis basis) {
    return defended(ElectricityMapsGridSource.at(
            ElectricityMapsGridSource.ADDRESS,
            key,
            basis,
            HttpLimits.ofDefaults(),
            InstantSource.system()))
        .cadence(new Cadence(QUARTER, HOUR, HOUR))
        .rateLimit(new RateLimit(45, HOUR))
        .build();
  }

  private static ResilientSource.Builder defended(GridSource provider) {
    ResilientSource.Builder defended = ResilientSource.builder(provider);
    CacheDirectory.of(System.getenv(), SYSTEM).ifPresent(defended::directory);
    return defended;
  }
}
