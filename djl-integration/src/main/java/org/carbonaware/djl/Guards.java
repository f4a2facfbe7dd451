package org.carbonaware.djl;

import ai.djl.Device;
import ai.djl.nn.Block;
import ai.djl.nn.SymbolBlock;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.convolutional.Deconvolution;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.recurrent.RecurrentBlock;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.training.listener.SaveModelTrainingListener;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.AdamW;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.optimizer.Sgd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What can't be resumed exactly is refused at the start, or said. */
final class Guards {
  private Guards() {}

  /**
   * Refuses what can't work.
   *
   * @throws IllegalArgumentException with what would
   */
  static ResumableOptimizer.Kept check(Trainer trainer, TrainingConfig config) {
    if (!Arrays.equals(trainer.getDevices(), config.getDevices())) {
      throw new IllegalArgumentException("the trainer is on "
          + Arrays.toString(trainer.getDevices()) + " and the configuration on "
          + Arrays.toString(config.getDevices())
          + ": pass the configuration that was given to model.newTrainer");
    }
    if (trainer.getDevices().length > 1 && trainer.getExecutorService().isPresent()) {
      throw new IllegalArgumentException(
          "DJL does not wait for the threads of optExecutorService when it trains on"
              + " several devices (djl issue 2459), so gradients get lost: leave out optExecutorService, or"
              + " train on one device");
    }
    if (trainer.getLoss() != config.getLossFunction()) {
      throw new IllegalArgumentException(
          "the trainer was made with another configuration: pass the one that was given to model.newTrainer");
    }
    if (!(config.getOptimizer() instanceof ResumableOptimizer.Kept kept)) {
      throw new IllegalArgumentException(advice(config.getOptimizer()));
    }
    kept.state().refuseSecondTrainer();
    return kept;
  }

  private static String advice(Optimizer optimizer) {
    String name = optimizer.getClass().getSimpleName();
    if (optimizer instanceof Adam || optimizer instanceof AdamW || optimizer instanceof Sgd) {
      String builder = optimizer instanceof Sgd ? "Optimizer.sgd()" : name + ".builder()";
      return "DJL keeps the state of its " + name
          + " where it can't be saved: write optOptimizer(ResumableOptimizer.of(" + builder
          + "…)), with the builder and without build()";
    }
    return "a " + name
        + " can't be saved: use ResumableOptimizer with Adam, AdamW or Sgd, the optimizers that train on DJL's"
        + " PyTorch engine";
  }

  /** What the user should know, in a sentence or two each. */
  static List<String> warnings(Trainer trainer, LiveParameters parameters, boolean resumed) {
    List<String> warnings = new ArrayList<>();
    if (!parameters.strayDevices().isEmpty()) {
      warnings.add("the model is on " + parameters.strayDevices() + " but trains on "
          + parameters.devices()
          + ": the checkpoints hold what is trained, but DJL's model.save before trainer.close would write the"
          + " values of the start; give Model.newInstance the device of the training");
    }
    if (parameters.devices().stream().anyMatch(Device::isGpu)
        && (contains(trainer.getModel().getBlock(), Convolution.class)
            || contains(trainer.getModel().getBlock(), Deconvolution.class))) {
      warnings.add(
          "on a GPU cuDNN adds up the gradients of convolutions in any order, so that two runs of this training"
              + " differ in their last bits, with or without pauses, unless PyTorch was told to be"
              + " deterministic: see docs/djl-cuda.md");
    }
    if (contains(trainer.getModel().getBlock(), SymbolBlock.class)) {
      warnings.add(
          "DJL does not show what a TorchScript block keeps besides its parameters, such as the"
              + " running statistics of batch normalisation: it is not saved, and a resume is not bit-exact"
              + " if there is any; a model built of DJL's own blocks is saved whole");
    }
    trainer.notifyListeners(listener -> {
      if (resumed && listener instanceof SaveModelTrainingListener) {
        warnings.add(
            "DJL's SaveModelTrainingListener numbers its files from the start again in each process and"
                + " overwrites those of earlier epochs: give it another folder or name for each process");
      }
    });
    return warnings;
  }

  /** Whether a block draws random numbers; a recurrent one does not tell whether it drops out. */
  static boolean mayDropOut(Block block) {
    return contains(block, Dropout.class) || contains(block, RecurrentBlock.class);
  }

  /** Whether a block of a type is somewhere in a block. */
  static boolean contains(Block block, Class<? extends Block> type) {
    return type.isInstance(block)
        || block.getChildren().values().stream().anyMatch(child -> contains(child, type));
  }
}
