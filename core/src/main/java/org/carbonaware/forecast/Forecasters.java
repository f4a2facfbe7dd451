package org.carbonaware.forecast;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carbonaware.grid.zones.Spelling;

/** Where forecasters are made. Each call makes a new one, which keeps what it learned to itself. */
public final class Forecasters {
  private static final List<String> FROM_HISTORY =
      List.of("persistence", "weekly", "climatology", "ridge", "best");
  private static final List<String> FROM_PROVIDER = List.of("provider", "blend");

  private Forecasters() {}

  /**
   * The last 24 h again.
   *
   * @return a forecaster
   * @see Persistence
   */
  public static Forecaster persistence() {
    return new Persistence();
  }

  /**
   * The last 7 days again.
   *
   * @return a forecaster
   * @see Weekly
   */
  public static Forecaster weekly() {
    return new Weekly();
  }

  /**
   * Between yesterday and the usual day of the last week.
   *
   * @return a forecaster
   * @see ProfileBlend
   */
  public static Forecaster climatology() {
    return new ProfileBlend();
  }

  /**
   * A regression on the zone's own history.
   *
   * @return a forecaster
   * @see LogRidge
   */
  public static Forecaster ridge() {
    return new LogRidge();
  }

  /**
   * The best that we know to make from history alone.
   *
   * @return a forecaster
   * @see PooledRidge
   */
  public static Forecaster best() {
    return new PooledRidge();
  }

  /**
   * What a provider said, and {@link #best()} where it says nothing.
   *
   * @param forecasts what it said
   * @return a forecaster
   * @see ProviderForecaster
   */
  public static Forecaster provider(ProviderForecasts forecasts) {
    return new ProviderForecaster(forecasts, best());
  }

  /**
   * {@link #best()} and what a provider said, weighed by how good they have been.
   *
   * @param forecasts what it said
   * @return a forecaster
   * @see ProviderBlend
   */
  public static Forecaster blend(ProviderForecasts forecasts) {
    return new ProviderBlend(forecasts, best());
  }

  /**
   * Any of these with the interval in which four of five values will lie.
   *
   * @param forecaster a forecaster
   * @return the same with p10 and p90
   * @see AdaptiveIntervals
   */
  public static Forecaster withIntervals(Forecaster forecaster) {
    return new AdaptiveIntervals(forecaster);
  }

  /**
   * A forecaster from history alone by its name, as in the flag {@code --model}.
   *
   * @param name persistence, weekly, climatology, ridge or best, in any case
   * @return a forecaster
   * @throws IllegalArgumentException if there is none of that name, with those there are, or if it
   *     needs a provider's forecasts
   */
  public static Forecaster named(String name) {
    return named(name, Optional.empty(), Optional.empty());
  }

  /**
   * A forecaster by its name, as in the flag {@code --model}.
   *
   * @param name one of {@link #names()}, in any case
   * @param forecasts what a provider said, which {@code provider} and {@code blend} need
   * @param trainUntil the moment from which on nothing is learned but what the weights of
   *     {@code blend} are: {@code ridge} and {@code best} keep their last fit before it
   * @return a forecaster
   * @throws IllegalArgumentException if there is none of that name, with those there are, or if it
   *     needs the provider's forecasts and there are none
   */
  public static Forecaster named(
      String name, Optional<ProviderForecasts> forecasts, Optional<Instant> trainUntil) {
    String model = names().stream()
        .filter(known -> Spelling.normalized(known).equals(Spelling.normalized(name)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(unknown(name)));
    return switch (model) {
      case "persistence" -> persistence();
      case "weekly" -> weekly();
      case "climatology" -> climatology();
      case "ridge" ->
        trainUntil.<Forecaster>map(new LogRidge()::trainedUntil).orElseGet(LogRidge::new);
      case "best" -> best(trainUntil);
      case "provider" -> new ProviderForecaster(needed(model, forecasts), best(trainUntil));
      default -> new ProviderBlend(needed(model, forecasts), best(trainUntil));
    };
  }

  private static Forecaster best(Optional<Instant> trainUntil) {
    return trainUntil.<Forecaster>map(new PooledRidge()::trainedUntil).orElseGet(Forecasters::best);
  }

  private static ProviderForecasts needed(String model, Optional<ProviderForecasts> forecasts) {
    return forecasts.orElseThrow(() -> new IllegalArgumentException(
        "model " + model + " needs what a provider forecast: --provider-forecasts FILE"));
  }

  /**
   * The names that can be asked for.
   *
   * @return the models from history alone, the best last, then those that follow a provider
   */
  public static List<String> names() {
    return Stream.concat(FROM_HISTORY.stream(), FROM_PROVIDER.stream()).toList();
  }

  private static String unknown(String name) {
    String meant =
        Spelling.closest(name, names(), model -> List.of(Spelling.normalized(model)), 1).stream()
            .map(nearest -> "did you mean " + nearest + "? ")
            .collect(Collectors.joining());
    return "model " + Spelling.quoted(name) + " is not known; " + meant + "there are "
        + String.join(", ", names());
  }
}
