package org.carbonaware.examples.forecast.dl4j;

import java.util.Arrays;
import org.carbonaware.examples.forecast.task.LogScale;
import org.carbonaware.examples.forecast.task.Windows;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** An LSTM that reads a week day by day, dropout, and a dense layer for the 24 hours ahead. */
final class LstmNetwork {
  static final int UNITS = 32;

  /** Much, for a few thousand examples that resemble each other. */
  private static final double RETAINED = 0.5;

  private static final double FIRST_LEARNING_RATE = 1e-2;
  private static final double LAST_LEARNING_RATE = 5e-4;

  private LstmNetwork() {}

  /**
   * An untrained network. It minimises the absolute error of the logarithm, which is nearly the
   * percentage error it is judged by.
   *
   * @param seed of the first parameters and of dropout
   * @param plannedIterations mini-batches of the whole training, at least 1; the learning rate
   *     falls from 0.01 to 0.0005 over them
   */
  static MultiLayerNetwork build(long seed, int plannedIterations) {
    double fall = StrictMath.pow(LAST_LEARNING_RATE / FIRST_LEARNING_RATE, 1.0 / plannedIterations);
    MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
        .seed(seed)
        .weightInit(WeightInit.XAVIER)
        .updater(
            new Adam(new ExponentialSchedule(ScheduleType.ITERATION, FIRST_LEARNING_RATE, fall)))
        .list()
        .layer(new LastTimeStep(new LSTM.Builder()
            .nOut(UNITS)
            .activation(Activation.TANH)
            .forgetGateBiasInit(1)
            .build()))
        .layer(new OutputLayer.Builder(LossFunction.MEAN_ABSOLUTE_ERROR)
            .nOut(Windows.HOURS)
            .activation(Activation.IDENTITY)
            .dropOut(RETAINED)
            .build())
        .setInputType(InputType.recurrent(Windows.CHANNELS, Windows.DAYS))
        .build());
    network.init();
    return network;
  }

  /** What Deeplearning4j normalises by: intensities and answers; the calendar stays as it is. */
  static NormalizerStandardize normalizer(LogScale scale) {
    float[] means = new float[Windows.CHANNELS];
    float[] deviations = new float[Windows.CHANNELS];
    Arrays.fill(deviations, 1);
    Arrays.fill(means, 0, Windows.HOURS, (float) scale.mean());
    Arrays.fill(deviations, 0, Windows.HOURS, (float) scale.deviation());
    return new NormalizerStandardize(
        row(means),
        row(deviations),
        Nd4j.zeros(1, Windows.HOURS),
        Nd4j.valueArrayOf(1, Windows.HOURS, scale.deviation()));
  }

  private static INDArray row(float[] values) {
    return Nd4j.create(values, new long[] {1, values.length}, 'c');
  }
}
