package org.carbonaware.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What an optimizer does to three numbers at a given t: the same if and only if it is configured
 * the same, as far as the newest update can tell. DJL's optimizers don't show their settings, but
 * an update depends on all of them: learning rate and its tracker, betas, momentum, weight decay,
 * clipping and rescaling.
 *
 * <p>Tried out on the CPU, by the optimizer's twin. They share the tracker, which is asked for the
 * t of the newest update once more.
 */
final class OptimizerTrial {
  /** The first has the learning rate in all its digits, the others the weight decay. */
  private static final float[] WEIGHTS = {0f, -0.25f, 2f};

  private static final float[] GRADIENTS = {0.125f, -1.5f, 40f};
  private static final float[] SLOT = {0.75f, 0.0625f, 3f};
  private static final int SLOTS = 2;

  /** What computers of different instruction sets may differ by. */
  private static final int ROUNDING_ULPS = 8;

  private OptimizerTrial() {}

  /** The outcome, in decimal. */
  static String outcome(OptimizerState tried, int update, String parameterId, NDManager parent) {
    if (!(tried.twin() instanceof ResumableOptimizer.Kept kept)) {
      throw new IllegalStateException("this optimizer is a twin itself");
    }
    try (NDManager manager = parent.newSubManager(Device.cpu())) {
      OptimizerState state = kept.state();
      state.restore(update - 1);
      state.restore(parameterId, update - 1);
      NDArray[] arrays = new NDArray[1 + SLOTS];
      arrays[0] = manager.create(WEIGHTS);
      for (int slot = 0; slot < SLOTS; slot++) {
        arrays[1 + slot] = manager.create(SLOT);
        state.restore(slot, parameterId, arrays[1 + slot]);
      }
      tried.twin().update(parameterId, arrays[0], manager.create(GRADIENTS));
      String text = Stream.of(arrays)
          .flatMap(array -> Stream.of(array.toArray()))
          .map(Number::toString)
          .collect(Collectors.joining(" "));
      Stream.of(arrays).forEach(NDArray::close); // the state has detached them
      return text;
    }
  }

  /** Whether two outcomes are of the same settings, perhaps on other computers. */
  static boolean same(String one, String other) {
    if (one.equals(other)) {
      return true;
    }
    String[] first = one.split(" ", -1);
    String[] second = other.split(" ", -1);
    return first.length == second.length
        && IntStream.range(0, first.length).allMatch(i -> close(first[i], second[i]));
  }

  private static boolean close(String one, String other) {
    try {
      float first = Float.parseFloat(one);
      float second = Float.parseFloat(other);
      float larger = Math.max(Math.abs(first), Math.abs(second));
      return Math.abs(first - second) <= ROUNDING_ULPS * Math.ulp(larger);
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
