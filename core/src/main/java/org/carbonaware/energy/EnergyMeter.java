package org.carbonaware.energy;

/**
 * Measures or estimates the energy this training's machine draws. Called from the control thread
 * only, about once a second, never from a training thread. May block for a short time. Must not
 * throw for a reading it cannot take: a component without a reading is left out.
 */
public interface EnergyMeter extends AutoCloseable {
  /**
   * The energy drawn since the meter was made.
   *
   * @return a reading whose figures are finite, 0 or more, and never fall; its components keep
   *     their names and order. After closing, the figures may stand still
   */
  EnergyReading read();

  /** Lets go of the hardware. Closing twice does nothing. */
  @Override
  default void close() {}
}
