package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.grid.Intensity;
import org.carbonaware.plan.Costs;
import org.jspecify.annotations.Nullable;

/**
 * Books the energy drawn to states, intensities, hours and epochs: emissions are the sum of small
 * amounts of energy, each times the intensity at its moment. The meter is read where an interval
 * ends and about once a minute. Belongs to the control thread.
 */
final class EnergyAccount implements AutoCloseable {
  /** Counters of energy move in steps: sums over less than this mean little. */
  static final Duration SHORTEST_OF_AN_EPOCH = Duration.ofSeconds(5);

  private final Metering metering;
  private final Duration longest;
  private final Consumer<ControllerEvent> out;
  private final Map<ControllerState, Double> lastWatts = new EnumMap<>(ControllerState.class);
  private final MeanPower running = new MeanPower();
  private final MeanPower paused = new MeanPower();
  private @Nullable EnergyInterval open;
  private double closedGrams;
  private Duration closedPauses = Duration.ZERO;
  private long epochsSeen;

  EnergyAccount(
      EnergyMeter meter, Duration longest, Consumer<ControllerEvent> out, Consumer<String> warn) {
    this.metering = new Metering(new MeterThread(meter), out, warn);
    this.longest = longest;
    this.out = out;
  }

  /** Lets the meter look at what changes between readings; about once a second. */
  void look(Instant now) {
    if (open != null) {
      metering.look(now);
    }
  }

  /**
   * Books what was drawn since the last call to the state and intensity that held since then, which
   * the last call announced; then begins to book to the ones given.
   *
   * @param epochs epochs done so far, which is the index of the one under way
   */
  void sample(Instant at, ControllerState state, Optional<Intensity> intensity, long epochs) {
    Optional<Double> gramsPerKwh = intensity.map(Intensity::gramsPerKwh);
    EnergyInterval current = open;
    Instant now = current == null ? at : notBefore(current.from, at);
    if (current == null) {
      metering.read(now); // from here on it counts
      begin(now, state, gramsPerKwh, epochs);
      epochsSeen = epochs;
      return;
    }
    current = informed(current, intensity);
    open = current;
    boolean changes = current.state != state || !current.gramsPerKwh.equals(gramsPerKwh);
    boolean epochEnded = epochs != epochsSeen;
    long lastEpoch = epochEnded ? epochs - 1 : epochs;
    epochsSeen = epochs;
    if (changes || ends(current, now, epochEnded) || metering.isDue(now)) {
      current.add(metering.read(now));
      current.whole &= metering.hasReadingOf(now);
      current = cutAtFullHours(current, now, lastEpoch);
    }
    if (changes && current.from.equals(now)) { // what was drawn meanwhile goes to what follows
      open = current.as(state, gramsPerKwh);
    } else if (changes || ends(current, now, epochEnded)) {
      close(current, now, lastEpoch);
      begin(now, state, gramsPerKwh, epochs);
    }
  }

  /**
   * The clock leapt: what was drawn until then is booked as of before, what follows as of after.
   *
   * @param expected what the clock would show now
   */
  void leap(Instant expected, Instant now, long epochs) {
    EnergyInterval current = open;
    if (current != null) {
      current.add(metering.read(now));
      closeAt(current, expected, now, epochs);
      begin(now, current.state, current.gramsPerKwh, epochs);
      epochsSeen = epochs;
    }
  }

  private void closeAt(EnergyInterval interval, Instant at, Instant now, long epochs) {
    long lastEpoch = epochs != epochsSeen ? epochs - 1 : epochs;
    Instant end = notBefore(interval.from, at);
    interval.whole &= metering.hasReadingOf(now);
    EnergyInterval current = cutAtFullHours(interval, end, lastEpoch);
    if (current.from.isBefore(end) || current.sum() > 0) {
      close(current, end, lastEpoch);
    }
    open = null;
  }

  /** A clock may be put back by some seconds. */
  private static Instant notBefore(Instant least, Instant moment) {
    return moment.isBefore(least) ? least : moment;
  }

  private boolean ends(EnergyInterval interval, Instant now, boolean epochEnded) {
    Duration age = interval.age(now);
    return age.compareTo(longest) >= 0
        || !now.isBefore(interval.endOfHour())
        || (epochEnded && age.compareTo(SHORTEST_OF_AN_EPOCH) >= 0);
  }

