package org.carbonaware.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When one job of a {@link Simulation} ran and when it waited or paused, from its start until its
 * work was done. Immutable.
 *
 * @param strategy the strategy's name
 * @param forecast what it expects of the grid, see {@link Foresight#label()}
 * @param start when the job started
 * @param deadline when it had to be done
 * @param grams what it emitted, in gCO2e, changes and idle power included
 * @param runNowGrams what running straight through from the same start emits
 * @param stretches running and not by turns, without gaps, the last one running
 */
public record Course(
    String strategy,
    String forecast,
    Instant start,
    Instant deadline,
    double grams,
    double runNowGrams,
    List<Stretch> stretches) {
  /** Copies the list. */
  public Course {
    stretches = List.copyOf(stretches);
  }

  /**
   * A time in which a job does one thing.
   *
   * @param from when it begins
   * @param to when it ends
   * @param running whether the job runs; else it waits, is paused, or saves and restores
   */
  public record Stretch(Instant from, Instant to, boolean running) {}

  /**
   * What was avoided against running straight through.
   *
   * @return percent, negative if the pauses cost more than they gained
   */
  public double savingPercent() {
    return runNowGrams > 0 ? 100 * (1 - grams / runNowGrams) : 0;
  }

  /**
   * When the work was done.
   *
   * @return the end of the last stretch
   */
  public Instant finishedAt() {
    return stretches.isEmpty() ? start : stretches.get(stretches.size() - 1).to();
  }

  /** Puts stretches together from pieces that follow one another. Confined to one thread. */
  static final class Recorder {
    private final Instant start;
    private final List<Stretch> stretches = new ArrayList<>();

    Recorder(Instant start) {
      this.start = start;
    }

    void add(Duration until, boolean running) {
      int last = stretches.size() - 1;
      Instant from = last < 0 ? start : stretches.get(last).to();
      Instant to = start.plus(until);
      if (!to.isAfter(from)) {
        return;
      }
      if (last >= 0 && stretches.get(last).running() == running) {
        stretches.set(last, new Stretch(stretches.get(last).from(), to, running));
      } else {
        stretches.add(new Stretch(from, to, running));
      }
    }

    List<Stretch> stretches() {
      return stretches;
    }
  }
}
