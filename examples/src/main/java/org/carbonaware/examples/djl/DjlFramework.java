package org.carbonaware.examples.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.util.Utils;
import java.util.Optional;
import org.carbonaware.examples.cuda.NvidiaSmi;
import org.carbonaware.examples.images.ImageSplit;
import org.carbonaware.examples.training.Architecture;
import org.carbonaware.examples.training.DemoTraining;
import org.carbonaware.examples.training.TrainedClassifier;
import org.carbonaware.examples.training.TrainingFramework;

/** DJL on the PyTorch engine. Stateless; what it sets is for the whole process. */
public final class DjlFramework implements TrainingFramework {
  static final String ENGINE = "PyTorch";

  /** Touches no native library yet. */
  public DjlFramework() {}

  /**
   * {@inheritDoc}
   *
   * <p>DJL reads its settings as the engine is loaded, from system properties here; what the user
   * has set stays as it is. The first time on a computer DJL unpacks the library, 0.45 GB, to
   * {@code ~/.djl.ai}.
   */
  @Override
  public Optional<String> prepare() {
    if (Utils.getEnvOrSystemProperty("PYTORCH_LIBRARY_PATH") == null) {
      Optional<String> problem = PytorchLibrary.problem(
          PytorchLibrary.onClassPath(), PytorchLibrary.platformHere(), new NvidiaSmi());
      if (problem.isPresent()) {
        return problem;
      }
    }
    setUnlessSet("ai.djl.offline", "true"); // no download, no telemetry
    setUnlessSet("OPT_OUT_TRACKING", "true");
    setUnlessSet("ai.djl.pytorch.num_threads", "1");
    try {
      Engine.getEngine(ENGINE);
      return Optional.empty();
    } catch (EngineException | IllegalArgumentException e) {
      return Optional.of("DJL can't load PyTorch: " + root(e));
    }
  }

  @Override
  public DemoTraining<TrainedClassifier> training(
      Architecture architecture, ImageSplit images, long seed) {
    return new DjlTraining(architecture, images, seed);
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static Throwable root(Throwable e) {
    Throwable cause = e.getCause();
    return cause == null ? e : root(cause);
  }
}
