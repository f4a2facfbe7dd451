package org.carbonaware.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.forecast.Forecasters;
import org.carbonaware.forecast.ProviderForecasts;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.zones.Spelling;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of commands that make forecasts. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ModelOptions {
  static final String MODELS = "persistence, weekly, climatology, ridge, best, provider, blend";

  @FromConfig("forecast.model")
  @Option(
      names = "--model",
      defaultValue = "best",
      paramLabel = "NAME",
      description = "How to forecast: " + MODELS + ".")
  String model;

  @FromConfig("forecast.providerForecasts")
  @Option(
      names = "--provider-forecasts",
      paramLabel = "FILE",
      description = "What a provider forecast, for provider and blend: a CSV file, plain or"
          + " gzipped, with the columns region,issue_utc,lead_h,forecast.")
  @Nullable
  Path providerForecasts;

  /** Refuses a model that there is not, before files are read. */
  void requireKnown(CommandLine command) {
    boolean isNone = Forecasters.names().stream().noneMatch(model::equalsIgnoreCase);
    if (isNone || providerForecasts == null) {
      forecaster(command, Optional.empty(), null);
    }
  }

  /** Whether the model hears a provider. */
  boolean followsProvider() {
    return List.of("PROVIDER", "BLEND").contains(Spelling.normalized(model));
  }

  /** Reads the provider's forecasts if they are given, and refuses those that lack a zone. */
  Optional<ProviderForecasts> read(CommandLine command, Basis basis, Iterable<Zone> zones) {
    if (providerForecasts == null) {
      return Optional.empty();
    }
    ProviderForecasts read = ProviderForecasts.read(providerForecasts, basis);
    for (Zone zone : zones) {
      if (!read.zones().contains(zone)) {
        throw new ParameterException(
            command,
            "--provider-forecasts " + providerForecasts + ": nothing for zone "
                + Spelling.quoted(zone.key()) + "; it has "
                + String.join(", ", read.zones().stream().map(Zone::key).toList()));
      }
    }
    return Optional.of(read);
  }

  /** The forecaster asked for, with intervals. */
  Forecaster forecaster(
      CommandLine command, Optional<ProviderForecasts> forecasts, @Nullable Instant trainUntil) {
    try {
      return Forecasters.withIntervals(
          Forecasters.named(model, forecasts, Optional.ofNullable(trainUntil)));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, "--model: " + e.getMessage(), e);
    }
  }
}
