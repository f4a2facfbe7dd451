package org.carbonaware.benchmarks.training;

import java.util.Optional;
import java.util.OptionalLong;
import org.bytedeco.javacpp.Pointer;
import org.carbonaware.benchmarks.hardware.Capability;
import org.carbonaware.benchmarks.hardware.HardwareProbe;
import org.carbonaware.control.CarbonController;
import org.carbonaware.dl4j.CarbonAwareTraining;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;

/** Deeplearning4j on the ND4J backend that is on the class path. */
final class Dl4jFramework implements TrainingFramework {
  @Override
  public String name() {
    return "dl4j";
  }

  @Override
  public String description() {
    String version = Nd4jBackend.class.getPackage().getImplementationVersion();
    return "Deeplearning4j " + (version == null ? "1.0.0-M2.1" : version) + ", "
        + Nd4j.getBackend().getClass().getSimpleName();
  }

  @Override
  public Optional<String> unavailable(Target target) {
    Capability cuda = HardwareProbe.nd4jCuda();
    if (target == Target.GPU && !cuda.available()) {
      return Optional.of("ND4J can't train on a GPU: " + cuda.text());
    }
    if (target == Target.CPU && HardwareProbe.nd4jIsCuda()) {
      return Optional.of("the ND4J backend on the class path is the one for CUDA (built with"
          + " -Pcuda): it knows no CPU");
    }
    try {
      Nd4j.getBackend();
      return Optional.empty();
    } catch (RuntimeException | LinkageError e) {
      return Optional.of("ND4J's backend does not load: " + e.getMessage());
    }
  }

  @Override
  public Subject open(Workload workload, Target target) {
    return new Dl4jSubject(workload);
  }

  @Override
  public void fit(Workload workload, Target target, CarbonController controller, Runnable onBatch) {
    CarbonAwareTraining.resumeOrStart(controller, () -> Dl4jModels.of(workload))
        .fit(new RepeatedDataSet(Dl4jModels.batch(workload), onBatch), Long.MAX_VALUE);
  }

  @Override
  public OptionalLong offHeapBytes() {
    return OptionalLong.of(Pointer.totalBytes());
  }
}
