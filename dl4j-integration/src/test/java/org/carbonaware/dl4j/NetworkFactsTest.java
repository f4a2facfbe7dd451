package org.carbonaware.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.ControllerEvent.LossObserved;
import org.carbonaware.control.ControllerEvent.TrainingDescribed;
import org.carbonaware.control.TrainingFacts;
import org.carbonaware.control.tck.KeptEvents;
import org.carbonaware.dl4j.ToyModels.Feature;
import org.carbonaware.dl4j.ToyModels.Updater;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** What a run's record says of a network, its data and its loss. */
class NetworkFactsTest {
  private static final int BATCHES = 12;

  private final KeptEvents events = new KeptEvents();

  @Test
  void aFedTrainingTellsModelDataAndLoss() {
    try (CarbonController carbon = Runs.withoutCheckpoints().listener(events).start()) {
      CarbonAwareTraining.resumeOrStart(
              carbon, () -> ToyModels.layered(Feature.BATCH_NORM, Updater.ADAM))
          .fit(ToyData.flat(BATCHES), 2);
    }

    assertThat(lastFacts()).satisfies(NetworkFactsTest::tellsOfTheToyNetwork);
    assertThat(events.of(LossObserved.class)).isNotEmpty().allMatch(told -> told.loss() > 0);
  }

  @Test
  void aListenerTellsTheSame() {
    for (Model model : List.of(
        ToyModels.layered(Feature.BATCH_NORM, Updater.ADAM),
        ToyModels.graph(Feature.BATCH_NORM, Updater.ADAM))) {
      try (CarbonController carbon = Runs.withoutCheckpoints().listener(events).start()) {
        CarbonAwareListener listener = new CarbonAwareListener(carbon);
        if (model instanceof MultiLayerNetwork network) {
          network.setListeners(listener);
          network.fit(ToyData.flat(BATCHES), 2);
        } else {
          ((ComputationGraph) model).setListeners(listener);
          ((ComputationGraph) model).fit(ToyData.flat(BATCHES), 2);
        }
      }
      assertThat(lastFacts()).satisfies(NetworkFactsTest::tellsOfTheToyNetwork);
    }
    assertThat(events.of(LossObserved.class)).isNotEmpty();
  }

  private static void tellsOfTheToyNetwork(TrainingFacts facts) {
    assertThat(facts.model().orElseThrow()).endsWith(", 3 layers");
    assertThat(facts.framework()).contains("Deeplearning4j");
    assertThat(facts.frameworkVersion()).contains("1.0.0-M2.1");
    assertThat(facts.parameters()).hasValue(6 * 10 + 10 + 4 * 10 + 10 * 3 + 3);
    assertThat(facts.device()).contains("cpu");
    DataSet batch = ToyData.flat(1).next();
    assertThat(facts.samplesPerBatch()).hasValue(batch.numExamples());
    assertThat(facts.samplesPerEpoch()).hasValue((long) BATCHES * batch.numExamples());
    assertThat(facts.flopsPerSample()).hasValue(6 * (6 * 10 + 2 * 10 + 10 * 3));
  }

  private TrainingFacts lastFacts() {
    List<TrainingDescribed> told = events.of(TrainingDescribed.class);
    return told.get(told.size() - 1).facts();
  }

  static Stream<Arguments> networks() {
    int steps = 7;
    INDArray sequence = Nd4j.zeros(2, 5, steps);
    return Stream.of(
        Arguments.of(
            Named.of(
                "convolutions",
                list()
                    .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).build())
                    .layer(new BatchNormalization.Builder().build())
                    .layer(new SubsamplingLayer.Builder()
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .build())
                    .layer(new DenseLayer.Builder().nOut(9).build())
                    .layer(new OutputLayer.Builder().nOut(3).build())
                    .setInputType(InputType.convolutional(10, 8, 2))),
            Nd4j.zeros(1, 2, 10, 8),
            8 * 6 * 4 * 2 * 9 + 2 * 8 * 6 * 4 + (4 * 3 * 4) * 9 + 9 * 3),
        Arguments.of(
            Named.of(
                "a recurrent network",
                list()
                    .layer(new LSTM.Builder().nIn(5).nOut(6).build())
                    .layer(new RnnOutputLayer.Builder().nIn(6).nOut(3).build())),
            sequence,
            steps * (4 * 6 * (5 + 6) + 6 * 3)),
        Arguments.of(
            Named.of(
                "both directions, last step",
                list()
                    .layer(new LastTimeStep(
                        new Bidirectional(new SimpleRnn.Builder().nIn(5).nOut(6).build())))
                    .layer(new OutputLayer.Builder().nIn(12).nOut(3).build())),
            sequence,
            steps * 2 * 6 * (5 + 6) + 12 * 3));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void countsTheMultiplicationsOfKnownLayers(
      NeuralNetConfiguration.ListBuilder configuration, INDArray input, int multiplications) {
    Network network = Network.of(new MultiLayerNetwork(configuration.build()));

    assertThat(NetworkFacts.of(network, 1, input).flopsPerSample()).hasValue(6.0 * multiplications);
  }

  @Test
  void saysNothingOfLayersItDoesNotKnow() {
    Network network = Network.of(new MultiLayerNetwork(list()
        .layer(new DenseLayer.Builder().nIn(6).nOut(4).build())
        .layer(new PReLULayer.Builder().inputShape(4).build())
        .layer(new OutputLayer.Builder().nIn(4).nOut(3).build())
        .build()));

    TrainingFacts facts = NetworkFacts.of(network, 2, Nd4j.zeros(2, 6));
    assertThat(facts.flopsPerSample()).isEmpty();
    assertThat(facts.parameters()).isPresent();
  }

  @Test
  void saysNothingOfInputsItDoesNotKnow() {
    Network network = Network.of(ToyModels.layered(Feature.PLAIN, Updater.SGD));

    assertThat(NetworkFacts.of(network, 2, new INDArray[] {null}).flopsPerSample())
        .isEmpty();
    assertThat(NetworkFacts.of(network, 2, Nd4j.zeros(2, 6, 3, 3)).flopsPerSample())
        .isEmpty();
  }

  private static NeuralNetConfiguration.ListBuilder list() {
    return new NeuralNetConfiguration.Builder().list();
  }
}
