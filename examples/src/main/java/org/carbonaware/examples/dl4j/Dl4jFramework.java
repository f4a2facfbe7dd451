package org.carbonaware.examples.dl4j;

import java.util.Optional;
import org.carbonaware.examples.cuda.CudaCheck;
import org.carbonaware.examples.cuda.NvidiaSmi;
import org.carbonaware.examples.images.ImageSplit;
import org.carbonaware.examples.training.Architecture;
import org.carbonaware.examples.training.DemoTraining;
import org.carbonaware.examples.training.TrainedClassifier;
import org.carbonaware.examples.training.TrainingFramework;

/** Deeplearning4j on ND4J. Stateless. */
public final class Dl4jFramework implements TrainingFramework {
  /** Touches no native library yet. */
  public Dl4jFramework() {}

  @Override
  public Optional<String> prepare() {
    Optional<String> problem =
        CudaCheck.cudaBackendPresent() ? CudaCheck.problem(new NvidiaSmi()) : Optional.empty();
    if (problem.isEmpty()) {
      Nd4jThreads.useOne();
    }
    return problem;
  }

  @Override
  public DemoTraining<TrainedClassifier> training(
      Architecture architecture, ImageSplit images, long seed) {
    DigitsModel model = switch (architecture) {
      case MLP -> DigitsModel.MLP;
      case CNN -> DigitsModel.CNN;
    };
    return new Dl4jTraining(model, images, seed);
  }
}
