package org.carbonaware.examples.dl4j;

import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.examples.images.Images;
import org.carbonaware.examples.training.TrainedClassifier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A trained network with its updater.
 *
 * @param network the network, in its last state
 * @param test what it is judged by
 */
record Dl4jNetwork(MultiLayerNetwork network, Images test) implements TrainedClassifier {
  @Override
  public double accuracy() {
    return DigitsModel.accuracy(network, test);
  }

  @Override
  public TrainingFingerprint fingerprint() {
    return TrainingFingerprint.builder()
        .array("parameters", floats(network.params()))
        .array("updater state", floats(network.getUpdater().getStateViewArray()))
        .counter("iteration count", network.getIterationCount())
        .counter("epoch count", network.getEpochCount())
        .build();
  }

  /** ND4J frees an array's memory when the array is collected. */
  @Override
  public void close() {}

  private static float[] floats(INDArray array) {
    return array.dup().data().asFloat();
  }
}
