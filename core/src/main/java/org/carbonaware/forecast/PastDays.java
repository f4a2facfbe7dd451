package org.carbonaware.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntToDoubleFunction;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;

/**
 * A history as a forecaster sees it at one moment: the rows that start before it, looked up by time
 * of day. Indices count steps of the history and run on into the future.
 */
final class PastDays {
  private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();
  private static final long MAX_STEPS = 1_000_000;

  private final IntensitySeries history;
  private final Instant issuedAt;
  private final int day;
  private final int first;
  private final int steps;
  private final int knownEnd;

  PastDays(IntensitySeries history, Instant issuedAt, Duration horizon) {
    long step = history.step().toSeconds();
    if (DAY_SECONDS % step != 0) {
      throw new IllegalArgumentException(
          "history in steps of " + history.step() + ": expected a step that divides 24 h");
    }
    if (horizon.isNegative() || horizon.isZero()) {
      throw new IllegalArgumentException("horizon " + horizon + ": expected more than 0");
    }
    if (horizon.toSeconds() / step >= MAX_STEPS) {
      throw new IllegalArgumentException("horizon " + horizon + " in steps of " + history.step()
          + ": expected at most " + MAX_STEPS + " steps");
    }
    this.history = history;
    this.issuedAt = issuedAt;
    this.day = (int) (DAY_SECONDS / step);
    this.first = history.indexOf(issuedAt);
    this.steps = history.indexOf(issuedAt.plus(horizon).minusNanos(1)) - first + 1;
    // The step under way counts as known if it began before; one that begins now does not.
    int started = history.startOf(first).isBefore(issuedAt) ? first + 1 : first;
    this.knownEnd = Math.max(0, Math.min(history.size(), started));
  }

  int stepsPerDay() {
    return day;
  }

  /** The first step of the forecast. */
  int first() {
    return first;
  }

  /** How many steps the forecast has. */
  int steps() {
    return steps;
  }

  /** The step from which on nothing of the history may be looked at. */
  int knownEnd() {
    return knownEnd;
  }

  /** The latest step whose value is known, or -1. */
  int latestKnown() {
    int index = knownEnd - 1;
    while (index >= 0 && Double.isNaN(history.gramsPerKwh(index))) {
      index--;
    }
    return index;
  }

  /** The value of a step if it is known, else NaN. */
  double known(int index) {
    return index >= 0 && index < knownEnd ? history.gramsPerKwh(index) : Double.NaN;
  }

  /** The latest known value at a step's time of day, or NaN. */
  double latest(int index) {
    return latest(index, 1);
  }

  /** The latest known value at a step's place in a period of whole days, or NaN. */
  double latest(int index, int days) {
    int period = day * days;
    int past = index - period * Math.max(0, Math.floorDiv(index - knownEnd, period) + 1);
    while (past >= 0 && Double.isNaN(history.gramsPerKwh(past))) {
      past -= period;
    }
    return past >= 0 ? history.gramsPerKwh(past) : Double.NaN;
  }

  /** The mean over a step's time of day on the last days, NaN if none of them is known. */
  double profile(int index, int days) {
    int newest = index - day * Math.max(0, Math.floorDiv(index - begun(), day) + 1);
    double sum = 0;
    int count = 0;
    for (int d = 0; d < days; d++) {
      double value = known(newest - d * day);
      if (!Double.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  // The steps that have begun, whether or not the history reaches them.
  private int begun() {
    return history.startOf(first).isBefore(issuedAt) ? first + 1 : first;
  }

  /** The mean of the latest 24 h of known values, or NaN if nothing is known. */
  private double level() {
    double sum = 0;
    int count = 0;
    for (int i = knownEnd - 1; i >= 0 && count < day; i--) {
      if (!Double.isNaN(history.gramsPerKwh(i))) {
        sum += history.gramsPerKwh(i);
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /**
   * Makes the forecast; steps for which the model has NaN get the level of the latest day. Empty if
   * there is neither.
   */
  Forecast forecast(String model, IntToDoubleFunction valueOfStep) {
    double level = level();
    double[] values = new double[steps];
    for (int i = 0; i < values.length; i++) {
      double value = known(first + i);
      value = Double.isNaN(value) ? valueOfStep.applyAsDouble(first + i) : value;
      values[i] = Double.isNaN(value) ? level : value;
      if (Double.isNaN(values[i])) {
        values = new double[0];
      }
    }
    Provenance provenance = new Provenance(
        model + " forecast from " + history.provenance().source(),
        Provenance.Kind.FORECAST,
        history.provenance().freshness());
    IntensitySeries mean = IntensitySeries.of(
        history.zone(),
        history.basis(),
        provenance,
        history.startOf(first),
        history.step(),
        values);
    return new Forecast(issuedAt, model, mean);
  }
}
