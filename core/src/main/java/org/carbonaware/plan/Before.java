package org.carbonaware.plan;

/** The state before the first slot of a plan. It has lasted its minimum. */
enum Before {
  /** Training. */
  RUNNING,
  /** Paused: running again costs a start. */
  PAUSED,
  /** Not begun: the first start is free and takes no time. */
  NOT_STARTED;

  static Before of(Situation situation) {
    return situation.running() ? RUNNING : situation.started() ? PAUSED : NOT_STARTED;
  }
}
