package org.carbonaware.examples.images;

import java.util.SplittableRandom;

/**
 * Seeded draws that are the same on every machine and Java release: only {@code nextLong} is taken
 * from the platform, because the algorithms behind its bounded and Gaussian draws may change. Not
 * thread-safe.
 */
final class Draws {
  private final SplittableRandom random;

  Draws(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A seed for an independent stream of draws. */
  long seed() {
    return random.nextLong();
  }

  /** Uniform in [low, high). */
  double between(double low, double high) {
    return low + (high - low) * (random.nextLong() >>> 11) * 0x1.0p-53;
  }

  /** One of the values, each as likely as the others. */
  <T> T oneOf(T[] values) {
    return values[(int) between(0, values.length)];
  }

  /** Mean 0 and standard deviation 1, bell-shaped: three uniform draws, so never beyond 3. */
  double bell() {
    return between(-1, 1) + between(-1, 1) + between(-1, 1);
  }
}
