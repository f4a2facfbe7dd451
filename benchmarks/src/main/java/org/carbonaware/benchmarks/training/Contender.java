package org.carbonaware.benchmarks.training;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.CarbonControllerBuilder;
import org.carbonaware.control.ControllerEvent.CheckpointWritten;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.EnergyReading;
import org.carbonaware.energy.Meters;
import org.carbonaware.plan.Policies;
import org.jspecify.annotations.Nullable;

/** One of several that train in turns, with the controller behind it if it has one. */
final class Contender implements AutoCloseable {
  private static final Duration LONG = Duration.ofHours(24);
  private static final Duration TICK = Duration.ofMillis(250);
  private static final EnergyMeter NOTHING = () -> new EnergyReading(List.of());
  private static final ThreadMXBean THREADS =
      (ThreadMXBean) ManagementFactory.getThreadMXBean(); // on every JDK with HotSpot or OpenJ9

  private final Arm arm;
  private final AtomicInteger checkpoints = new AtomicInteger();
  private final Spin spin = new Spin();
  private final @Nullable SwitchedMeter meter;
  private final @Nullable CarbonController controller;
  private final TrainingFramework.Turns training;
  private long allocated;
  private long trained;
  private long all;
  private double wall;
  private double processor;

  /**
   * Sets one up.
   *
   * @param directory an empty one for checkpoints
   * @param often how often a checkpoint is written
   */
  Contender(Arm arm, TrainingFramework.Subject subject, Path directory, Duration often) {
    this.arm = arm;
    this.meter = arm.metered() ? new SwitchedMeter(Meters.detect(System::nanoTime)) : null;
    this.controller = arm.controlled() ? controller(directory, often) : null;
    try {
      this.training = subject.turns(arm, new Kit(controller, spin, null));
    } catch (RuntimeException | Error e) {
      if (controller != null) {
        controller.close();
      }
      throw e;
    }
  }

  /** As a user has it, except that it never pauses and leaves signals alone. */
  static CarbonControllerBuilder control(EnergyMeter meter) {
    return CarbonController.builder()
        .zone("DE")
        .deadline(LONG)
        .batches(Long.MAX_VALUE)
        .policy(Policies.runNow())
        .gridEvery(LONG)
        .stopOnSignals(false, Duration.ZERO)
        .meter(meter);
  }

  /** Looks four times as often as usual, so that every group of turns has some looks. */
  private CarbonController controller(Path directory, Duration often) {
    var builder = control(meter == null ? NOTHING : meter)
        .pace(TICK, Duration.ofMinutes(1))
        .listener(event -> {
          if (event instanceof CheckpointWritten) {
            checkpoints.incrementAndGet();
          }
        });
    return arm.saved()
        ? builder.checkpoints(directory).checkpointEvery(often).start()
        : builder.start();
  }

  Arm arm() {
    return arm;
  }

  /**
   * Trains. Before several short batches comes one that does not count: what was before may have
   * left things cold. Beside a long one that is nothing.
   */
  void turn(int batches) throws Exception {
    training.begin();
    if (meter != null) {
      meter.turn(true);
    }
    int counted = batches;
    if (arm.saved()) {
      counted++; // a checkpoint that falls into the first batch counts
    } else if (batches > 1) {
      training.train(1);
      all++;
    }
    all += counted;
    long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
    long processorBegin = THREADS.getCurrentThreadCpuTime();
    long begin = System.nanoTime();
    training.train(counted);
    long end = System.nanoTime();
    long processorEnd = THREADS.getCurrentThreadCpuTime();
    if (meter != null) {
      meter.turn(false);
    }
    allocated += THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
    trained += counted;
    wall = (double) (end - begin) / counted;
    processor = (double) (processorEnd - processorBegin) / counted;
  }

  /** How long a batch of the last turn took, in nanoseconds. */
  double wall() {
    return wall;
  }

  /** The processor time of the training thread for a batch of the last turn, in nanoseconds. */
  double processor() {
    return processor;
  }

  /** Bytes of Java's heap that the training thread allocated for a batch, since the last call. */
  double allocatedPerBatch() {
    double each = trained == 0 ? 0 : (double) allocated / trained;
    allocated = 0;
    trained = 0;
    return each;
  }

  /** All batches it trained so far. */
  long all() {
    return all;
  }

  /** What the planted listener does. */
  Spin spin() {
    return spin;
  }

  /** The same training with a stopwatch around its listeners. */
  TrainingFramework.Turns timed(TrainingFramework.Subject subject, Stopwatch stopwatch) {
    return subject.turns(arm, new Kit(controller, spin, stopwatch));
  }

  /** Checkpoints that were written so far. */
  int checkpoints() {
    return checkpoints.get();
  }

  @Nullable
  SwitchedMeter meter() {
    return meter;
  }

  @Override
  public void close() {
    if (controller != null) {
      controller.close();
    }
  }
}
