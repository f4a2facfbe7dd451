package org.carbonaware.grid;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.grid.carbonawaresdk.CarbonAwareSdkGridSource;
import org.carbonaware.grid.document.DocumentGridSource;
import org.carbonaware.grid.electricitymaps.ElectricityMapsGridSource;
import org.carbonaware.grid.energycharts.EnergyChartsGridSource;
import org.carbonaware.grid.http.ApiKey;
import org.carbonaware.grid.http.Credentials;
import org.carbonaware.grid.http.HttpLimits;
import org.carbonaware.grid.resilient.Bounds;
import org.carbonaware.grid.resilient.Cadence;
import org.carbonaware.grid.resilient.RateLimit;
import org.carbonaware.grid.resilient.ResilientSource;
import org.carbonaware.grid.uk.NesoGridSource;
import org.carbonaware.grid.watttime.WattTimeGridSource;

/**
 * The providers that are asked over the network, with all defences of a {@link ResilientSource},
 * for those who say where their last good forecasts are kept. {@link Grids} has the same with the
 * user's cache directory, and says more of each. Immutable, safe for several threads.
 */
public final class GridProviders {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
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

  private final Optional<Path> memory;

  private GridProviders(Optional<Path> memory) {
    this.memory = memory;
  }

  /**
   * Providers whose last good forecasts are kept in a directory.
   *
   * @param directory made when something is kept
   * @return the providers
   */
  public static GridProviders keptIn(Path directory) {
    return new GridProviders(Optional.of(directory));
  }

  /**
   * Providers whose last good forecasts are kept in the user's cache directory, as {@link Grids}
   * says; nowhere if there is none.
   *
   * @return the providers
   */
  public static GridProviders keptForTheUser() {
    return new GridProviders(usersCacheDirectory());
  }

  static Optional<Path> usersCacheDirectory() {
    return CacheDirectory.of(System.getenv(), SYSTEM);
  }

  /**
   * European countries.
   *
   * @return a source of lifecycle basis
   * @see Grids#energyCharts()
   */
  public GridSource energyCharts() {
    return defended(EnergyChartsGridSource.at(
            EnergyChartsGridSource.ADDRESS, HttpLimits.ofDefaults(), InstantSource.system()))
        .build();
  }

  /**
   * Great Britain and its regions.
   *
   * @return a source of direct basis
   * @see Grids#ukNeso()
   */
  public GridSource ukNeso() {
    return defended(NesoGridSource.at(
            NesoGridSource.ADDRESS, HttpLimits.ofDefaults(), InstantSource.system()))
        .bounds(ZEROS_ARE_CLEAN)
        .build();
  }

  /**
   * Most of the world, with a key.
   *
   * @param key the account's key
   * @param basis lifecycle or direct
   * @return a source of that basis
   * @throws IllegalArgumentException if the basis is marginal
   * @see Grids#electricityMaps(ApiKey)
   */
  public GridSource electricityMaps(ApiKey key, Basis basis) {
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

  /**
   * Marginal intensity, with an account.
   *
   * @param credentials the account's user name and password
   * @return a source of marginal basis
   * @see Grids#wattTime(Credentials)
   */
  public GridSource wattTime(Credentials credentials) {
    return defended(WattTimeGridSource.at(
            WattTimeGridSource.ADDRESS,
            credentials,
            key -> Optional.of(Grids.wattTimeRegion(key)),
            HttpLimits.ofDefaults(),
            InstantSource.system()))
        .cadence(new Cadence(FIVE_MINUTES, FIVE_MINUTES, HOUR))
        .rateLimit(new RateLimit(120, HOUR))
        .bounds(ZEROS_ARE_CLEAN)
        .build();
  }

  /**
   * The WebAPI of a Carbon Aware SDK that you host.
   *
   * @param address where the WebAPI is
   * @param basis what the values of its data source count
   * @return a source
   * @throws GridException lasting, if the address cannot be used
   * @see Grids#carbonAwareSdk
   */
  public GridSource carbonAwareSdk(URI address, Basis basis) {
    return defended(CarbonAwareSdkGridSource.at(
            address, basis, HttpLimits.ofDefaults(), InstantSource.system()))
        .build();
  }

  /**
   * A document at an address.
   *
   * @param address where the document is, HTTP or HTTPS
   * @param basis what its values count
   * @return a source, with a forecast if the document reaches into the future
   * @throws GridException lasting, if the address cannot be used
   * @see Grids#document(URI, Basis)
   */
  public GridSource document(URI address, Basis basis) {
    return defended(
            DocumentGridSource.at(address, basis, HttpLimits.ofDefaults(), InstantSource.system()))
        .cadence(Cadence.every(FIVE_MINUTES))
        .build();
  }

  /**
   * What fits a zone and a key.
   *
   * @param zone the zone
   * @param electricityMaps the key of Electricity Maps, if there is one
   * @return a source for that zone
   * @throws GridException lasting, if there is no such zone, with what may have been meant
   * @see Grids#live
   */
  public GridSource live(Zone zone, Optional<ApiKey> electricityMaps) {
    return LiveGrid.of(zone, electricityMaps, this);
  }

  private ResilientSource.Builder defended(GridSource provider) {
    ResilientSource.Builder defended = ResilientSource.builder(provider);
    memory.ifPresent(defended::directory);
    return defended;
  }
}
