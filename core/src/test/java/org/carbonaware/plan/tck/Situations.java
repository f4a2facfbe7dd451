package org.carbonaware.plan.tck;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.carbonaware.plan.Costs;
import org.carbonaware.plan.Job;
import org.carbonaware.plan.Past;
import org.carbonaware.plan.RecentRange;
import org.carbonaware.plan.Situation;

/**
 * Situations for tests, made from an ordinary one: a training that runs since an hour, has 4 h of
 * work left (5 h at worst) and 24 h to do it, on a grid of 200 g/kWh with an outlook of two days
 * that repeats 6 dirty hours (400) and 6 clean ones (100). Immutable.
 */
public final class Situations {
  /** The moment of the decision. */
  public static final Instant NOW = Instant.parse("2024-05-06T12:00:00Z");

  private static final Provenance TEST = new Provenance("test", Provenance.Kind.FORECAST);

  private Situations() {}

  /** The ordinary situation. */
  public static Situation ordinary() {
    double[] values = new double[48];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 6 % 2 == 0 ? 400 : 100;
    }
    return new Situation(
        NOW,
        true,
        NOW.minus(Duration.ofHours(1)),
        Optional.of(intensity(200)),
        Optional.of(outlook(NOW, Duration.ofHours(1), values)),
        new Job(Duration.ofHours(4), Duration.ofHours(5), NOW.plus(Duration.ofHours(24))),
        new Costs(300, 30, Duration.ofSeconds(20), Duration.ofMinutes(1)),
        Duration.ofMinutes(1),
        Optional.empty(),
        Optional.empty(),
        true);
  }

  /** An intensity that holds now. */
  public static Intensity intensity(double gramsPerKwh) {
    return new Intensity(gramsPerKwh, Basis.LIFECYCLE, NOW, TEST);
  }

  /** An outlook. */
  public static IntensitySeries outlook(Instant start, Duration step, double... gramsPerKwh) {
    return IntensitySeries.of(Zone.of("DE"), Basis.LIFECYCLE, TEST, start, step, gramsPerKwh);
  }

  /** The same at another moment. */
  public static Situation at(Situation s, Instant now) {
    return new Situation(
        now,
        s.running(),
        s.since(),
        s.current(),
        s.outlook(),
        s.job(),
        s.costs(),
        s.reaction(),
        s.recent(),
        s.past(),
        s.started());
  }

  /** The same, running or paused since a moment. */
  public static Situation in(Situation s, boolean running, Instant since) {
    return new Situation(
        s.now(),
        running,
        since,
        s.current(),
        s.outlook(),
        s.job(),
        s.costs(),
        s.reaction(),
        s.recent(),
        s.past(),
        s.started());
  }

  /** The same, paused since an hour. */
  public static Situation paused(Situation s) {
    return in(s, false, s.now().minus(Duration.ofHours(1)));
  }

  /** The same with another intensity now. */
  public static Situation current(Situation s, double gramsPerKwh) {
    return with(s, Optional.of(intensity(gramsPerKwh)), s.outlook());
  }

  /** The same with another outlook, in hours from now. */
  public static Situation hours(Situation s, double... gramsPerKwh) {
    return with(s, s.current(), Optional.of(outlook(s.now(), Duration.ofHours(1), gramsPerKwh)));
  }

  /** The same with other knowledge of the grid. */
  public static Situation with(
      Situation s, Optional<Intensity> current, Optional<IntensitySeries> outlook) {
    return new Situation(
        s.now(),
        s.running(),
        s.since(),
        current,
        outlook,
        s.job(),
        s.costs(),
        s.reaction(),
        s.recent(),
        s.past(),
        s.started());
  }

  /** The same with another job. */
  public static Situation job(Situation s, Job job) {
    return new Situation(
        s.now(),
        s.running(),
        s.since(),
        s.current(),
        s.outlook(),
        job,
        s.costs(),
        s.reaction(),
        s.recent(),
        s.past(),
        s.started());
  }

  /** The same with other costs. */
  public static Situation costs(Situation s, Costs costs) {
    return new Situation(
        s.now(),
        s.running(),
        s.since(),
        s.current(),
        s.outlook(),
        s.job(),
        costs,
        s.reaction(),
        s.recent(),
        s.past(),
        s.started());
  }

  /** The same with another time to the next decision. */
  public static Situation reaction(Situation s, Duration reaction) {
    return new Situation(
        s.now(),
        s.running(),
        s.since(),
        s.current(),
        s.outlook(),
        s.job(),
        s.costs(),
        reaction,
        s.recent(),
        s.past(),
        s.started());
  }

  /** The same on a grid that moved between two intensities in the last days. */
  public static Situation recent(Situation s, double low, double high) {
    return recent(s, Optional.of(new RecentRange(low, high)));
  }

  /** The same with other knowledge of the grid's last days. */
  public static Situation recent(Situation s, Optional<RecentRange> range) {
    return new Situation(
        s.now(),
        s.running(),
        s.since(),
        s.current(),
        s.outlook(),
        s.job(),
        s.costs(),
        s.reaction(),
        range,
        s.past(),
        s.started());
  }

  /** The same with something behind it. */
  public static Situation past(Situation s, Past past) {
    return new Situation(
        s.now(),
        s.running(),
        s.since(),
        s.current(),
        s.outlook(),
        s.job(),
        s.costs(),
        s.reaction(),
        s.recent(),
        Optional.of(past),
        s.started());
  }
}
