package org.carbonaware.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.carbonaware.config.Kinds.Secret;
import org.carbonaware.forecast.Forecasters;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.ApiKey;
import org.carbonaware.grid.trace.Gaps;

/** The settings of where the training is and how its grid is known. */
final class GridKeys {
  static final ConfigKey<Zone> ZONE = ConfigKey.of(
          "zone",
          Kinds.zone(),
          "DE",
          "The grid zone the machine stands in, by the keys of Electricity Maps.")
      .otherwise("must be set in code or as a flag");

  static final ConfigKey<Basis> BASIS = ConfigKey.of(
          "basis",
          ChoiceKind.of(Basis.class),
          "lifecycle",
          "What intensities count: building plants and supplying fuel too, combustion only, or what"
              + " one more kWh would emit. Sources that count something else are refused.")
      .otherwise("what the first source counts; lifecycle for files");

  static final ConfigKey<List<SourceName>> SOURCES = ConfigKey.of(
          "grid.sources",
          ListKind.ofWords(ChoiceKind.of(SourceName.class)),
          "[electricity-maps, typical, yearly-average]",
          "Where intensities come from, in order: the first with a present answer is used. live"
              + " chooses by the zone and the keys at hand and ends in the tables.")
      .or(List.of(SourceName.LIVE));

  static final ConfigKey<Path> TRACE = ConfigKey.of(
          "grid.trace",
          Kinds.path("the path of a CSV file"),
          "traces/de.csv",
          "A trace: what simulate and forecast read, and the source trace, replayed at its own"
              + " dates.")
      .otherwise("no trace");

  static final ConfigKey<Gaps> TRACE_GAPS = ConfigKey.of(
          "grid.traceGaps",
          ChoiceKind.of(EnumSet.of(Gaps.FAIL, Gaps.FILL)),
          "fill",
          "What to do with missing, doubled or impossible values of a trace.")
      .or(Gaps.FAIL);

  static final ConfigKey<ApiKey> ELECTRICITY_MAPS_KEY = ConfigKey.of(
          "grid.electricityMapsKey", Kinds.apiKey(), "", "The key of Electricity Maps.")
      .from("CARBON_ELECTRICITYMAPS_KEY", "ELECTRICITYMAPS_API_KEY")
      .hidden()
      .otherwise("grid.electricityMapsKeyFile, else no Electricity Maps");

  static final ConfigKey<Path> ELECTRICITY_MAPS_KEY_FILE = ConfigKey.of(
          "grid.electricityMapsKeyFile",
          Kinds.path("the path of a file that holds the key"),
          "~/.config/electricity-maps.key",
          "A file that only its owner can read (mode 600), with the key and nothing else.")
      .from("CARBON_ELECTRICITYMAPS_KEY_FILE", "ELECTRICITYMAPS_API_KEY_FILE")
      .otherwise("no file");

  static final ConfigKey<Secret> WATT_TIME_USER = ConfigKey.of(
          "grid.wattTimeUser",
          Kinds.secret("the user name of an account at WattTime"),
          "",
          "The user name of an account at WattTime.")
      .from("CARBON_WATTTIME_USER", "WATTTIME_USER")
      .hidden()
      .otherwise("grid.wattTimeCredentialsFile, else no WattTime");

  static final ConfigKey<Secret> WATT_TIME_PASSWORD = ConfigKey.of(
          "grid.wattTimePassword",
          Kinds.secret("the password of an account at WattTime"),
          "",
          "The password of that account.")
      .from("CARBON_WATTTIME_PASSWORD", "WATTTIME_PASSWORD")
      .hidden()
      .otherwise("grid.wattTimeCredentialsFile, else no WattTime");

  static final ConfigKey<Path> WATT_TIME_CREDENTIALS_FILE = ConfigKey.of(
          "grid.wattTimeCredentialsFile",
          Kinds.path("the path of a file that holds user name and password"),
          "~/.config/watttime.login",
          "A file that only its owner can read (mode 600), with two lines: user name, password.")
      .from("CARBON_WATTTIME_CREDENTIALS_FILE")
      .otherwise("no file");

