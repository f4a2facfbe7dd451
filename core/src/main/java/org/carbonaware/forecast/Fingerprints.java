package org.carbonaware.forecast;

/**
 * Tells stretches of a series apart without keeping them: equal values make equal fingerprints, and
 * different ones the same only by an accident of one in 2^128. Polynomials of the mixed bits of the
 * values, so that any stretch costs some 15 multiplications once the series has been gone through.
 *
 * <p>Immutable.
 */
final class Fingerprints {
  private static final long FIRST_BASE = 0x9E3779B97F4A7C15L;
  private static final long SECOND_BASE = 0xD1342543DE82EF95L;

  private final long[] first;
  private final long[] second;

  /**
   * The fingerprint of a stretch.
   *
   * @param length how many values it has
   * @param first one half of it
   * @param second the other half
   */
  record Fingerprint(int length, long first, long second) {}

  Fingerprints(double[] values) {
    first = new long[values.length + 1];
    second = new long[values.length + 1];
    for (int i = 0; i < values.length; i++) {
      long bits = Double.doubleToLongBits(values[i]);
      first[i + 1] = first[i] * FIRST_BASE + mixed(bits);
      second[i + 1] = second[i] * SECOND_BASE + mixed(~bits);
    }
  }

  // The finalizer of SplitMix64: bits of neighbouring values must not cancel out.
  private static long mixed(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** The fingerprint of the values of an interval. */
  Fingerprint of(int from, int to) {
    return new Fingerprint(
        to - from,
        first[to] - first[from] * power(FIRST_BASE, to - from),
        second[to] - second[from] * power(SECOND_BASE, to - from));
  }

  private static long power(long base, int exponent) {
    long result = 1;
    long square = base;
    for (int rest = exponent; rest > 0; rest >>= 1) {
      result = (rest & 1) == 1 ? result * square : result;
      square *= square;
    }
    return result;
  }
}
