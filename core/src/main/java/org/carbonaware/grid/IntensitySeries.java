package org.carbonaware.grid;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Carbon intensity over time in regular steps: value {@code i} holds from {@code start + i * step}
 * to {@code start + (i + 1) * step}. A missing value is NaN. Immutable and safe to share between
 * threads.
 */
public final class IntensitySeries {
  private final Zone zone;
  private final Basis basis;
  private final Provenance provenance;
  private final Instant start;
  private final Duration step;
  private final double[] values; // shared with the series that this one is a part of
  private final int offset;
  private final int size;

  private IntensitySeries(
      Zone zone,
      Basis basis,
      Provenance provenance,
      Instant start,
      Duration step,
      double[] values,
      int offset,
      int size) {
    this.zone = zone;
    this.basis = basis;
    this.provenance = provenance;
    this.start = start;
    this.step = step;
    this.values = values;
    this.offset = offset;
    this.size = size;
  }

  /**
   * Makes a series.
   *
   * @param zone the grid zone
   * @param basis what the values count
   * @param provenance where they came from
   * @param start the start of the first step
   * @param step the length of a step, a whole positive number of seconds
   * @param gramsPerKwh the values in gCO2e per kWh, each NaN (missing) or finite and not negative;
   *     copied
   * @return the series
   * @throws IllegalArgumentException if the step or a value is out of range
   */
  public static IntensitySeries of(
      Zone zone,
      Basis basis,
      Provenance provenance,
      Instant start,
      Duration step,
      double[] gramsPerKwh) {
    if (step.isNegative() || step.isZero() || !step.equals(Duration.ofSeconds(step.toSeconds()))) {
      throw new IllegalArgumentException(
          "step " + step + ": expected a whole positive number of seconds");
    }
    for (int i = 0; i < gramsPerKwh.length; i++) {
      double value = gramsPerKwh[i];
      if (value < 0 || Double.isInfinite(value)) {
        throw new IllegalArgumentException("value " + value + " gCO2e/kWh at index " + i + " ("
            + start.plus(step.multipliedBy(i)) + "): expected NaN or a finite value of 0 or more");
      }
    }
    return new IntensitySeries(
        zone, basis, provenance, start, step, gramsPerKwh.clone(), 0, gramsPerKwh.length);
  }

  /**
   * The grid zone.
   *
   * @return the zone
   */
  public Zone zone() {
    return zone;
  }

  /**
   * What the values count.
   *
   * @return the basis
   */
  public Basis basis() {
    return basis;
  }

  /**
   * Where the values came from.
   *
   * @return the provenance
   */
  public Provenance provenance() {
    return provenance;
  }

  /**
   * The start of the first step.
   *
   * @return the start, inclusive
   */
  public Instant start() {
    return start;
  }

  /**
   * The end of the last step.
   *
   * @return the end, exclusive; equals the start if the series is empty
   */
  public Instant end() {
    return startOf(size);
  }

  /**
   * The length of a step.
   *
   * @return a whole positive number of seconds
   */
  public Duration step() {
    return step;
  }

  /**
   * The number of steps.
   *
   * @return 0 or more
   */
  public int size() {
    return size;
  }

  /**
   * The value of a step.
   *
   * @param index from 0 to size - 1
   * @return gCO2e per kWh, NaN if missing
   */
  public double gramsPerKwh(int index) {
    return values[offset + Objects.checkIndex(index, size)];
  }

  /**
   * All values.
   *
   * @return a copy, gCO2e per kWh, NaN where missing
   */
  public double[] toArray() {
    return Arrays.copyOfRange(values, offset, offset + size);
  }

  /**
   * The start of a step.
   *
   * @param index the step, also outside the series
   * @return its start
   */
  public Instant startOf(int index) {
    return start.plusSeconds(step.toSeconds() * index);
  }

  /**
   * The step that holds a time.
   *
   * @param time any time
   * @return its index, negative or at least {@link #size()} where the series does not reach
   */
  public int indexOf(Instant time) {
    long seconds = Duration.between(start, time).toSeconds(); // rounds towards the past
    return Math.toIntExact(Math.floorDiv(seconds, step.toSeconds()));
  }

  /**
   * The value that holds at a time.
   *
   * @param time any time
   * @return gCO2e per kWh, or empty where the series does not reach or a value is missing
   */
  public OptionalDouble at(Instant time) {
    int index = time.isBefore(start) || !time.isBefore(end()) ? -1 : indexOf(time);
    if (index < 0 || Double.isNaN(values[offset + index])) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(values[offset + index]);
  }

  /**
   * The steps that touch an interval.
   *
   * @param from the interval's start
   * @param to the interval's end, exclusive; not after {@code from} means an empty interval
   * @return a series of the same step, possibly empty; it shares this one's values, so nothing is
   *     copied
   */
  public IntensitySeries between(Instant from, Instant to) {
    int first = from.isBefore(start) ? 0 : from.isBefore(end()) ? indexOf(from) : size;
    int past = !to.isAfter(from) || !to.isAfter(start)
        ? 0
        : to.isBefore(end()) ? indexOf(to.minusNanos(1)) + 1 : size;
    return new IntensitySeries(
        zone,
        basis,
        provenance,
        startOf(first),
        step,
        values,
        offset + first,
        Math.max(first, past) - first);
  }

  /**
   * The same values under another provenance.
   *
   * @param other where the values are now said to come from
   * @return a series that shares this one's values
   */
  public IntensitySeries withProvenance(Provenance other) {
    return new IntensitySeries(zone, basis, other, start, step, values, offset, size);
  }

  /**
   * The mean of the values present.
   *
   * @return gCO2e per kWh, or empty if there are none
   */
  public OptionalDouble mean() {
    double sum = 0;
    int count = 0;
    for (int i = offset; i < offset + size; i++) {
      if (!Double.isNaN(values[i])) {
        sum += values[i];
        count++;
      }
    }
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IntensitySeries that
        && zone.equals(that.zone)
        && basis == that.basis
        && provenance.equals(that.provenance)
        && start.equals(that.start)
        && step.equals(that.step)
        && Arrays.equals(
            values, offset, offset + size, that.values, that.offset, that.offset + that.size);
  }

  @Override
  public int hashCode() {
    int hash = start.hashCode();
    for (int i = offset; i < offset + size; i++) {
      hash = 31 * hash + Double.hashCode(values[i]);
    }
    return hash;
  }

  @Override
  public String toString() {
    return zone + " " + basis.label() + ", " + size + " steps of " + step + " from " + start + " ("
        + provenance.kind().label() + ", " + provenance.source() + ")";
  }
}
