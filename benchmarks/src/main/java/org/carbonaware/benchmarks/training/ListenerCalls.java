package org.carbonaware.benchmarks.training;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the listeners of an arm take for a batch when they are called by the framework in a running
 * training, in nanoseconds; without what the looks at the clock take.
 *
 * @param median of all calls
 * @param mean of all calls, but for the hundredth that took longest, in which the computer did
 *     something else
 * @param calls how many
 */
record ListenerCalls(double median, double mean, int calls) {
  private static final List<Arm> LISTENING =
      List.of(Arm.OWN_SPEED, Arm.OWN_USUAL, Arm.OURS, Arm.OURS_METERED);
  private static final int OF_A_HUNDRED = 100;

  /** Measures all arms that listen, in turns. Blocks for as long as is said. */
  static Map<Arm, ListenerCalls> measure(
      List<Contender> contenders,
      TrainingFramework.Subject subject,
      int batchesPerTurn,
      long forNanos)
      throws Exception {
    Map<Arm, Stopwatch> watches = new EnumMap<>(Arm.class);
    Map<Arm, TrainingFramework.Turns> trainings = new EnumMap<>(Arm.class);
    for (Contender each : contenders) {
      if (each.arm() == Arm.BARE || LISTENING.contains(each.arm())) {
        Stopwatch watch = new Stopwatch();
        watches.put(each.arm(), watch);
        trainings.put(each.arm(), each.timed(subject, watch));
      }
    }
    rounds(trainings, batchesPerTurn, forNanos / 4);
    watches.values().forEach(Stopwatch::reset); // by now everything is compiled
    rounds(trainings, batchesPerTurn, forNanos);
    ListenerCalls clock = of(Objects.requireNonNull(watches.remove(Arm.BARE)), 0);
    Map<Arm, ListenerCalls> result = new EnumMap<>(Arm.class);
    watches.forEach((arm, watch) -> result.put(arm, of(watch, clock.median())));
    return result;
  }

  private static void rounds(
      Map<Arm, TrainingFramework.Turns> trainings, int batchesPerTurn, long forNanos)
      throws Exception {
    long begin = System.nanoTime();
    do {
      for (TrainingFramework.Turns training : trainings.values()) {
        training.begin();
        training.train(batchesPerTurn);
      }
    } while (System.nanoTime() - begin < forNanos);
  }

  private static ListenerCalls of(Stopwatch watch, double clock) {
    double[] nanos = watch.nanos();
    Arrays.sort(nanos);
    int kept = nanos.length - nanos.length / OF_A_HUNDRED;
    double median = nanos[nanos.length / 2];
    double mean = Arrays.stream(nanos, 0, kept).average().orElseThrow();
    return new ListenerCalls(median - clock, mean - clock, nanos.length);
  }
}
