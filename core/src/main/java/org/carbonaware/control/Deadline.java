package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;

/** A deadline as its user gave it: a moment, or a time after the run first began. */
sealed interface Deadline {
  Instant from(Instant startedAt);

  record At(Instant moment) implements Deadline {
    @Override
    public Instant from(Instant startedAt) {
      return moment;
    }
  }

  record After(Duration time) implements Deadline {
    @Override
    public Instant from(Instant startedAt) {
      return startedAt.plus(time);
    }
  }
}
