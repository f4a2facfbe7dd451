package org.carbonaware.grid.trace;

/** What to do with a trace that has gaps, damaged values or rows out of order. */
public enum Gaps {
  /** Refuse the file and name the first damaged lines. */
  FAIL,
  /**
   * Sort the rows, keep the first of several rows for one time, and fill missing or impossible
   * values: linearly over up to 3 h, else with the value of the same hour of the day before. What
   * neither reaches stays missing.
   */
  FILL,
  /**
   * Sort the rows, keep the first of several rows for one time, and leave missing or impossible
   * values missing: for files that are decided on while they grow, where no value may be made up.
   */
  LEAVE
}
