package org.carbonaware.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.AdamW;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.optimizer.Sgd;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * DJL's optimizers with a state that can be saved. DJL itself keeps the moments and the number of
 * updates where nobody can read or set them. Drop-in: on one device it trains bit for bit as DJL's
 * own does. On several, DJL gives the first one a smaller t for one parameter, another in each
 * process; here all have the same.
 *
 * <pre>{@code
 * config.optOptimizer(ResumableOptimizer.of(Adam.builder().optLearningRateTracker(tracker)));
 * }</pre>
 *
 * <p>Adam, AdamW and Sgd are what trains on the PyTorch engine at all; DJL's Nag, RmsProp, Adagrad
 * and Adadelta throw UnsupportedOperationException there (0.35.1). Learning-rate trackers must
 * depend on the number of the update only, as all of DJL's do: what else a tracker remembers is not
 * saved. One optimizer serves one trainer.
 */
public final class ResumableOptimizer {
  private ResumableOptimizer() {}

  /**
   * Adam.
   *
   * @param builder DJL's builder, with any settings
   * @return the optimizer, for {@code optOptimizer}
   */
  public static Optimizer of(Adam.Builder builder) {
    return new ResumableAdam(builder, new ResumableAdam(builder, null));
  }

  /**
   * AdamW.
   *
   * @param builder DJL's builder, with any settings
   * @return the optimizer, for {@code optOptimizer}
   */
  public static Optimizer of(AdamW.Builder builder) {
    return new ResumableAdamW(builder, new ResumableAdamW(builder, null));
  }

  /**
   * Stochastic gradient descent, with or without momentum.
   *
   * @param builder DJL's builder ({@code Optimizer.sgd()}), with a learning-rate tracker
   * @return the optimizer, for {@code optOptimizer}
   */
  public static Optimizer of(Sgd.Builder builder) {
    builder.build(); // complains, in DJL's words, if the tracker is missing
    return new ResumableSgd(builder, new ResumableSgd(builder, null));
  }

  /** What the three have in common. */
  interface Kept {
    OptimizerState state();
  }

  private static final class ResumableAdam extends Adam implements Kept {
    private final OptimizerState state;

    ResumableAdam(Builder builder, @Nullable Optimizer twin) {
      super(builder);
      state = new OptimizerState(super.updateCount("") - 1, twin);
    }

    @Override
    public OptimizerState state() {
      return state;
    }

    @Override
    protected int updateCount(String parameterId) {
      return state.updateCount(parameterId);
    }

    @Override
    protected NDArray withDefaultState(
        Map<String, Map<Device, NDArray>> slot,
        String parameterId,
        Device device,
        Function<String, NDArray> fresh) {
      return state.slot(slot, parameterId, device, fresh, super::withDefaultState);
    }
  }

  private static final class ResumableAdamW extends AdamW implements Kept {
    private final OptimizerState state;

    ResumableAdamW(Builder builder, @Nullable Optimizer twin) {
      super(builder);
      state = new OptimizerState(super.updateCount("") - 1, twin);
    }

    @Override
    public OptimizerState state() {
      return state;
    }

    @Override
    protected int updateCount(String parameterId) {
      return state.updateCount(parameterId);
    }

    @Override
    protected NDArray withDefaultState(
        Map<String, Map<Device, NDArray>> slot,
        String parameterId,
        Device device,
        Function<String, NDArray> fresh) {
      return state.slot(slot, parameterId, device, fresh, super::withDefaultState);
    }
  }

  private static final class ResumableSgd extends Sgd implements Kept {
    private final OptimizerState state;

    ResumableSgd(Builder builder, @Nullable Optimizer twin) {
      super(builder);
      state = new OptimizerState(super.updateCount("") - 1, twin);
    }

    @Override
    public OptimizerState state() {
      return state;
    }

    @Override
    protected int updateCount(String parameterId) {
      return state.updateCount(parameterId);
    }

    @Override
    protected NDArray withDefaultState(
        Map<String, Map<Device, NDArray>> slot,
        String parameterId,
        Device device,
        Function<String, NDArray> fresh) {
      return state.slot(slot, parameterId, device, fresh, super::withDefaultState);
    }
  }
}
