package org.carbonaware.simulate;

/** What to do with starts whose time up to the deadline reaches beyond the end of the trace. */
public enum Tail {
  /** Leave them out. */
  SKIP,
  /** Keep those with at least the work left: their deadline is the end of the trace. */
  TRUNCATE
}
