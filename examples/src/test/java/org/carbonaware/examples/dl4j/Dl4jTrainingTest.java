package org.carbonaware.examples.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.examples.images.ImageSplit;
import org.carbonaware.examples.images.RenderedDigits;
import org.carbonaware.examples.training.Architecture;
import org.carbonaware.examples.training.DemoTraining;
import org.carbonaware.examples.training.TrainedClassifier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.nativeblas.NativeOpsHolder;

class Dl4jTrainingTest {
  private static final ImageSplit IMAGES = RenderedDigits.generate(42, 64, 10);
  private static final Dl4jFramework FRAMEWORK = new Dl4jFramework();

  @BeforeAll
  static void prepare() {
    assertThat(FRAMEWORK.prepare()).isEmpty();
  }

  private static DemoTraining<TrainedClassifier> training(Architecture architecture) {
    return FRAMEWORK.training(architecture, IMAGES, 7);
  }

  private static MultiLayerNetwork trained() {
    MultiLayerNetwork model = DigitsModel.MLP.build(IMAGES.train(), 7, 4);
    model.fit(new ImageBatches(IMAGES.train(), 16, 7));
    return model;
  }

  private static TrainingFingerprint fingerprint(MultiLayerNetwork model) {
    return new Dl4jNetwork(model, IMAGES.test()).fingerprint();
  }

  @Test
  void calculatesOnOneThread() {
    assertThat(NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads())
        .isEqualTo(1);
  }

  @Test
  void describesTheNetworkWithItsSize() {
    assertThat(training(Architecture.MLP).describe())
        .isEqualTo("MLP, 218058 parameters, Deeplearning4j");
    assertThat(training(Architecture.CNN).describe()).startsWith("CNN, ");
  }

  @Test
  void rehearsesAsManyBatchesAsWanted() {
    int[] asked = {0};

    training(Architecture.MLP).rehearse(() -> asked[0]++ < 5);

    assertThat(training(Architecture.MLP).batchesPerEpoch()).isEqualTo(2);
    assertThat(asked).containsExactly(6);
  }

  @Test
  void trainsAlikeAtEveryCall() {
    DemoTraining<TrainedClassifier> training = training(Architecture.MLP);
    try (TrainedClassifier one = training.trainStraight(2);
        TrainedClassifier other = training.trainStraight(2)) {
      assertThat(one.fingerprint()).isEqualTo(other.fingerprint());
      assertThat(one.fingerprint().counters())
          .containsEntry("iteration count", 4L)
          .containsEntry("epoch count", 2L);
      assertThat(one.accuracy()).isEqualTo(other.accuracy()).isBetween(0.0, 1.0);
    }
  }

  @Test
  void seesTheLastBitOfOneParameter() {
    MultiLayerNetwork other = trained();
    changeLastBit(other.params());

    assertThat(fingerprint(other).arrays())
        .doesNotContainEntry("parameters", fingerprint(trained()).arrays().get("parameters"))
        .containsEntry("updater state", fingerprint(trained()).arrays().get("updater state"));
  }

  @Test
  void seesTheLastBitOfTheUpdater() {
    MultiLayerNetwork other = trained();
    changeLastBit(other.getUpdater().getStateViewArray());

    assertThat(fingerprint(other).arrays())
        .doesNotContainEntry("updater state", fingerprint(trained()).arrays().get("updater state"))
        .containsEntry("parameters", fingerprint(trained()).arrays().get("parameters"));
  }

  private static void changeLastBit(INDArray array) {
    long last = array.length() - 1;
    float value = array.getFloat(last);
    array.putScalar(last, Math.nextUp(value));
  }
}
