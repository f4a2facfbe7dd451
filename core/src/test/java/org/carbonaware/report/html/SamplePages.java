package org.carbonaware.report.html;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.carbonaware.forecast.Forecast;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.trace.Trace;
import org.carbonaware.plan.Costs;
import org.carbonaware.plan.Policies;
import org.carbonaware.report.html.ForecastPage.Outlook;
import org.carbonaware.report.html.ForecastPage.Window;
import org.carbonaware.simulate.Course;
import org.carbonaware.simulate.Foresight;
import org.carbonaware.simulate.Simulation;
import org.carbonaware.simulate.SimulationResult;
import org.carbonaware.simulate.SimulationSettings;
import org.carbonaware.simulate.Starts;
import org.carbonaware.simulate.Strategy;
import org.carbonaware.simulate.Tail;

/** Pages of forecasts and simulations on grids that are made up. */
final class SamplePages {
  static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private SamplePages() {}

  /** Dirtier by day than by night and in winter than in summer, with noise. */
  static IntensitySeries grid(String zone, double mean, int hours) {
    SplittableRandom random = new SplittableRandom(42);
    double[] values = IntStream.range(0, hours)
        .mapToDouble(hour -> mean
            * (1
                + 0.3 * Math.sin((hour - 6) * Math.PI / 12)
                + 0.2 * Math.cos(hour * Math.PI / 4380)
                + 0.2 * (random.nextDouble() - 0.5)))
        .toArray();
    return IntensitySeries.of(
        Zone.of(zone),
        Basis.LIFECYCLE,
        new Provenance("made up", Provenance.Kind.ESTIMATED),
        START,
        Duration.ofHours(1),
        values);
  }

  static Trace trace(String name, int hours, String... zones) {
    Map<Zone, IntensitySeries> series = new LinkedHashMap<>();
    for (int i = 0; i < zones.length; i++) {
      series.put(Zone.of(zones[i]), grid(zones[i], 400.0 / (i + 1), hours));
    }
    return new Trace(name, series, List.of("3 values were filled in"), 3, 0);
  }

  static List<Strategy> strategies() {
    Foresight none = Foresight.none();
    Foresight perfect = Foresight.perfect();
    return List.of(
        Strategy.of("run-now", none, Policies.named("run-now")),
        Strategy.of("threshold", none, Policies.named("threshold")),
        Strategy.of("online", none, Policies.named("online")),
        Strategy.planned("plan", perfect, Policies.plan(), Policies.SHORTEST),
        Strategy.optimalContiguous(),
        Strategy.optimalSwitching());
  }

  static SimulationSettings settings() {
    Costs costs = new Costs(1000, 50, Duration.ZERO, Duration.ZERO, 360_000, 360_000);
    return new SimulationSettings(
        Duration.ofHours(8), Duration.ofHours(28), costs, Duration.ofHours(1), Tail.SKIP);
  }

  static String simulation(Trace trace, Starts starts, Optional<Instant> single) {
    Simulation simulation = Simulation.of(settings(), strategies());
    List<IntensitySeries> all = List.copyOf(trace.series().values());
    SimulationResult result = simulation.run(all, starts, (done, of) -> {});
    Map<Zone, List<Course>> courses = new LinkedHashMap<>();
    single.ifPresent(start ->
        all.forEach(series -> courses.put(series.zone(), simulation.courses(series, start))));
    return SimulationPage.of(trace, settings(), result, courses);
  }

  /** Many starts in several zones over a year. */
  static String year() {
    Starts starts = new Starts(Optional.empty(), Optional.empty(), Duration.ofDays(5));
    return simulation(
        trace("year.csv", 24 * 366, "DE", "FR", "PL", "GB", "NO-NO1"), starts, Optional.empty());
  }

  /** One start in one zone. */
  static String oneStart() {
    Instant at = START.plus(Duration.ofHours(24 * 8 + 15));
    return simulation(trace("month.csv", 24 * 30, "DE"), Starts.only(at), Optional.of(at));
  }

  /** Nothing can be saved on a grid that never changes. */
  static String flat() {
    IntensitySeries series = IntensitySeries.of(
        Zone.of("X-FLAT"),
        Basis.LIFECYCLE,
        new Provenance("<i>.csv", Provenance.Kind.ESTIMATED),
        START,
        Duration.ofHours(1),
        IntStream.range(0, 60).mapToDouble(hour -> 50).toArray());
    Trace trace = new Trace("<i>.csv", Map.of(series.zone(), series), List.of("<s>\u202e&"), 0, 0);
    return simulation(trace, Starts.only(START), Optional.of(START));
  }

  static Outlook outlook(String zone, int hours, boolean band) {
    IntensitySeries all = grid(zone, 380, 24 * 20 + hours);
    Instant now = START.plus(Duration.ofDays(20));
    IntensitySeries mean = all.between(now, all.end());
    Optional<IntensitySeries> low = Optional.of(times(mean, -1)).filter(any -> band);
    Optional<IntensitySeries> high = Optional.of(times(mean, 1)).filter(any -> band);
    return new Outlook(
        new Forecast(now, "ridge", mean, low, high),
        all.between(all.start(), now),
        Duration.ofHours(hours),
        band
            ? Optional.of(new Window(
                now.plus(Duration.ofHours(22)), now.plus(Duration.ofHours(28)), 280, 420))
            : Optional.empty(),
        band ? OptionalDouble.of(310) : OptionalDouble.empty(),
        band ? OptionalDouble.of(440) : OptionalDouble.empty());
  }

  private static IntensitySeries times(IntensitySeries mean, int sign) {
    double[] values = mean.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] *= 1 + sign * Math.min(0.4, 0.04 + 0.008 * i);
    }
    return IntensitySeries.of(
        mean.zone(), mean.basis(), mean.provenance(), mean.start(), mean.step(), values);
  }

  static String forecast() {
    return ForecastPage.of(List.of(outlook("DE", 48, true)));
  }

  static String forecasts() {
    List<Outlook> all = new ArrayList<>();
    List.of("DE", "FR").forEach(zone -> all.add(outlook(zone, 24, false)));
    all.add(outlook("PL", 24 * 60, true));
    return ForecastPage.of(all);
  }
}
