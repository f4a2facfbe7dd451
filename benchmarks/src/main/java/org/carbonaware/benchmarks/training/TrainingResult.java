package org.carbonaware.benchmarks.training;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.carbonaware.benchmarks.hardware.Gpu;

/**
 * What was measured of one model.
 *
 * @param name such as {@code djl-cnn-gpu}
 * @param framework its versions
 * @param batchSize examples in a batch
 * @param batchesPerTurn batches trained in one turn
 * @param turnsPerGroup turns of each arm that make one value
 * @param nanosPerBatch for each arm, one value for each group of rounds of turns
 * @param checkpoints how many {@link Arm#OURS_SAVED} wrote meanwhile
 * @param looks how often the meter of {@link Arm#OURS_METERED} looked meanwhile
 * @param gpuJoulesPerBatch the GPUs' energy over the whole measurement, divided by all batches;
 *     empty if trained elsewhere or not known
 * @param gpusBefore the GPUs after warming up
 * @param gpusAfter the GPUs at the end
 */
record TrainingResult(
    String name,
    String framework,
    int batchSize,
    int batchesPerTurn,
    int turnsPerGroup,
    Map<Arm, double[]> nanosPerBatch,
    int checkpoints,
    int looks,
    OptionalDouble gpuJoulesPerBatch,
    List<Gpu> gpusBefore,
    List<Gpu> gpusAfter) {

  /** Time of a batch in nanoseconds. */
  Estimate nanos(Arm arm) {
    return Estimate.of(of(arm));
  }

  /** Time of one over the time of another in the same group. */
  Estimate ratio(Arm arm, Arm to) {
    return Estimate.of(paired(arm, to, (a, b) -> a / b));
  }

  /** What an arm adds to a batch, in nanoseconds. */
  Estimate added(Arm arm) {
    return Estimate.of(paired(arm, Arm.BARE, (a, b) -> a - b));
  }

  /** What a checkpoint adds to the training that writes it, in nanoseconds; empty if none was. */
  Optional<Estimate> checkpoint() {
    double perGroup = (double) checkpoints / of(Arm.OURS_SAVED).length;
    double batches = (double) batchesPerTurn * turnsPerGroup;
    return checkpoints == 0
        ? Optional.empty()
        : Optional.of(Estimate.of(
            paired(Arm.OURS_SAVED, Arm.OURS_METERED, (a, b) -> (a - b) * batches / perGroup)));
  }

  double[] of(Arm arm) {
    double[] values = nanosPerBatch.get(arm);
    if (values == null) {
      throw new IllegalArgumentException(arm.label() + " was not measured");
    }
    return values;
  }

  private interface Pair {
    double of(double first, double second);
  }

  private double[] paired(Arm first, Arm second, Pair pair) {
    double[] a = of(first);
    double[] b = of(second);
    double[] values = new double[a.length];
    Arrays.setAll(values, i -> pair.of(a[i], b[i]));
    return values;
  }
}
