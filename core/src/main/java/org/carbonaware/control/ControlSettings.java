package org.carbonaware.control;

import java.time.Duration;
import java.util.Optional;
import org.carbonaware.plan.Policy;

/** How the control loop works; see {@link CarbonControllerBuilder} for each setting. */
record ControlSettings(
    TrainingClock clock,
    Policy policy,
    Duration margin,
    Duration tickEvery,
    Duration decideEvery,
    Duration checkpointEvery,
    Optional<PauseDepth> depth,
    Duration releaseLongerThan,
    Optional<Duration> suspendLongerThan,
    double runWatts,
    double pausedWatts,
    String powerBasis,
    double pue,
    double pausedGramsPerHour) {
  /** How deep a pause of an expected length goes. */
  PauseDepth depthOf(Duration expected) {
    if (depth.isPresent()) {
      return depth.get();
    }
    if (suspendLongerThan.isPresent() && expected.compareTo(suspendLongerThan.get()) >= 0) {
      return PauseDepth.SUSPEND;
    }
    return expected.compareTo(releaseLongerThan) >= 0 ? PauseDepth.RELEASE : PauseDepth.HOLD;
  }

  /** Whether pauses may leave the process, so that it takes time to come back from them. */
  boolean mayLeaveTheProcess() {
    return suspendLongerThan.isPresent();
  }

  /** Whether every pause leaves the machine, so that it draws nothing for this training. */
  boolean freesTheMachine() {
    return depth.equals(Optional.of(PauseDepth.SUSPEND));
  }
}
