package org.carbonaware.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;

/**
 * Everything a policy may know: the grid, the job and what the training does just now. Policies
 * have no other memory, so that a decision can be explained, recorded and made again.
 *
 * @param now the moment of the decision
 * @param running whether the training runs (true) or is paused
 * @param since since when it runs or is paused
 * @param current the grid's intensity now, empty if unknown
 * @param outlook the intensity expected from now on, its first step holds {@code now}; empty if
 *     there is no forecast
 * @param job the work left and its deadline
 * @param costs what pausing costs
 * @param reaction the longest time until the next decision
 * @param recent between which intensities the grid moved in the last days; empty if too little of
 *     them is known
 * @param past what the run has behind it; empty if nobody counted: live, if it goes on from a
 *     checkpoint of an earlier version, which does not say it
 * @param started whether the training has run at all: the first start of one that was made to wait
 *     is free and takes no time
 */
public record Situation(
    Instant now,
    boolean running,
    Instant since,
    Optional<Intensity> current,
    Optional<IntensitySeries> outlook,
    Job job,
    Costs costs,
    Duration reaction,
    Optional<RecentRange> recent,
    Optional<Past> past,
    boolean started) {
  /** The next decision comes no later than this. */
  Instant nextLook() {
    return Moments.plus(now, reaction);
  }

  /** The deadline, or now if it has passed. */
  Instant deadlineOrNow() {
    return Moments.later(now, job.deadline());
  }
}
