package org.carbonaware.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.forecast.Forecasters;
import org.carbonaware.forecast.ProviderForecasts;
import org.carbonaware.grid.trace.Trace;
import org.carbonaware.simulate.Foresight;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options that say what simulated policies expect of the grid. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ForesightOptions {
  private static final String PERFECT = "perfect";

  @FromConfig("forecast.model")
  @Option(
      names = "--forecast",
      defaultValue = "best",
      paramLabel = "NAME",
      description = "What policies expect of the grid: perfect, or a model that sees only what was"
          + " before: " + ModelOptions.MODELS + ".")
  String forecast;

  @FromConfig("forecast.providerForecasts")
  @Option(
      names = "--provider-forecasts",
      paramLabel = "FILE",
      description = "What a provider forecast, for provider and blend: a CSV file, plain or"
          + " gzipped, with the columns region,issue_utc,lead_h,forecast.")
  @Nullable
  Path providerForecasts;

  @Option(
      names = "--train-until",
      paramLabel = "TIME",
      description = "The models ridge and best learn nothing from then on.")
  @Nullable
  Instant trainUntil;

  /**
   * Refuses a model that there is not, before files are read.
   *
   * @throws IllegalArgumentException naming the models there are
   */
  void requireKnown() {
    boolean isKnown = Forecasters.names().stream().anyMatch(forecast::equalsIgnoreCase);
    if (!forecast.equals(PERFECT) && (!isKnown || providerForecasts == null)) {
      try {
        Forecasters.named(forecast);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("--forecast: " + e.getMessage() + "; or perfect", e);
      }
    }
  }

  /** Reads the provider's forecasts if there are some. */
  Foresight read(CommandLine command, Trace trace) {
    if (forecast.equals(PERFECT)) {
      return Foresight.perfect();
    }
    ModelOptions provider = new ModelOptions();
    provider.providerForecasts = providerForecasts;
    Optional<ProviderForecasts> forecasts =
        provider.read(command, trace.series(trace.zones().get(0)).basis(), trace.zones());
    return Foresight.forecasts(
        forecast, () -> Forecasters.named(forecast, forecasts, Optional.ofNullable(trainUntil)));
  }
}
