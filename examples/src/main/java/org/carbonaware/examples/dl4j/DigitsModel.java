package org.carbonaware.examples.dl4j;

import java.util.stream.IntStream;
import org.carbonaware.examples.images.Images;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * Small classifiers of images. Both carry all the state that a resume can get wrong: Adam's moments
 * and its step number, dropout's random numbers, and a learning rate that falls with every
 * iteration.
 */
public enum DigitsModel {
  /** Two dense layers with dropout: 0.2 million parameters. */
  MLP {
    @Override
    MultiLayerConfiguration configuration(Images images, NeuralNetConfiguration.Builder training) {
      return training
          .list()
          .layer(new DenseLayer.Builder().nOut(256).build())
          .layer(new DenseLayer.Builder().nOut(64).dropOut(RETAINED).build())
          .layer(output(images).dropOut(RETAINED).build())
          .setInputType(inputType(images))
          .build();
    }
  },

  /** Two convolutions with stride 2 and a dense layer with dropout: smaller but slower. */
  CNN {
    @Override
    MultiLayerConfiguration configuration(Images images, NeuralNetConfiguration.Builder training) {
      return training
          .list()
          .layer(new ConvolutionLayer.Builder(5, 5).stride(2, 2).nOut(8).build())
          .layer(new ConvolutionLayer.Builder(3, 3).stride(2, 2).nOut(16).build())
          .layer(new DenseLayer.Builder().nOut(64).build())
          .layer(output(images).dropOut(RETAINED).build())
          .setInputType(inputType(images))
          .build();
    }
  };

  private static final double RETAINED = 0.7;
  private static final double FIRST_LEARNING_RATE = 1e-3;
  private static final double LAST_LEARNING_RATE = 1e-4;
  private static final int JUDGED_AT_ONCE = 250;

  /**
   * Builds an untrained network whose learning rate falls from 0.001 to 0.0001 over the planned
   * iterations, and goes on falling beyond them.
   *
   * @param images what it will learn from: their size and classes give the first and last layer
   * @param seed of the first parameters and of dropout
   * @param plannedIterations mini-batches of the whole training, at least 1
   */
  public MultiLayerNetwork build(Images images, long seed, int plannedIterations) {
    if (plannedIterations < 1) {
      throw new IllegalArgumentException(
          "%d iterations are planned; it must be at least 1".formatted(plannedIterations));
    }
    double fall = StrictMath.pow(LAST_LEARNING_RATE / FIRST_LEARNING_RATE, 1.0 / plannedIterations);
    NeuralNetConfiguration.Builder training = new NeuralNetConfiguration.Builder()
        .seed(seed)
        .activation(Activation.RELU)
        .weightInit(WeightInit.RELU)
        .updater(
            new Adam(new ExponentialSchedule(ScheduleType.ITERATION, FIRST_LEARNING_RATE, fall)));
    MultiLayerNetwork network = new MultiLayerNetwork(configuration(images, training));
    network.init();
    return network;
  }

  /**
   * Returns the share of images, 0 to 1, that a network puts into their class. Leaves parameters,
   * counters and random numbers of a training as they are; blocks for milliseconds per 100 images.
   *
   * @param network the network, dropout switched off while it is judged
   * @param images what to judge it by, usually the test set
   */
  public static double accuracy(MultiLayerNetwork network, Images images) {
    int right = 0;
    for (int from = 0; from < images.size(); from += JUDGED_AT_ONCE) {
      int rows = Math.min(JUDGED_AT_ONCE, images.size() - from);
      int[] judged = IntStream.range(from, from + rows).toArray();
      INDArray features = ImageBatches.batch(images, judged).getFeatures();
      int[] answers = network.output(features, false).argMax(1).toIntVector();
      for (int row = 0; row < rows; row++) {
        right += answers[row] == images.label(from + row) ? 1 : 0;
      }
    }
    return (double) right / images.size();
  }

  abstract MultiLayerConfiguration configuration(
      Images images, NeuralNetConfiguration.Builder training);

  private static OutputLayer.Builder output(Images images) {
    return new OutputLayer.Builder(LossFunction.NEGATIVELOGLIKELIHOOD)
        .nOut(images.classNames().size())
        .activation(Activation.SOFTMAX)
        .weightInit(WeightInit.XAVIER);
  }

  private static InputType inputType(Images images) {
    return InputType.convolutionalFlat(images.height(), images.width(), 1);
  }
}
