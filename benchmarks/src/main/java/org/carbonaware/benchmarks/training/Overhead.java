package org.carbonaware.benchmarks.training;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was measured in turns.
 *
 * @param batchesPerTurn batches of one turn whose time counts
 * @param turnsPerGroup turns of each arm that make one value
 * @param wall how long a batch took
 * @param processor how long the training thread was busy with a batch
 * @param plantedNanos how long the planted listener was busy after each batch
 * @param calls what the listeners took by themselves
 * @param allocatedPerBatch bytes of Java's heap that the training thread allocated for a batch
 * @param background what the controllers' own threads took
 * @param checkpoints how many {@link Arm#OURS_SAVED} wrote meanwhile
 * @param gpuJoulesPerBatch the GPUs' energy over the whole measurement, divided by all batches;
 *     empty if trained elsewhere or not known
 */
record Overhead(
    int batchesPerTurn,
    int turnsPerGroup,
    Timings wall,
    Timings processor,
    double plantedNanos,
    Map<Arm, ListenerCalls> calls,
    Map<Arm, Double> allocatedPerBatch,
    Background background,
    int checkpoints,
    OptionalDouble gpuJoulesPerBatch) {

  /** The time that a planted listener takes over the time of a batch, and 1. */
  double planted() {
    return 1 + plantedNanos / wall.typical(Arm.BARE).median();
  }

  /** What a listener takes by itself over the time of a batch; empty for arms without. */
  OptionalDouble callShare(Arm arm) {
    ListenerCalls call = calls.get(arm);
    return call == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(call.mean() / wall.typical(Arm.BARE).median());
  }

  /** What a checkpoint adds to the training that writes it, in nanoseconds; empty if none was. */
  Optional<Estimate> checkpoint() {
    if (checkpoints == 0) {
      return Optional.empty();
    }
    double[] with = wall.means(Arm.OURS_SAVED);
    double[] without = wall.means(Arm.OURS_METERED);
    double batches = (double) (batchesPerTurn + 1) * turnsPerGroup;
    double perGroup = (double) checkpoints / with.length;
    double[] each = new double[with.length];
    Arrays.setAll(each, i -> (with[i] - without[i]) * batches / perGroup);
    return Optional.of(Estimate.of(each));
  }
}
