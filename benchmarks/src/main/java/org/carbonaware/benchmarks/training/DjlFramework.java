package org.carbonaware.benchmarks.training;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.util.Optional;
import org.carbonaware.control.CarbonController;
import org.carbonaware.djl.CarbonAwareTraining;
import org.carbonaware.djl.ResumableOptimizer;

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

  private static Device device(Target target) {
    return target == Target.GPU ? Device.gpu(0) : Device.cpu();
  }

  @Override
  public Subject open(Workload workload, Target target) {
    return new DjlSubject(workload, target);
  }

  static Model model(Workload workload, Target target) {
    Engine.getEngine(ENGINE).setRandomSeed(SEED);
    Model model = Model.newInstance(workload.label(), device(target), ENGINE);
    model.setBlock(DjlBlocks.of(workload));
    return model;
  }

  static DefaultTrainingConfig config(Target target, boolean resumable) {
    Adam.Builder adam = Adam.builder().optLearningRateTracker(Tracker.fixed(Workload.RATE));
    Optimizer optimizer = resumable ? ResumableOptimizer.of(adam) : adam.build();
    return new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
        .optOptimizer(optimizer)
        .optDevices(new Device[] {device(target)});
  }

  @Override
  public void fit(Workload workload, Target target, CarbonController controller, Runnable onBatch)
      throws IOException, TranslateException {
    DefaultTrainingConfig config = config(target, true);
    try (Model model = model(workload, target);
        Trainer trainer = model.newTrainer(config)) {
      trainer.initialize(DjlBlocks.input(workload));
      CarbonAwareTraining.resumeOrStart(controller, trainer, config)
          .fit(RepeatedBatch.of(workload, model.getNDManager(), onBatch), null, Long.MAX_VALUE);
    }
  }
}
