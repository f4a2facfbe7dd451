package org.carbonaware.cli.exec;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.config.Config;
import org.carbonaware.control.TrainingClock;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Zone;
import org.carbonaware.plan.Policy;

/**
 * How a program is to be run.
 *
 * @param command the program
 * @param zone where it runs
 * @param grid what tells of that zone
 * @param clock the time it all happens in
 * @param speed how many of the clock's seconds pass in a real one; 1 unless for tests and
 *     demonstrations
 * @param work how long the program runs without pauses, as far as the user knows
 * @param deadline when it must have ended
 * @param policy when to run
 * @param longestPause the longest single pause, if there is one
 * @param dryRun whether to decide only and never pause
 * @param checkpoint how the program saves itself and leaves; if empty it is stopped in memory
 * @param configuration what is metered and counted, how the outlook is made, and what else holds of
 *     trainings and programs alike
 * @param ledger the directory of the record
 * @param project the project the record belongs to
 */
public record ExecSettings(
    Command command,
    Zone zone,
    GridSource grid,
    TrainingClock clock,
    double speed,
    Duration work,
    Instant deadline,
    Policy policy,
    Optional<Duration> longestPause,
    boolean dryRun,
    Optional<CheckpointSignal> checkpoint,
    Config configuration,
    Path ledger,
    Optional<String> project) {
  /** The policy with all that limits it. */
  Policy limitedPolicy() {
    Policy limited =
        longestPause.map(longest -> (Policy) new LongestPause(policy, longest)).orElse(policy);
    return dryRun ? new DryRun(limited) : limited;
  }

  /** A real time in the clock's. */
  Duration scaled(Duration real) {
    return speed == 1 ? real : Duration.ofNanos((long) (real.toNanos() * speed));
  }

  /** The longer of a time of the clock and a real one. */
  Duration atLeast(Duration time, Duration real) {
    Duration least = scaled(real);
    return speed == 1 || time.compareTo(least) > 0 ? time : least;
  }
}
