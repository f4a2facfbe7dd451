package org.carbonaware.dl4j;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.carbonaware.control.TrainingFacts;
import org.carbonaware.control.integration.FrameworkVersion;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What is known of a network and what it computes on. */
final class NetworkFacts {
  /** A multiplication and an addition, forward and twice as many backward. */
  private static final double OPERATIONS = 2 * 3;

  private NetworkFacts() {}

  /**
   * What can be told when the first batch is there.
   *
   * @param samples in the batch
   * @param inputs the batch's input arrays; any of them may be missing
   */
  static TrainingFacts of(Network network, long samples, @Nullable INDArray... inputs) {
    String version = NetworkState.VERSION;
    return new TrainingFacts(
        Optional.of(network.name()),
        Optional.of("Deeplearning4j"),
        Optional.of(version).filter(text -> !text.equals(FrameworkVersion.UNKNOWN)),
        OptionalLong.of(network.params().length()),
        OptionalLong.empty(),
        samples > 0 ? OptionalLong.of(samples) : OptionalLong.empty(),
        operations(network, inputs),
        Optional.of(device()),
        Optional.empty());
  }

  private static OptionalDouble operations(Network network, @Nullable INDArray... inputs) {
    try {
      InputType[] types = new InputType[inputs.length];
      for (int i = 0; i < inputs.length; i++) {
        INDArray input = inputs[i];
        if (input == null) {
          return OptionalDouble.empty();
        }
        types[i] = InputType.inferInputType(input);
      }
      double multiplications = network.multiplicationsPerSample(types);
      return multiplications > 0
          ? OptionalDouble.of(OPERATIONS * multiplications)
          : OptionalDouble.empty();
    } catch (RuntimeException e) { // layers refuse inputs of types they did not expect
      return OptionalDouble.empty();
    }
  }

  private static String device() {
    return Nd4j.getEnvironment().isCPU()
        ? "cpu"
        : "cuda:" + Nd4j.getAffinityManager().getDeviceForCurrentThread();
  }
}
