package org.carbonaware.benchmarks.training;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The models in Deeplearning4j. */
final class Dl4jModels {
  private static final int SEED = 42;

  private Dl4jModels() {}

  static MultiLayerNetwork of(Workload workload) {
    NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
        .seed(SEED)
        .activation(Activation.RELU)
        .updater(new Adam(Workload.RATE))
        .list();
    switch (workload) {
      case MLP -> list.layer(dense(128)).setInputType(InputType.feedForward(784));
      case CNN ->
        list.layer(convolution(6, 2))
            .layer(pool())
            .layer(convolution(16, 0))
            .layer(pool())
            .layer(dense(120))
            .layer(dense(84))
            .setInputType(InputType.convolutional(28, 28, 1));
      case LSTM ->
        list.layer(new LastTimeStep(
                new LSTM.Builder().activation(Activation.TANH).nOut(128).build()))
            .setInputType(InputType.recurrent(16, 32));
    }
    MultiLayerNetwork network =
        new MultiLayerNetwork(list.layer(new OutputLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .nOut(Workload.CLASSES)
                .build())
            .build());
    network.init();
    return network;
  }

  /** One batch of random numbers. */
  static DataSet batch(Workload workload) {
    int size = workload.batchSize();
    Nd4j.getRandom().setSeed(SEED);
    INDArray input = switch (workload) {
      case MLP -> Nd4j.randn(size, 784);
      case CNN -> Nd4j.randn(size, 1, 28, 28);
      case LSTM -> Nd4j.randn(size, 16, 32);
    };
    INDArray labels = Nd4j.zeros(size, Workload.CLASSES);
    for (int i = 0; i < size; i++) {
      labels.putScalar(i, i % Workload.CLASSES, 1);
    }
    return new DataSet(input, labels);
  }

  private static DenseLayer dense(int units) {
    return new DenseLayer.Builder().nOut(units).build();
  }

  private static ConvolutionLayer convolution(int filters, int padding) {
    return new ConvolutionLayer.Builder(5, 5)
        .padding(padding, padding)
        .nOut(filters)
        .build();
  }

  private static SubsamplingLayer pool() {
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
        .kernelSize(2, 2)
        .stride(2, 2)
        .build();
  }
}
