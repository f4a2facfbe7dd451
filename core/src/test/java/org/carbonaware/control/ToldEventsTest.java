package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.carbonaware.control.ControllerEvent.IntensityObserved;
import org.carbonaware.control.ControllerEvent.Progressed;
import org.carbonaware.plan.Policies;
import org.junit.jupiter.api.Test;

/** What listeners are told as a run goes on, and that they are told it once. */
class ToldEventsTest {
  private static final Duration BATCH = Duration.ofMinutes(10);

  /** Three hours of a forecast, and looks every five minutes. */
  private static VirtualRun threeHours() {
    VirtualRun run = new VirtualRun(HourlyGrid.foreseeing(100, 200, 300, 400));
    run.settings
        .batches(18)
        .expectedWork(Duration.ofHours(3))
        .deadline(Duration.ofHours(24))
        .policy(Policies.runNow());
    run.start();
    run.batches(18, BATCH);
    run.close();
    return run;
  }

  @Test
  void anIntensityIsToldOnceUntilThereIsAnother() {
    assertThat(threeHours().events.of(IntensityObserved.class))
        .extracting(event -> event.intensity().gramsPerKwh())
        .startsWith(100.0, 200.0, 300.0)
        .doesNotHaveDuplicates();
  }

  @Test
  void progressIsToldAtEachLookWhileItTrains() {
    Instant start = TestClock.START;
    assertThat(threeHours().events.of(Progressed.class))
        .extracting(Progressed::at)
        .contains(start.plus(VirtualRun.TICK), start.plus(BATCH), start.plus(Duration.ofHours(2)))
        .hasSizeBetween(35, 38)
        .doesNotHaveDuplicates();
  }
}
