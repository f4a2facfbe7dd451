package org.carbonaware.grid.resilient;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until somebody sleeps by it or sets it. */
final class VirtualTime implements InstantSource, Sleeper {
  static final Instant START = Instant.parse("2030-01-15T12:10:00Z");

  private volatile Instant now = START;
  private volatile Duration slept = Duration.ZERO;

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public void sleep(Duration length) {
    pass(length);
    slept = slept.plus(length);
  }

  void pass(Duration length) {
    now = now.plus(length);
  }

  void set(Instant instant) {
    now = instant;
  }

  Duration slept() {
    return slept;
  }
}
