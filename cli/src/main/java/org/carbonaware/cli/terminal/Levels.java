package org.carbonaware.cli.terminal;

/**
 * What counts as low, moderate and high.
 *
 * @param low values below it are low
 * @param high values above it are high, not less than {@code low}; if it is the same, as of a
 *     threshold, nothing is moderate, and a value at it is low
 */
public record Levels(double low, double high) {
  /** Checks the order. */
  public Levels {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "levels " + low + " and " + high + ": expected the lower one first");
    }
  }

  /**
   * The level of a value.
   *
   * @param value any value but NaN
   * @return low, moderate or high
   */
  public Tone of(double value) {
    if (value > high) {
      return Tone.HIGH;
    }
    return value < low || low == high ? Tone.LOW : Tone.MODERATE;
  }
}
