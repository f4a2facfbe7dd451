package org.carbonaware.config;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.carbonaware.config.GridKeys.SourceName;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.forecast.Forecasters;
import org.carbonaware.forecast.ProviderForecasts;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridProviders;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Grids;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.ApiKey;
import org.carbonaware.grid.http.Credentials;

/** Makes the grid source and the forecaster that settings name. */
final class GridSetup {
  private final Settings settings;
  private final InstantSource clock = InstantSource.system();

  GridSetup(Settings settings) {
    this.settings = settings;
  }

  /** The basis where a source leaves the choice. */
  private Basis basis() {
    return GridRules.basis(settings).orElse(Basis.LIFECYCLE);
  }

  /**
   * The sources in their order. Reads key files and traces.
   *
   * @throws org.carbonaware.grid.GridException if a key, a trace or the zone can't be used
   * @throws ConfigException if a source counts something else than is set
   */
  GridSource source(Zone zone) {
    List<SourceName> names = GridRules.sources(settings);
    GridSource chain = null;
    for (SourceName name : names) {
      GridSource source = source(name, zone);
      Basis expected =
          chain == null ? settings.get(GridKeys.BASIS).orElse(source.basis()) : chain.basis();
      if (source.basis() != expected) {
        throw new ConfigException(List.of(new Problem(
            settings.where(settings.isSet(GridKeys.BASIS) ? GridKeys.BASIS : GridKeys.SOURCES),
            (settings.isSet(GridKeys.BASIS) ? GridKeys.BASIS : GridKeys.SOURCES).path(),
            source.name() + " counts " + source.basis().label() + " for zone " + zone
                + ", expected " + expected.label() + "; choose other " + GridKeys.SOURCES.path())));
      }
      chain = chain == null ? source : chain.orElse(source);
    }
    return java.util.Objects.requireNonNull(chain);
  }

  private GridSource source(SourceName name, Zone zone) {
    return switch (name) {
      case LIVE -> providers().live(zone, electricityMapsKey());
      case ELECTRICITY_MAPS ->
        providers().electricityMaps(electricityMapsKey().orElseThrow(), basis());
      case ENERGY_CHARTS -> providers().energyCharts();
      case UK_NESO -> providers().ukNeso();
      case WATT_TIME -> providers().wattTime(wattTimeLogin());
      case CARBON_AWARE_SDK ->
        providers().carbonAwareSdk(settings.value(GridKeys.CARBON_AWARE_SDK_URL), basis());
      case DOCUMENT -> document();
      case TRACE ->
        Grids.trace(
            settings.value(GridKeys.TRACE), basis(), settings.value(GridKeys.TRACE_GAPS), clock);
      case TYPICAL -> Grids.typical(clock);
      case YEARLY_AVERAGE -> Grids.yearlyAverage(clock);
      case SYNTHETIC -> Grids.synthetic(settings.value(GridKeys.SYNTHETIC_SEED), clock);
    };
  }

  private GridSource document() {
    return settings.isSet(GridKeys.DOCUMENT_FILE)
        ? Grids.document(settings.value(GridKeys.DOCUMENT_FILE), basis())
        : providers().document(settings.value(GridKeys.DOCUMENT_URL), basis());
  }

  private GridProviders providers() {
    return settings
        .get(GridKeys.CACHE_DIRECTORY)
        .map(GridProviders::keptIn)
        .orElseGet(GridProviders::keptForTheUser);
  }

  private Optional<ApiKey> electricityMapsKey() {
    return settings
        .get(GridKeys.ELECTRICITY_MAPS_KEY)
        .or(() -> settings.get(GridKeys.ELECTRICITY_MAPS_KEY_FILE).map(ApiKey::fromFile));
  }

  private Credentials wattTimeLogin() {
    return settings.isSet(GridKeys.WATT_TIME_USER)
        ? Credentials.of(
            settings.value(GridKeys.WATT_TIME_USER).reveal(),
            settings.value(GridKeys.WATT_TIME_PASSWORD).reveal())
        : Credentials.fromFile(settings.value(GridKeys.WATT_TIME_CREDENTIALS_FILE));
  }

  /** The forecaster that is set. Reads the provider's forecasts. */
  Forecaster forecaster() {
    Optional<ProviderForecasts> forecasts = settings
        .get(GridKeys.PROVIDER_FORECASTS)
        .map(file -> ProviderForecasts.read(file, basis()));
    return Forecasters.named(settings.value(GridKeys.FORECAST_MODEL), forecasts, Optional.empty());
  }
}
