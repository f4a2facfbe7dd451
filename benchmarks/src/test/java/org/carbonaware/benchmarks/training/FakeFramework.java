package org.carbonaware.benchmarks.training;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.TrainingIdentity;
import org.carbonaware.checkpoint.TrainingState;
import org.carbonaware.control.CarbonController;

/** Trains nothing, on the CPU only, and remembers what it was asked for. */
final class FakeFramework implements TrainingFramework {
  final List<Arm> begun = new ArrayList<>();
  final Map<Arm, Integer> batches = new EnumMap<>(Arm.class);
  final Map<Arm, Boolean> controlled = new EnumMap<>(Arm.class);
  int closed;
  boolean fails;

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public String description() {
    return "Fake 1.0";
  }

  @Override
  public Optional<String> unavailable(Target target) {
    return target == Target.GPU ? Optional.of("it knows no GPU") : Optional.empty();
  }

  @Override
  public Subject open(Workload workload, Target target) {
    return new Subject() {
      @Override
      public Turns turns(Arm arm, Kit kit) {
        return opened(arm, kit);
      }

      @Override
      public void close() {
        closed++;
      }
    };
  }

  private Turns opened(Arm arm, Kit kit) {
    controlled.putIfAbsent(arm, kit.controller() != null);
    if (fails && arm == Arm.OURS) {
      throw new IllegalStateException("no memory");
    }
    Stopwatch stopwatch = kit.stopwatch();
    return new Turns() {
      @Override
      public void begin() {
        begun.add(arm);
      }

      @Override
      public void train(int count) {
        batches.merge(arm, count, Integer::sum);
        for (int i = 0; i < count; i++) {
          busy(20_000);
          if (stopwatch != null) {
            stopwatch.time(arm == Arm.BARE ? () -> {} : () -> busy(5_000));
          } else if (arm == Arm.PLANTED) {
            kit.spin().run();
          }
        }
      }
    };
  }

  private static void busy(long nanos) {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < nanos) {
      Thread.onSpinWait();
    }
  }

  /** Batches that take a while each and pass the gate, saved as a number. */
  @Override
  public void fit(Workload workload, Target target, CarbonController controller, Runnable onBatch) {
    FakeState state = new FakeState();
    controller.resumePoint(FakeState.IDENTITY);
    while (true) {
      onBatch.run();
      busy(200_000);
      controller.batchDone();
      controller.gate().safePoint(state);
    }
  }

  /** All there is to save. */
  private static final class FakeState implements TrainingState {
    static final TrainingIdentity IDENTITY = TrainingIdentity.of("fake", "1", "{}", "fake");

    @Override
    public Snapshot capture() {
      return new Snapshot(
          IDENTITY, Map.of(), List.of(new Snapshot.File("state", out -> out.write(1))));
    }
  }
}
