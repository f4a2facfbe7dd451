package org.carbonaware.benchmarks.micro;

import java.time.Duration;
import org.carbonaware.control.CarbonController;
import org.carbonaware.plan.Policies;

/** Controllers whose gate stays open. */
final class Open {
  private static final Duration LONG = Duration.ofHours(1);

  private Open() {}

  /** A real one, whose threads sleep while something is measured; close it. */
  static CarbonController controller() {
    return CarbonController.builder()
        .zone("DE")
        .deadline(Duration.ofHours(24))
        .batches(Long.MAX_VALUE)
        .policy(Policies.runNow())
        .pace(LONG, LONG)
        .gridEvery(LONG)
        .stopOnSignals(false, Duration.ZERO)
        .start();
  }
}
