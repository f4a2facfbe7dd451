package org.carbonaware.benchmarks.training;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import java.util.Optional;
import org.carbonaware.control.CarbonController;
import org.jspecify.annotations.Nullable;

/** DJL on its PyTorch engine. */
final class DjlFramework implements TrainingFramework {
  static final String ENGINE = "PyTorch";

  private static final String OFFLINE = "ai.djl.offline";
  private static final int SEED = 42;

  @Override
  public String name() {
    return "djl";
  }

  @Override
  public String description() {
    return "DJL " + Engine.getDjlVersion() + ", " + ENGINE + " "
        + Engine.getEngine(ENGINE).getVersion();
  }

  @Override
  public Optional<String> unavailable(Target target) {
    if (System.getProperty(OFFLINE) == null) {
      System.setProperty(OFFLINE, "true"); // natives that are missing are not downloaded
    }
    try {
      Engine engine = Engine.getEngine(ENGINE);
      boolean trains = target == Target.CPU
          || (engine.hasCapability(StandardCapabilities.CUDA) && engine.getGpuCount() > 0);
      return trains
          ? Optional.empty()
          : Optional.of("DJL's PyTorch finds no CUDA device: there is none, or its natives on the"
              + " class path are for the CPU (build with -Pcuda)");
    } catch (EngineException | IllegalArgumentException | LinkageError e) {
      return Optional.of("DJL's PyTorch engine does not load: " + e.getMessage());
    }
  }

  static Device device(Target target) {
    return target == Target.GPU ? Device.gpu(0) : Device.cpu();
  }

  @Override
  public Turns open(
      Workload workload, Arm arm, Target target, @Nullable CarbonController controller) {
    Engine.getEngine(ENGINE).setRandomSeed(SEED);
    Model model = Model.newInstance(workload.label(), device(target), ENGINE);
    model.setBlock(DjlBlocks.of(workload));
    return new DjlTurns(model, workload, arm, target, controller);
  }
}
