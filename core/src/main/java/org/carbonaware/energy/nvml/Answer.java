package org.carbonaware.energy.nvml;

/**
 * What a function of the management library answered.
 *
 * @param code 0, or why there is no value; see {@link NvmlCodes}
 * @param value what was asked for, in the driver's unit; meaningless without one
 */
record Answer(int code, long value) {
  static Answer of(long value) {
    return new Answer(NvmlCodes.OK, value);
  }

  static Answer without(int code) {
    return new Answer(code, 0);
  }

  boolean isThere() {
    return code == NvmlCodes.OK;
  }

  /** This one if it has a value or the other has none. */
  Answer or(Answer other) {
    return isThere() || !other.isThere() ? this : other;
  }
}
