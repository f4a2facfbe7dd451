package org.carbonaware.benchmarks.training;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.control.CarbonController;
import org.jspecify.annotations.Nullable;

/** Trains nothing, on the CPU only, and remembers what it was asked for. */
final class FakeFramework implements TrainingFramework {
  final List<Arm> order = new ArrayList<>();
  final Map<Arm, Integer> batches = new EnumMap<>(Arm.class);
  final List<Arm> closed = new ArrayList<>();
  final Map<Arm, Boolean> controlled = new EnumMap<>(Arm.class);
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
  public Turns open(
      Workload workload, Arm arm, Target target, @Nullable CarbonController controller) {
    controlled.put(arm, controller != null);
    if (fails && arm == Arm.OURS) {
      throw new IllegalStateException("no memory");
    }
    return new Turns() {
      @Override
      public void train(int count) {
        order.add(arm);
        batches.merge(arm, count, Integer::sum);
        long until = System.nanoTime() + 20_000L * count;
        while (System.nanoTime() < until) {
          Thread.onSpinWait();
        }
      }

      @Override
      public void close() {
        closed.add(arm);
      }
    };
  }
}
