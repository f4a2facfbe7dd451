package org.carbonaware.cli.doctor;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.carbonaware.config.Config;
import org.carbonaware.config.ConfigException;
import org.carbonaware.config.Origin.Layer;
import org.carbonaware.config.Setting;
import org.carbonaware.energy.MeterOptions;

/**
 * What of the configuration this computer is looked at for. Of a wrong one nothing is used: what is
 * wrong with it is told by {@link ConfigurationCheck}.
 *
 * @param config empty if it is wrong
 */
record Configured(Optional<Config> config) {
  static Configured by(Supplier<Config> configuration) {
    try {
      return new Configured(Optional.of(configuration.get()));
    } catch (ConfigException e) {
      return new Configured(Optional.empty());
    }
  }

  private Optional<Setting> set(String key) {
    return config.map(known -> known.setting(key)).filter(Setting::isSet);
  }

  /** A path, if one is set. */
  Optional<Path> path(String key) {
    return set(key).flatMap(Setting::value).map(Path::of);
  }

  /** A path, if a file sets it, not a variable. */
  Optional<Path> pathInFile(String key) {
    return set(key)
        .filter(setting -> setting
            .origin()
            .filter(origin -> origin.layer() != Layer.ENVIRONMENT)
            .isPresent())
        .flatMap(Setting::value)
        .map(Path::of);
  }

  /** The directory that is asked for, else the one that is set, else the usual. */
  Path directory(Optional<Path> asked, String key, String usual) {
    return asked.or(() -> path(key)).orElse(Path.of(usual));
  }

  MeterOptions meterOptions() {
    return config.map(Config::meterOptions).orElse(MeterOptions.ofDefaults());
  }

  /** What the machine is told to draw at full load, with its unit. */
  Optional<String> watts() {
    return set("metering.fullWatts").flatMap(Setting::value);
  }

  /** The usual providers, and the addresses that are set. */
  Map<String, URI> providers() {
    Map<String, URI> providers = new LinkedHashMap<>(ProvidersCheck.known());
    set("grid.carbonAwareSdkUrl")
        .flatMap(Setting::value)
        .ifPresent(address -> providers.put("Carbon Aware SDK", URI.create(address)));
    set("grid.documentUrl")
        .flatMap(Setting::value)
        .ifPresent(address -> providers.put("document", URI.create(address)));
    return providers;
  }
}
