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
    Duration restoreTime,
    double runWatts,
    double pausedWatts) {}
