package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;

/** A deadline as its user gave it: a moment, or a time after the run first began. */
sealed interface Deadline {
  Duration LEAST_MARGIN = Duration.ofMinutes(1);
  Duration MOST_MARGIN = Duration.ofMinutes(30);

  Instant from(Instant startedAt);

  /** A hundredth of the time left, within bounds: what is kept in hand unless told otherwise. */
  default Duration usualMargin(Instant now) {
    Duration percent = Duration.between(now, from(now)).dividedBy(100);
    return percent.compareTo(LEAST_MARGIN) < 0
        ? LEAST_MARGIN
        : percent.compareTo(MOST_MARGIN) > 0 ? MOST_MARGIN : percent;
  }

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
