package org.carbonaware.examples.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.carbonaware.examples.images.ImageSplit;
import org.carbonaware.examples.images.RenderedDigits;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.factory.Nd4j;

class DigitsModelTest {
  private static final ImageSplit DIGITS = RenderedDigits.generate(42, 2_000, 500);

  @BeforeAll
  static void calculateOnOneThread() {
    Nd4jThreads.useOne();
  }

  @Test
  void learnsDigitsInAFewEpochs() {
    ImageBatches batches = new ImageBatches(DIGITS.train(), 32, 7);
    MultiLayerNetwork network =
        DigitsModel.MLP.build(DIGITS.train(), 7, 6 * batches.batchesPerEpoch());

    network.fit(batches, 6);

    assertThat(DigitsModel.accuracy(network, DIGITS.test())).isGreaterThan(0.85);
    assertThat(batches.epoch()).isEqualTo(5);
    assertThat(network.getLearningRate(0)).isCloseTo(1e-4, within(2e-6));
  }

  @ParameterizedTest
  @EnumSource
  void trainsAlikeFromTheSameSeed(DigitsModel model) {
    assertThat(afterFourBatches(model).params())
        .isEqualTo(afterFourBatches(model).params());
  }

  private static MultiLayerNetwork afterFourBatches(DigitsModel model) {
    ImageSplit few = RenderedDigits.generate(42, 60, 10);
    MultiLayerNetwork network = model.build(few.train(), 7, 4);
    network.fit(new ImageBatches(few.train(), 16, 7));
    assertThat(network.getIterationCount()).isEqualTo(4);
    return network;
  }

  @Test
  void judgesWithoutTouchingTheTraining() {
    MultiLayerNetwork network = DigitsModel.MLP.build(DIGITS.train(), 7, 100);
    double[] parameters = network.params().toDoubleVector();
    long randomState = Nd4j.getRandom().rootState();
    long nodeState = Nd4j.getRandom().nodeState();

    double accuracy = DigitsModel.accuracy(network, DIGITS.test());

    assertThat(accuracy).isBetween(0.0, 0.5);
    assertThat(network.params().toDoubleVector()).isEqualTo(parameters);
    assertThat(Nd4j.getRandom().rootState()).isEqualTo(randomState);
    assertThat(Nd4j.getRandom().nodeState()).isEqualTo(nodeState);
    assertThat(network.getIterationCount()).isZero();
  }

  @Test
  void refusesATrainingWithoutIterations() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DigitsModel.MLP.build(DIGITS.train(), 7, 0))
        .withMessage("0 iterations are planned; it must be at least 1");
  }
}
