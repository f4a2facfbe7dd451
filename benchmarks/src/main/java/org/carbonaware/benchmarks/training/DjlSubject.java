package org.carbonaware.benchmarks.training;

import ai.djl.Model;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.Dataset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.carbonaware.djl.CarbonAwareTraining;

/**
 * A model in DJL. What can be saved is trained by a trainer with an optimizer that can be, so the
 * saved arm has a model of saved own.
 */
final class DjlSubject implements TrainingFramework.Subject {
  private final Workload workload;
  private final Target target;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final Model model;
  private final TrainingConfig config;
  private final Trainer trainer;
  private final Dataset batches;

  DjlSubject(Workload workload, Target target) {
    this.workload = workload;
    this.target = target;
    this.model = model();
    this.config = DjlFramework.config(target, false);
    this.trainer = trainer(model, config);
    this.batches = RepeatedBatch.of(workload, model.getNDManager(), () -> {});
  }

  @Override
  public TrainingFramework.Turns turns(Arm arm, Kit kit) {
    if (!arm.saved()) {
      return new DjlTurns(config, trainer, batches, DjlTurns.listeners(arm, kit), arm.own());
    }
    Model saved = model();
    DefaultTrainingConfig saving = DjlFramework.config(target, true);
    Trainer savedTrainer = trainer(saved, saving);
    Dataset fed = CarbonAwareTraining.resumeOrStart(kit.itsController(), savedTrainer, saving)
        .data(RepeatedBatch.of(workload, saved.getNDManager(), () -> {}));
    return new DjlTurns(saving, savedTrainer, fed, saving.getTrainingListeners(), false);
  }

  private Model model() {
    Model made = DjlFramework.model(workload, target);
    opened.add(made);
    return made;
  }

  private Trainer trainer(Model of, TrainingConfig with) {
    Trainer made = of.newTrainer(with);
    opened.add(made);
    made.initialize(DjlBlocks.input(workload));
    return made;
  }

  @Override
  public void close() {
    Collections.reverse(opened);
    for (AutoCloseable each : opened) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IllegalStateException("DJL could not let go of " + each, e);
      }
    }
  }
}
