package org.carbonaware.dl4j;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** The models of the fidelity matrix. */
final class ToyModels {
  enum Kind {
    LAYERED,
    GRAPH
  }

  enum Feature {
    PLAIN,
    DROPOUT,
    BATCH_NORM,
    MAX_NORM,
    L2_SCHEDULE
  }

  enum Updater {
    SGD,
    NESTEROVS,
    ADAM,
    AMS_GRAD,
    RMS_PROP,
    ADA_GRAD;

    IUpdater in(Feature feature) {
      double rate = 0.05;
      boolean scheduled = feature == Feature.L2_SCHEDULE;
      ISchedule schedule = new ExponentialSchedule(ScheduleType.ITERATION, rate, 0.97);
      return switch (this) {
        case SGD -> scheduled ? new Sgd(schedule) : new Sgd(rate);
        case NESTEROVS -> scheduled ? new Nesterovs(schedule, 0.9) : new Nesterovs(rate, 0.9);
        case ADAM -> scheduled ? new Adam(schedule) : new Adam(rate);
        case AMS_GRAD -> scheduled ? new AMSGrad(schedule) : new AMSGrad(rate);
        case RMS_PROP -> scheduled ? new RmsProp(schedule) : new RmsProp(rate);
        case ADA_GRAD -> scheduled ? new AdaGrad(schedule) : new AdaGrad(rate);
      };
    }
  }

  private ToyModels() {}

  static Model model(Kind kind, Feature feature, Updater updater) {
    return kind == Kind.LAYERED ? layered(feature, updater) : graph(feature, updater);
  }

  static NeuralNetConfiguration.Builder builder(Feature feature, Updater updater) {
    NeuralNetConfiguration.Builder builder = new NeuralNetConfiguration.Builder()
        .seed(11)
        .activation(Activation.TANH)
        .updater(updater.in(feature));
    if (feature == Feature.L2_SCHEDULE) {
      builder.l2(1e-3);
    }
    if (feature == Feature.DROPOUT) {
      builder.dropOut(0.7);
    }
    if (feature == Feature.MAX_NORM) {
      builder.constrainWeights(new MaxNormConstraint(0.5, 1));
    }
    return builder;
  }

  // Each layer is given its updater: DL4J copies the common one, and the copy of an AdaGrad has no
  // schedule any more.
  private static DenseLayer dense(Feature feature, Updater updater) {
    return new DenseLayer.Builder()
        .updater(updater.in(feature))
        .nIn(ToyData.INPUTS)
        .nOut(10)
        .build();
  }

  private static BatchNormalization norm(Feature feature, Updater updater) {
    return new BatchNormalization.Builder()
        .updater(updater.in(feature))
        .nIn(10)
        .nOut(10)
        .build();
  }

  private static OutputLayer output(Feature feature, Updater updater) {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .updater(updater.in(feature))
        .activation(Activation.SOFTMAX)
        .nIn(10)
        .nOut(ToyData.CLASSES)
        .build();
  }

  static MultiLayerNetwork layered(Feature feature, Updater updater) {
    NeuralNetConfiguration.ListBuilder list = builder(feature, updater).list();
    list.layer(dense(feature, updater));
    if (feature == Feature.BATCH_NORM) {
      list.layer(norm(feature, updater));
    }
    MultiLayerNetwork network =
        new MultiLayerNetwork(list.layer(output(feature, updater)).build());
    network.init();
    return network;
  }

  static ComputationGraph graph(Feature feature, Updater updater) {
    var graph = builder(feature, updater).graphBuilder().addInputs("in");
    graph.addLayer("dense", dense(feature, updater), "in");
    String last = "dense";
    if (feature == Feature.BATCH_NORM) {
      graph.addLayer("norm", norm(feature, updater), last);
      last = "norm";
    }
    graph.addLayer("out", output(feature, updater), last).setOutputs("out");
    ComputationGraph network = new ComputationGraph(graph.build());
    network.init();
    return network;
  }

  /** An LSTM trained by truncated back-propagation through time: three updates per batch. */
  static MultiLayerNetwork truncatedLstm() {
    MultiLayerNetwork network = new MultiLayerNetwork(builder(Feature.DROPOUT, Updater.ADAM)
        .list()
        .layer(new LSTM.Builder().nIn(ToyData.INPUTS).nOut(8).build())
        .layer(new RnnOutputLayer.Builder(LossFunction.MCXENT)
            .activation(Activation.SOFTMAX)
            .nIn(8)
            .nOut(ToyData.CLASSES)
            .build())
        .backpropType(BackpropType.TruncatedBPTT)
        .tBPTTLength(4)
        .build());
    network.init();
    return network;
  }
}
