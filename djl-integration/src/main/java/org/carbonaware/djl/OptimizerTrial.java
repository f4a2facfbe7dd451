package org.carbonaware.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.optimizer.Optimizer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What an optimizer does to three numbers at a given t: the same if and only if it is configured
 * the same, as far as the next update can tell. DJL's optimizers don't show their settings, but an
 * update depends on all of them: learning rate and its tracker, betas, momentum, weight decay,
 * clipping and rescaling.
 *
 * <p>Runs on the CPU and leaves the optimizer's state as it is. A tracker is asked for the t of the
 * newest update once more, which it has answered before.
 */
final class OptimizerTrial implements OptimizerState.Trial {
  private static final float[] WEIGHTS = {0.5f, -0.25f, 2f};
  private static final float[] GRADIENTS = {0.125f, -1.5f, 40f};
  private static final float[] SLOT = {0.75f, 0.0625f, 3f};

  private final NDManager manager;
  private final int update;
  private final List<NDArray> slots = new ArrayList<>();

  private OptimizerTrial(NDManager manager, int update) {
    this.manager = manager;
    this.update = update;
  }

  /** The outcome, in hexadecimal. */
  static String outcome(
      Optimizer optimizer, OptimizerState state, String parameterId, NDManager parent) {
    try (NDManager manager = parent.newSubManager(Device.cpu())) {
      OptimizerTrial trial = new OptimizerTrial(manager, Math.max(1, state.updates()));
      NDArray weights = manager.create(WEIGHTS);
      state.begin(trial);
      try {
        optimizer.update(parameterId, weights, manager.create(GRADIENTS));
      } finally {
        state.endTrial();
      }
      trial.slots.add(0, weights);
      ByteBuffer bytes = ByteBuffer.allocate(trial.slots.size() * WEIGHTS.length * Float.BYTES);
      trial.slots.forEach(array -> bytes.put(array.toByteArray()));
      return HexFormat.of().formatHex(bytes.array());
    }
  }

  @Override
  public int update() {
    return update;
  }

  @Override
  public NDArray slot() {
    NDArray slot = manager.create(SLOT);
    slots.add(slot);
    return slot;
  }
}
