package org.carbonaware.grid;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.carbonaware.grid.carbonawaresdk.CarbonAwareSdkGridSource;
import org.carbonaware.grid.climatology.ClimatologyGridSource;
import org.carbonaware.grid.document.DocumentGridSource;
import org.carbonaware.grid.electricitymaps.ElectricityMapsGridSource;
import org.carbonaware.grid.energycharts.EnergyChartsGridSource;
import org.carbonaware.grid.http.ApiKey;
import org.carbonaware.grid.http.Credentials;
import org.carbonaware.grid.resilient.ResilientSource;
import org.carbonaware.grid.trace.Gaps;
import org.carbonaware.grid.trace.TraceFile;
import org.carbonaware.grid.trace.TraceGridSource;
import org.carbonaware.grid.uk.NesoGridSource;
import org.carbonaware.grid.watttime.WattTimeGridSource;
import org.carbonaware.grid.yearly.YearlyAverageGridSource;
import org.carbonaware.grid.zones.KnownZone;
import org.carbonaware.grid.zones.Zones;

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
    return providers().energyCharts();
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
    return providers().ukNeso();
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
    return providers().electricityMaps(key, basis);
  }

  /**
   * Marginal intensity, live and ahead, with an account, with all defences of a
   * {@link ResilientSource}. Asks api.watttime.org when it is used, every 5 minutes for present and
   * forecast. Zones are Electricity Maps' keys where WattTime has one region in them, or WattTime's
   * own regions, such as {@code CAISO_NORTH}, all that a free account has.
   *
   * @param credentials the account's user name and password
   * @return a source with forecasts, of marginal basis
   * @see WattTimeGridSource
   */
  public static GridSource wattTime(Credentials credentials) {
    return providers().wattTime(credentials);
  }

  static String wattTimeRegion(String key) {
    Optional<KnownZone> asked =
        Zones.find(key).filter(known -> known.zone().key().equals(key));
    List<String> regions = asked.map(KnownZone::wattTimeRegions).orElse(List.of());
    Optional<KnownZone> other = Zones.all().stream()
        .filter(known -> known.wattTimeRegions().contains(key))
        .findFirst();
    if (regions.isEmpty() && asked.isPresent() && other.isPresent()) {
      throw GridException.lasting("WattTime: zone " + asked.get()
          + " has no region there; its region " + key + " is of zone " + other.get());
    }
    if (regions.size() > 1) {
      throw GridException.lasting(
          "WattTime: zone " + key + " has several regions there; expected one"
              + " of them as the zone: " + String.join(", ", regions));
    }
    return regions.isEmpty() ? key : regions.get(0);
  }

  /**
   * The WebAPI of a Carbon Aware SDK that you host, with all defences of a {@link ResilientSource}.
   * Asks it when it is used, at most every 15 minutes for each kind of question.
   *
   * @param address where the WebAPI is
   * @param basis what the values of its data source count, which it does not say
   * @return a source, with forecasts if the SDK has some
   * @throws GridException lasting, if the address cannot be used
   * @see CarbonAwareSdkGridSource
   */
  public static GridSource carbonAwareSdk(URI address, Basis basis) {
    return providers().carbonAwareSdk(address, basis);
  }

  /**
   * A file that somebody keeps up to date: CSV, our own JSON, or that of the Carbon Aware SDK. Read
   * again when it has changed.
   *
   * @param file the file; need not be there yet
   * @param basis what its values count
   * @return a source, with a forecast if the file reaches into the future
   * @see DocumentGridSource
   */
  public static GridSource document(Path file, Basis basis) {
    return DocumentGridSource.file(file, basis, InstantSource.system());
  }

  /**
   * The same at an address, with all defences of a {@link ResilientSource}. Asks for it when it is
   * used, at most every 5 minutes for each kind of question.
   *
   * @param address where the document is, HTTP or HTTPS
   * @param basis what its values count
   * @return a source, with a forecast if the document reaches into the future
   * @throws GridException lasting, if the address cannot be used
   * @see DocumentGridSource
   */
  public static GridSource document(URI address, Basis basis) {
    return providers().document(address, basis);
  }

  /**
   * One figure for each of about 200 countries and some of their parts: how dirty, not when.
   *
   * @return a source with flat forecasts, of lifecycle basis
   * @see YearlyAverageGridSource
   */
  public static GridSource yearlyAverage() {
    return yearlyAverage(InstantSource.system());
  }

  /**
   * One figure for each of about 200 countries and some of their parts: how dirty, not when.
   *
   * @param clock tells the present, which ends the history
   * @return a source with flat forecasts, of lifecycle basis
   * @see YearlyAverageGridSource
   */
  public static GridSource yearlyAverage(InstantSource clock) {
    return YearlyAverageGridSource.of(clock);
  }

  /**
   * What fits a zone and the keys at hand: Electricity Maps if {@code CARBON_ELECTRICITYMAPS_KEY}
   * (or {@code ELECTRICITYMAPS_API_KEY}) is set or {@code CARBON_ELECTRICITYMAPS_KEY_FILE} names a
   * private file that holds it; else NESO for Great Britain and Energy-Charts for most of Europe,
   * where a part of a country that consists of parts, such as {@code SE-SE3}, gets the figures of
   * the whole; then, of the same basis, the typical year and the yearly average. Regions such as
   * {@code GB-LONDON}, which NESO alone has, are asked of it even with a key. NESO's figures are of
   * direct basis, all others here of lifecycle.
   *
   * <p>Meant for {@code CarbonController.builder().grid(Grids::live)}. Asks over the network when
   * it is used, not before.
   *
   * @param zone the zone
   * @return a source for that zone
   * @throws GridException lasting, if there is no such zone, with what may have been meant, or if a
   *     key is set that is none
   */
  public static GridSource live(Zone zone) {
    return LiveGrid.of(zone, System.getenv());
  }

  /**
   * Where live sources keep their last good forecasts.
   *
   * @return an absolute path that need not be there yet, or empty if this user has no home
   */
  public static Optional<Path> cacheDirectory() {
    return GridProviders.usersCacheDirectory();
  }

  private static GridProviders providers() {
    return GridProviders.keptForTheUser();
  }
}
