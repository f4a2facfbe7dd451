package org.carbonaware.djl;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.convolutional.Conv3d;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.core.AbstractEmbedding;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.nn.recurrent.RNN;
import java.util.List;
import java.util.Set;

/**
 * The multiplications with addition that a block makes for one sample, forward. Functions without
 * parameters, such as activations and pooling, are few beside them and count as none. A block of
 * another type has an unknown number, NaN: a sum without it would be wrong.
 */
final class BlockWork {
  private static final Set<Class<?>> FREE = Set.of(LambdaBlock.class, Dropout.class);
  private static final Set<Class<?>> NORMS = Set.of(BatchNorm.class, LayerNorm.class);
  private static final Set<Class<?>> CONVOLUTIONS =
      Set.of(Conv1d.class, Conv2d.class, Conv3d.class);
  private static final Set<Class<?>> RECURRENT = Set.of(RNN.class, LSTM.class, GRU.class);

  private BlockWork() {}

  /**
   * Types are compared exactly: a subclass may do something else.
   *
   * @param inputs of one sample, with a first dimension of 1 for the batch
   */
  static double multiplications(Block block, Shape... inputs) {
    Class<?> type = block.getClass();
    if (type == SequentialBlock.class) {
      return inSequence(block, inputs);
    } else if (type == ParallelBlock.class) {
      return block.getChildren().values().stream()
          .mapToDouble(child -> multiplications(child, inputs))
          .sum();
    } else if (FREE.contains(type) || block instanceof AbstractEmbedding) {
      return 0;
    } else if (NORMS.contains(type)) {
      return 2.0 * inputs[0].size(); // subtract the mean and scale, then scale and shift
    } else if (type == Linear.class) {
      Shape output = block.getOutputShapes(inputs)[0];
      return (double) inputs[0].size() * output.get(output.dimension() - 1);
    } else if (CONVOLUTIONS.contains(type)) {
      Convolution layer = (Convolution) block;
      double perOutput =
          (double) inputs[0].get(1) / layer.getGroups() * layer.getKernelShape().size();
      return block.getOutputShapes(inputs)[0].size() * perOutput;
    } else if (RECURRENT.contains(type)) {
      return inputs[0].get(1) * weights(block); // each matrix, at each step
    }
    return Double.NaN;
  }

  private static double inSequence(Block block, Shape... inputs) {
    List<Block> children = block.getChildren().values();
    Shape[] shapes = inputs;
    double sum = 0;
    for (int i = 0; i < children.size(); i++) {
      sum += multiplications(children.get(i), shapes);
      if (i < children.size() - 1) {
        shapes = children.get(i).getOutputShapes(shapes);
      }
    }
    return sum;
  }

  private static double weights(Block block) {
    double sum = 0;
    for (Parameter parameter : block.getParameters().values()) {
      sum += parameter.getShape().dimension() == 2 ? parameter.getShape().size() : 0;
    }
    return sum;
  }
}