  /** Whether the end of an epoch would end the interval that is open. */
  boolean awaitsEpoch(Instant now) {
    return open != null && open.age(now).compareTo(SHORTEST_OF_AN_EPOCH) >= 0;
  }

  private void begin(Instant now, ControllerState state, Optional<Double> gramsPerKwh, long epoch) {
    open = new EnergyInterval(now, state, gramsPerKwh, epoch, metering.hasReadingOf(now));
  }

  private EnergyInterval cutAtFullHours(EnergyInterval interval, Instant now, long lastEpoch) {
    EnergyInterval current = interval;
    while (current.endOfHour().isBefore(now)) {
      Instant hour = current.endOfHour();
      EnergyInterval rest = current.splitAt(hour, now, Math.max(current.firstEpoch, lastEpoch));
      close(current, hour, lastEpoch);
      current = rest;
    }
    open = current;
    return current;
  }

  /**
   * What the grid is learned to have been since before an interval began holds for that interval
   * too: the first look at a grid comes after the first energy.
   */
  private static EnergyInterval informed(EnergyInterval interval, Optional<Intensity> learned) {
    boolean tells = interval.gramsPerKwh.isEmpty()
        && learned.isPresent()
        && !learned.get().at().isAfter(interval.from);
    return tells ? interval.as(interval.state, learned.map(Intensity::gramsPerKwh)) : interval;
  }

  /** Books and closes what is open, and says for the last time what was metered and how. */
  void flush(Instant now, long epochs) {
    EnergyInterval current = open;
    if (current != null) {
      current.add(metering.readAtLast(now));
      closeAt(current, now, now, epochs);
      metering.describe(now, true);
    }
  }

  /**
   * What was emitted until now, as far as the intensity was known: what was read, and since then
   * the power that was last seen in this state.
   */
  double grams(Instant now) {
    EnergyInterval current = open;
    if (current == null) {
      return closedGrams;
    }
    double watts = metering.works() ? lastWatts.getOrDefault(current.state, 0.0) : 0;
    return closedGrams + current.gramsOf(current.sum() + watts * metering.secondsSinceReading(now));
  }

  /** How long it has been paused until now. */
  Duration paused(Instant now) {
    EnergyInterval current = open;
    return current != null && current.state == ControllerState.PAUSED
        ? closedPauses.plus(current.age(now))
        : closedPauses;
  }

  /**
   * The costs with the power that was really seen, once it was. Until a pause was seen it is taken
   * to draw the share of the running power that was assumed: watts of a processor say nothing of a
   * GPU's.
   */
  Costs observed(Costs assumed) {
    double runWatts = running.wattsOr(assumed.runWatts());
    return new Costs(
            runWatts,
            paused.wattsOr(assumed.pausedWatts() / assumed.runWatts() * runWatts),
            assumed.checkpointTime(),
            assumed.restoreTime())
        .withPausedGramsPerHour(assumed.pausedGramsPerHour());
  }

  /** Where {@link #observed} has the power from. */
  String observedBasis(String assumed) {
    if (!running.known()) {
      return "expected, not metered for a minute yet: " + assumed;
    }
    return paused.known() ? "metered" : "metered while running; paused by the share expected";
  }

  private void close(EnergyInterval interval, Instant end, long lastEpoch) {
    double joules = interval.sum();
    closedGrams += interval.gramsOf(joules);
    if (interval.state == ControllerState.PAUSED) {
      closedPauses = closedPauses.plus(interval.age(end));
    }
    if (interval.whole) {
      observe(interval.state, joules, interval.age(end));
    }
    out.accept(interval.until(end, lastEpoch));
  }

  private void observe(ControllerState state, double joules, Duration time) {
    if (time.compareTo(SHORTEST_OF_AN_EPOCH) >= 0) {
      lastWatts.put(state, joules / (time.toNanos() / 1e9));
    }
    if (state == ControllerState.RUNNING) {
      running.add(joules, time);
    } else if (state == ControllerState.PAUSED) {
      paused.add(joules, time);
    }
  }

  /** Lets go of the meter. */
  @Override
  public void close() {
    metering.close();
  }

  /** The mean power over all time of one kind, trusted from one minute on. */
  private static final class MeanPower {
    private double joules;
    private double seconds;

    void add(double addedJoules, Duration time) {
      joules += addedJoules;
      seconds += time.toNanos() / 1e9;
    }

    boolean known() {
      return seconds >= 60 && joules > 0;
    }

    double wattsOr(double assumed) {
      return known() ? joules / seconds : assumed;
    }
  }
}
