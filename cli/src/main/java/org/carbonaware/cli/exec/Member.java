package org.carbonaware.cli.exec;

import java.time.Duration;

/**
 * A process of a program.
 *
 * @param pid its number
 * @param parent its parent's number
 * @param state the letter by which Linux and {@code ps} tell it: {@code T} is stopped, {@code Z}
 *     ended and not collected yet
 * @param started what tells it from an earlier process of the same number; 0 if unknown
 * @param processorTime what it and the children it has collected used; zero if unknown
 * @param name its short name
 */
record Member(
    long pid, long parent, char state, long started, Duration processorTime, String name) {
  boolean stopped() {
    return state == 'T' || state == 't';
  }

  boolean ended() {
    return state == 'Z' || state == 'X';
  }

  /** Whether it may still do something. */
  boolean moves() {
    return !stopped() && !ended();
  }
}
