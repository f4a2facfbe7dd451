package org.carbonaware.benchmarks.micro;

import java.util.Optional;

/**
 * Times that are divided, round by round.
 *
 * @param name such as {@code gate-1}
 * @param text what is compared with what
 * @param of the measure that is divided
 * @param by the measure it is divided by
 * @param speed whether speeds are divided instead of times, so that more is better
 * @param target what the ratio should be at most, or at least if it is one of speeds
 * @param guard what it must be in any run, however short and however busy the computer
 */
record Comparison(
    String name,
    String text,
    String of,
    String by,
    boolean speed,
    Optional<Double> target,
    Optional<Double> guard) {
  static Comparison times(String name, String text, String of, String by) {
    return new Comparison(name, text, of, by, false, Optional.empty(), Optional.empty());
  }

  static Comparison speeds(String name, String text, String of, String by) {
    return new Comparison(name, text, of, by, true, Optional.empty(), Optional.empty());
  }

  Comparison target(double ratio) {
    return new Comparison(name, text, of, by, speed, Optional.of(ratio), guard);
  }

  Comparison guard(double ratio) {
    return new Comparison(name, text, of, by, speed, target, Optional.of(ratio));
  }

  /** Whether a ratio is within a bound. */
  boolean within(double ratio, double bound) {
    return speed ? ratio >= bound : ratio <= bound;
  }
}
