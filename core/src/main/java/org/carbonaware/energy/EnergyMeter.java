package org.carbonaware.energy;

import java.util.Optional;

/**
 * Measures or estimates the energy this training's machine draws. Called on a thread of its own,
 * one call at a time, never on a training thread. May block for a short time; one that hangs is
 * waited for in vain and its reading booked when it comes. Must not throw for a reading it cannot
 * take: a component without a reading is left out or keeps its last figure.
 */
public interface EnergyMeter extends AutoCloseable {
  /**
   * The energy drawn since the meter was made. Called where an interval of energy ends: about once
   * a minute, and at every change of state or intensity. It may cost milliseconds, as reading a
   * GPU's energy counter does.
   *
   * @return a reading whose figures are finite, 0 or more, and never fall; its components keep
   *     their names and order. After closing, the figures may stand still
   */
  EnergyReading read();

  /**
   * Looks at what changes between two readings, such as power where there is no energy counter.
   * Called about once a second, so it must cost microseconds. Does nothing by default: a meter on
   * counters needs no looks.
   */
  default void sample() {}

  /**
   * What the components are expected to draw, as far as that is known without metering: a first
   * guess for plans. Called once, when the meter was made; must cost nothing much.
   *
   * @return the power; empty by default
   */
  default Optional<ExpectedPower> expectedPower() {
    return Optional.empty();
  }

  /** Lets go of the hardware. Closing twice does nothing. */
  @Override
  default void close() {}
}
