package org.carbonaware.forecast;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.carbonaware.grid.zones.Spelling;

/** Where forecasters are made. Each call makes a new one, which keeps what it learned to itself. */
public final class Forecasters {
  private static final Map<String, Supplier<Forecaster>> FROM_HISTORY = fromHistory();

  private Forecasters() {}

  private static Map<String, Supplier<Forecaster>> fromHistory() {
    Map<String, Supplier<Forecaster>> models = new LinkedHashMap<>();
    models.put("persistence", Forecasters::persistence);
    models.put("weekly", Forecasters::weekly);
    models.put("climatology", Forecasters::climatology);
    models.put("ridge", Forecasters::ridge);
    models.put("best", Forecasters::best);
    return models;
  }

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
   */
  public static Forecaster best() {
    return new ErrorCarry(new LogRidge());
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
   * A forecaster by its name, as in the flag {@code --model}.
   *
   * @param name persistence, weekly, climatology, ridge or best, in any case
   * @return a forecaster from history alone
   * @throws IllegalArgumentException if there is none of that name, with those there are
   */
  public static Forecaster named(String name) {
    return FROM_HISTORY.entrySet().stream()
        .filter(entry -> Spelling.normalized(entry.getKey()).equals(Spelling.normalized(name)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(unknown(name)))
        .getValue()
        .get();
  }

  /**
   * The names that {@link #named(String)} knows.
   *
   * @return the simplest model first, the best last
   */
  public static List<String> names() {
    return List.copyOf(FROM_HISTORY.keySet());
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
