package org.carbonaware.benchmarks.training;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.recurrent.LSTM;

/** The models in DJL. */
final class DjlBlocks {
  private static final Shape TWO = new Shape(2, 2);

  private DjlBlocks() {}

  static Block of(Workload workload) {
    SequentialBlock block = new SequentialBlock();
    return switch (workload) {
      case MLP -> output(block.add(linear(128)).add(Activation::relu));
      case CNN ->
        output(block
            .add(convolution(6, 2))
            .add(Activation::relu)
            .add(Pool.maxPool2dBlock(TWO, TWO))
            .add(convolution(16, 0))
            .add(Activation::relu)
            .add(Pool.maxPool2dBlock(TWO, TWO))
            .add(Blocks.batchFlattenBlock())
            .add(linear(120))
            .add(Activation::relu)
            .add(linear(84))
            .add(Activation::relu));
      case LSTM ->
        output(block
            .add(LSTM.builder()
                .setNumLayers(1)
                .setStateSize(128)
                .optBatchFirst(true)
                .build())
            .add(Blocks.batchFlattenBlock()));
    };
  }

  /** Of one batch of inputs. */
  static Shape input(Workload workload) {
    Shape batch = new Shape(workload.batchSize());
    return switch (workload) {
      case MLP -> batch.addAll(new Shape(784));
      case CNN -> batch.addAll(new Shape(1, 28, 28));
      case LSTM -> batch.addAll(new Shape(32, 16));
    };
  }

  private static SequentialBlock output(SequentialBlock block) {
    return block.add(linear(Workload.CLASSES));
  }

  private static Linear linear(long units) {
    return Linear.builder().setUnits(units).build();
  }

  private static Conv2d convolution(int filters, int padding) {
    return Conv2d.builder()
        .setKernelShape(new Shape(5, 5))
        .optPadding(new Shape(padding, padding))
        .setFilters(filters)
        .build();
  }
}
