package org.carbonaware.config;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.carbonaware.config.GridKeys.SourceName;
import org.carbonaware.config.Kinds.Secret;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.forecast.Forecasters;
import org.carbonaware.forecast.ProviderForecasts;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
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
      GridSource source = source(name, zone, basis());
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

  /** One source, whichever are set. */
  GridSource source(SourceName name, Zone zone, Basis basis) {
    return switch (name) {
      case LIVE -> providers().live(zone, electricityMapsKey());
      case ELECTRICITY_MAPS ->
        providers()
            .electricityMaps(
                electricityMapsKey()
                    .orElseThrow(() -> lacks("Electricity Maps", GridKeys.ELECTRICITY_MAPS_KEY)),
                basis);
      case ENERGY_CHARTS -> providers().energyCharts();
      case UK_NESO -> providers().ukNeso();
      case WATT_TIME -> providers().wattTime(wattTimeLogin());
      case CARBON_AWARE_SDK ->
        providers()
            .carbonAwareSdk(
                settings
                    .get(GridKeys.CARBON_AWARE_SDK_URL)
                    .orElseThrow(() -> lacks("Carbon Aware SDK", GridKeys.CARBON_AWARE_SDK_URL)),
                basis);
      case DOCUMENT -> document(basis);
      case TRACE ->
        Grids.trace(
            settings.get(GridKeys.TRACE).orElseThrow(() -> lacks("trace", GridKeys.TRACE)),
            basis,
            settings.value(GridKeys.TRACE_GAPS),
            clock);
      case TYPICAL -> Grids.typical(clock);
      case YEARLY_AVERAGE -> Grids.yearlyAverage(clock);
      case SYNTHETIC -> Grids.synthetic(settings.value(GridKeys.SYNTHETIC_SEED), clock);
    };
  }

  private GridSource document(Basis basis) {
    return settings
        .get(GridKeys.DOCUMENT_FILE)
        .map(file -> Grids.document(file, basis))
        .orElseGet(() -> providers()
            .document(
                settings
                    .get(GridKeys.DOCUMENT_URL)
                    .orElseThrow(() -> lacks("document", GridKeys.DOCUMENT_URL)),
                basis));
  }

  /** What a source that nobody configured would need. */
  private static GridException lacks(String who, ConfigKey<?> key) {
    String what = key.secret() ? "no key" : "no " + key.name();
    return GridException.lasting(who + ": " + what + "; set " + key.variables().get(0)
        + (key.secret() ? " or " + key.path() + "File" : " or " + key.path()));
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
    Optional<Secret> user = settings.get(GridKeys.WATT_TIME_USER);
    Optional<Secret> password = settings.get(GridKeys.WATT_TIME_PASSWORD);
    if (user.isPresent() && password.isPresent()) {
      return Credentials.of(user.get().reveal(), password.get().reveal());
    }
    return settings
        .get(GridKeys.WATT_TIME_CREDENTIALS_FILE)
        .map(Credentials::fromFile)
        .orElseThrow(() -> GridException.lasting("WattTime: no account; set CARBON_WATTTIME_USER"
            + " and CARBON_WATTTIME_PASSWORD, or "
            + GridKeys.WATT_TIME_CREDENTIALS_FILE.path()));
  }

  /** The forecaster that is set. Reads the provider's forecasts. */
  Forecaster forecaster() {
    Optional<ProviderForecasts> forecasts = settings
        .get(GridKeys.PROVIDER_FORECASTS)
        .map(file -> ProviderForecasts.read(file, basis()));
    return Forecasters.named(settings.value(GridKeys.FORECAST_MODEL), forecasts, Optional.empty());
  }
}
