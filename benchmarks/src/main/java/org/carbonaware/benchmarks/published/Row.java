package org.carbonaware.benchmarks.published;

/**
 * One figure, theirs and ours.
 *
 * @param name what it is
 * @param theirs the figure published, or the limit set
 * @param ours the figure reached here
 * @param check how the two must relate
 * @param tolerance by how much they may miss that, in their unit, 0 or more; 0 where nothing is
 *     checked
 * @param unit the unit of the figures, such as {@code "%"} or {@code "g/kWh"}
 * @param note what a reader should know besides, or empty
 */
record Row(
    String name,
    double theirs,
    double ours,
    Check check,
    double tolerance,
    String unit,
    String note) {
  /** Tolerances are half a unit of a printed digit; a figure just between two digits is inside. */
  private static final double ROUNDING = 1 + 1e-6;

  /** How ours must relate to theirs. */
  enum Check {
    /** The same. */
    EQUAL,
    /** Not more. */
    AT_MOST,
    /** Not less. */
    AT_LEAST,
    /** Anyhow: shown for comparison. */
    NONE
  }

  static Row equal(String name, double theirs, double ours, double tolerance, String unit) {
    return new Row(name, theirs, ours, Check.EQUAL, tolerance, unit, "");
  }

  static Row atMost(String name, double theirs, double ours, String unit) {
    return new Row(name, theirs, ours, Check.AT_MOST, 0, unit, "");
  }

  static Row atLeast(String name, double theirs, double ours, String unit) {
    return new Row(name, theirs, ours, Check.AT_LEAST, 0, unit, "");
  }

  static Row beside(String name, double theirs, double ours, String unit) {
    return new Row(name, theirs, ours, Check.NONE, 0, unit, "");
  }

  Row withNote(String other) {
    return new Row(name, theirs, ours, check, tolerance, unit, other);
  }

  double difference() {
    return ours - theirs;
  }

  /** Whether it is as it must be; what is no number never is. */
  boolean inside() {
    double limit = tolerance * ROUNDING;
    return switch (check) {
      case EQUAL -> Math.abs(difference()) <= limit;
      case AT_MOST -> difference() <= limit;
      case AT_LEAST -> difference() >= -limit;
      case NONE -> true;
    };
  }

  boolean checked() {
    return check != Check.NONE;
  }
}
