package org.carbonaware.plan;

import java.time.Duration;

/**
 * Decides when to run. A pure function: no input but the situation, no clock, no memory, no I/O; so
 * implementations are safe to share between threads, and the controller and the simulator use the
 * same objects.
 */
public interface Policy {
  /**
   * The policy's name with its parameters, for people and records.
   *
   * @return such as {@code threshold(pause above 300, resume below 250 g/kWh)}
   */
  String name();

  /**
   * Decides.
   *
   * @param situation what is known
   * @return what to do
   */
  Decision decide(Situation situation);

  /**
   * This policy with shortest lengths of running and pausing, so that it does not flutter. They
   * hold instead of those it was given before.
   *
   * @param minimumRun the shortest run, zero or more
   * @param minimumPause the shortest pause, zero or more
   * @return a policy that keeps its state at least that long (the deadline guard still comes first)
   */
  default Policy withMinimumLengths(Duration minimumRun, Duration minimumPause) {
    return new MinimumLengths(this, minimumRun, minimumPause);
  }
}
