package org.carbonaware.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.carbonaware.examples.dl4j.DigitsModel;
import org.carbonaware.examples.dl4j.ImageBatches;
import org.carbonaware.examples.images.Images;
import org.carbonaware.examples.images.RenderedDigits;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class VerificationTest {
  private static final Images IMAGES = RenderedDigits.generate(42, 64, 10).train();

  private static MultiLayerNetwork trained() {
    MultiLayerNetwork model = DigitsModel.MLP.build(IMAGES, 7, 4);
    model.fit(new ImageBatches(IMAGES, 16, 7));
    return model;
  }

  @Test
  void findsEqualTrainingsIdentical() {
    assertThat(Verification.of(trained(), trained()).identical()).isTrue();
  }

  @Test
  void seesTheLastBitOfOneParameter() {
    MultiLayerNetwork other = trained();
    changeLastBit(other.params());

    assertThat(Verification.of(trained(), other).differences()).containsExactly("parameters");
  }

  @Test
  void seesTheLastBitOfTheUpdater() {
    MultiLayerNetwork other = trained();
    changeLastBit(other.getUpdater().getStateViewArray());

    assertThat(Verification.of(trained(), other).differences()).containsExactly("updater state");
  }

  @Test
  void seesAStepMore() {
    MultiLayerNetwork other = trained();
    other.fit(new ImageBatches(IMAGES, 16, 7).next());

    assertThat(Verification.of(trained(), other).differences())
        .containsExactly("parameters", "updater state", "iteration count");
  }

  private static void changeLastBit(INDArray array) {
    long last = array.length() - 1;
    float value = array.getFloat(last);
    array.putScalar(last, Math.nextUp(value));
  }
}