  static final ConfigKey<URI> CARBON_AWARE_SDK_URL = ConfigKey.of(
          "grid.carbonAwareSdkUrl",
          Kinds.address("http://localhost:8080"),
          "http://localhost:8080",
          "The WebAPI of a Carbon Aware SDK, for the source carbon-aware-sdk.")
      .otherwise("no Carbon Aware SDK");

  static final ConfigKey<Path> DOCUMENT_FILE = ConfigKey.of(
          "grid.documentFile",
          Kinds.path("the path of a CSV or JSON file"),
          "/srv/grid/de.json",
          "A file that somebody keeps up to date, for the source document.")
      .otherwise("no file");

  static final ConfigKey<URI> DOCUMENT_URL = ConfigKey.of(
          "grid.documentUrl",
          Kinds.address("https://grid.example.org/de.json"),
          "https://grid.example.org/de.json",
          "The same at an address.")
      .otherwise("no address");

  static final ConfigKey<Long> SYNTHETIC_SEED = ConfigKey.of(
          "grid.syntheticSeed",
          NumberKind.whole(0, 1_000_000_000_000_000L, "42"),
          "7",
          "Chooses the made-up years of the source synthetic.")
      .or(42L);

  static final ConfigKey<Path> CACHE_DIRECTORY = ConfigKey.of(
          "grid.cacheDirectory",
          Kinds.path("the path of a folder"),
          "/scratch/carbon-aware",
          "Where the last good forecasts are kept, so that a start without a network has one.")
      .otherwise("the user's cache directory");

  static final ConfigKey<Duration> CHECK_EVERY = ConfigKey.of(
          "grid.checkEvery", Kinds.duration("5m"), "10m", "How often the source is asked.")
      .or(Duration.ofMinutes(5));

  static final ConfigKey<String> FORECAST_MODEL = ConfigKey.of(
          "forecast.model",
          ChoiceKind.of(Forecasters.names()),
          "ridge",
          "How the outlook is made where the source has none. provider and blend need"
              + " forecast.providerForecasts.")
      .or("best");

  static final ConfigKey<Path> PROVIDER_FORECASTS = ConfigKey.of(
          "forecast.providerForecasts",
          Kinds.path("the path of a CSV file"),
          "traces/de-forecasts.csv",
          "What a provider forecast: CSV with the columns region,issue_utc,lead_h,forecast.")
      .otherwise("no file");

  /** The sources by the names they have in files. */
  enum SourceName {
    LIVE,
    ELECTRICITY_MAPS,
    ENERGY_CHARTS,
    UK_NESO,
    WATT_TIME,
    CARBON_AWARE_SDK,
    DOCUMENT,
    TRACE,
    TYPICAL,
    YEARLY_AVERAGE,
    SYNTHETIC
  }

  /**
   * A source by the name it has in files.
   *
   * @throws IllegalArgumentException naming those that there are
   */
  static SourceName sourceNamed(String name) {
    ChoiceKind<SourceName> names = ChoiceKind.of(SourceName.class);
    return Arrays.stream(SourceName.values())
        .filter(source -> names.shown(source).equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(
            "there is no source " + name + "; expected " + names.expected()));
  }

  static final List<ConfigKey<?>> ALL = List.of(
      ZONE,
      BASIS,
      SOURCES,
      TRACE,
      TRACE_GAPS,
      ELECTRICITY_MAPS_KEY,
      ELECTRICITY_MAPS_KEY_FILE,
      WATT_TIME_USER,
      WATT_TIME_PASSWORD,
      WATT_TIME_CREDENTIALS_FILE,
      CARBON_AWARE_SDK_URL,
      DOCUMENT_FILE,
      DOCUMENT_URL,
      SYNTHETIC_SEED,
      CACHE_DIRECTORY,
      CHECK_EVERY,
      FORECAST_MODEL,
      PROVIDER_FORECASTS);

  private GridKeys() {}
}
