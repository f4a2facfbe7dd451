package org.carbonaware.examples.forecast.dl4j;

import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.examples.forecast.task.TrainedForecaster;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;

/**
 * A trained network with its updater and what its data is normalised by.
 *
 * @param network the network, in its last state
 * @param normalizer of inputs and answers
 */
record Dl4jForecaster(MultiLayerNetwork network, NormalizerStandardize normalizer)
    implements TrainedForecaster {
  @Override
  public float[] logCorrections(float[] inputs, int count) {
    INDArray features = ExampleBatches.features(inputs, count);
    normalizer.transform(features);
    INDArray answers = network.output(features, false);
    normalizer.revertLabels(answers);
    return floats(answers);
  }

  @Override
  public TrainingFingerprint fingerprint() {
    return TrainingFingerprint.builder()
        .array("parameters", floats(network.params()))
        .array("updater state", floats(network.getUpdater().getStateViewArray()))
        .array("means", floats(normalizer.getMean()))
        .array("deviations", floats(normalizer.getStd()))
        .array("deviations of answers", floats(normalizer.getLabelStd()))
        .counter("iteration count", network.getIterationCount())
        .counter("epoch count", network.getEpochCount())
        .build();
  }

  /** ND4J frees an array's memory when the array is collected. */
  @Override
  public void close() {}

  private static float[] floats(INDArray array) {
    return array.dup('c').data().asFloat();
  }
}
