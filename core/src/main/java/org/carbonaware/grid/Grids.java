package org.carbonaware.grid;

import java.nio.file.Path;
import java.time.InstantSource;
import org.carbonaware.grid.climatology.ClimatologyGridSource;
import org.carbonaware.grid.electricitymaps.ElectricityMapsGridSource;
import org.carbonaware.grid.energycharts.EnergyChartsGridSource;
import org.carbonaware.grid.http.ApiKey;
import org.carbonaware.grid.http.HttpLimits;
import org.carbonaware.grid.trace.Gaps;
import org.carbonaware.grid.trace.TraceFile;
import org.carbonaware.grid.trace.TraceGridSource;
import org.carbonaware.grid.uk.NesoGridSource;

/**
 * Where grid sources are made. Methods without a clock use the system's. A source's history ends at
 * its clock's present, so simulations pass their own.
 */
public final class Grids {
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
   * European countries, live and ahead, without a key. Asks api.energy-charts.info when it is used,
   * not before.
   *
   * @return a source with forecasts, of lifecycle basis
   * @see EnergyChartsGridSource
   */
  public static GridSource energyCharts() {
    return EnergyChartsGridSource.at(
        EnergyChartsGridSource.ADDRESS, HttpLimits.ofDefaults(), InstantSource.system());
  }

  /**
   * Great Britain and its regions, live and ahead, without a key. Asks api.carbonintensity.org.uk
   * when it is used, not before.
   *
   * @return a source with forecasts, of direct basis
   * @see NesoGridSource
   */
  public static GridSource ukNeso() {
    return NesoGridSource.at(
        NesoGridSource.ADDRESS, HttpLimits.ofDefaults(), InstantSource.system());
  }

  /**
   * Most of the world, live and ahead, with a key. Asks api.electricitymaps.com when it is used,
   * not before.
   *
   * @param key the account's key
   * @return a source with forecasts, of lifecycle basis
   * @see ElectricityMapsGridSource
   */
  public static GridSource electricityMaps(ApiKey key) {
    return ElectricityMapsGridSource.at(
        ElectricityMapsGridSource.ADDRESS,
        key,
        Basis.LIFECYCLE,
        HttpLimits.ofDefaults(),
        InstantSource.system());
  }
}
