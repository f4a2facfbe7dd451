package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.carbonaware.plan.Reason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an open gate costs the training: nothing that could be collected or waited for. */
@Tag("slow")
@Timeout(60)
class GateCostTest {
  private static final int PASSES = 1_000_000;

  private final ToyTraining training = new ToyTraining();

  @Test
  void anOpenGateAndACountedBatchAllocateNothing() {
    try (VirtualRun run = new VirtualRun(HourlyGrid.flat(100))) {
      run.settings.batches(Long.MAX_VALUE / 2).deadline(Duration.ofDays(1));
      CarbonController controller = run.start();
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 5; round++) { // the first rounds warm up
        least = Math.min(least, bytesAllocatedBy(controller));
      }
      assertThat(least).isZero();
    }
  }

  private long bytesAllocatedBy(CarbonController controller) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(self);
    for (int i = 0; i < PASSES; i++) {
      controller.gate().safePoint(training);
      controller.batchDone();
      if (controller.wantsLoss()) {
        controller.loss(1);
      }
    }
    return threads.getThreadAllocatedBytes(self) - before;
  }

  @Test
  void anOpenGateTakesNoLock() {
    RecordingAttendant attendant = new RecordingAttendant();
    Standstill standstill = new Standstill(new TestClock(), attendant);
    CountDownLatch passed = new CountDownLatch(1);
    Thread trainer = new Thread(() -> {
      for (int i = 0; i < PASSES; i++) {
        standstill.gate().safePoint(training);
      }
      passed.countDown();
    });
    attendant.underTheLock = () -> {
      trainer.start();
      try {
        passed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };

    standstill.begin(new Reason(Reason.Code.LIFECYCLE, "a test")); // tells the attendant

    assertThat(passed.getCount()).isZero();
  }
}
