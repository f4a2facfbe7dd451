package org.carbonaware.examples.djl;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import org.carbonaware.examples.images.Images;
import org.carbonaware.examples.training.Architecture;

/**
 * Small classifiers of images, of DJL's own blocks. They carry state that a resume can get wrong:
 * dropout's random numbers and, in the CNN, the running statistics of batch normalisation.
 */
final class DigitsBlocks {
  private static final float DROPPED = 0.3f;

  private DigitsBlocks() {}

  /**
   * A network without parameters yet; from batches of {@link #input} to one logit per class.
   *
   * @param images what it will learn from: their classes give the last layer
   */
  static SequentialBlock of(Architecture architecture, Images images) {
    SequentialBlock block = switch (architecture) {
      case MLP -> mlp();
      case CNN -> cnn();
    };
    return block
        .add(Activation.reluBlock())
        .add(Dropout.builder().optRate(DROPPED).build())
        .add(linear(images.classNames().size()));
  }

  /** The shape of a batch: images, one channel of grey, rows, columns. */
  static Shape input(Images images, int rows) {
    return new Shape(rows, 1, images.height(), images.width());
  }

  /** 0.2 million parameters. */
  private static SequentialBlock mlp() {
    return new SequentialBlock()
        .add(Blocks.batchFlattenBlock())
        .add(linear(256))
        .add(Activation.reluBlock())
        .add(Dropout.builder().optRate(DROPPED).build())
        .add(linear(64));
  }

  /** Fewer parameters but slower. */
  private static SequentialBlock cnn() {
    return new SequentialBlock()
        .add(convolution(5, 8))
        .add(BatchNorm.builder().build())
        .add(Activation.reluBlock())
        .add(convolution(3, 16))
        .add(BatchNorm.builder().build())
        .add(Activation.reluBlock())
        .add(Blocks.batchFlattenBlock())
        .add(linear(64));
  }

  private static Conv2d convolution(int side, int filters) {
    return Conv2d.builder()
        .setKernelShape(new Shape(side, side))
        .optStride(new Shape(2, 2))
        .setFilters(filters)
        .build();
  }

  private static Linear linear(int units) {
    return Linear.builder().setUnits(units).build();
  }
}
