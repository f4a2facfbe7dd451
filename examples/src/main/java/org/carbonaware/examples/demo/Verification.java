package org.carbonaware.examples.demo;

import java.util.ArrayList;
import java.util.List;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Whether two trained networks are the same, bit for bit: parameters, the updater's state, and the
 * counters.
 *
 * @param fingerprint of the training under control
 * @param differences what differs, by name; empty if nothing does
 */
record Verification(TrainingFingerprint fingerprint, List<String> differences) {
  Verification {
    differences = List.copyOf(differences);
  }

  /** Compares. */
  static Verification of(MultiLayerNetwork controlled, MultiLayerNetwork straight) {
    TrainingFingerprint under = fingerprint(controlled);
    TrainingFingerprint without = fingerprint(straight);
    List<String> differences = new ArrayList<>();
    under.arrays().forEach((name, digest) -> {
      if (!digest.equals(without.arrays().get(name))) {
        differences.add(name);
      }
    });
    under.counters().forEach((name, value) -> {
      if (!value.equals(without.counters().get(name))) {
        differences.add(name);
      }
    });
    return new Verification(under, differences);
  }

  boolean identical() {
    return differences.isEmpty();
  }

  private static TrainingFingerprint fingerprint(MultiLayerNetwork network) {
    return TrainingFingerprint.builder()
        .array("parameters", floats(network.params()))
        .array("updater state", floats(network.getUpdater().getStateViewArray()))
        .counter("iteration count", network.getIterationCount())
        .counter("epoch count", network.getEpochCount())
        .build();
  }

  private static float[] floats(INDArray array) {
    return array.dup().data().asFloat();
  }
}
