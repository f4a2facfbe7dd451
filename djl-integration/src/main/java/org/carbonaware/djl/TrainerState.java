package org.carbonaware.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.nn.Block;
import ai.djl.training.Trainer;
import ai.djl.util.RandomUtils;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.TrainingIdentity;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.integration.DataPosition;
import org.carbonaware.control.integration.DataSize;
import org.carbonaware.control.integration.FedTraining;
import org.carbonaware.control.integration.SavedAttributes;
import org.carbonaware.control.integration.SeedPlan;
import org.carbonaware.control.integration.UpdateWatch;

/**
 * All that decides how a trainer trains on: parameters, the optimizer's slots and counts, the plan
 * of the seeds and the position in the data.
 */
final class TrainerState implements FedTraining {
  private final CarbonController controller;
  private final Trainer trainer;
  private final Engine engine;
  private final String optimizer;
  private final OptimizerState optimizerState;
  private final LiveParameters parameters;
  private final SavedArrays arrays;
  private final UpdateWatch watch;
  private final Determinism determinism;
  private final SeedPlan seeds;
  private final DataPosition position;
  private final ToldTraining told;
  private final DataSize dataSize = new DataSize(this::loseExactness);
  private long savedAfter = Long.MAX_VALUE;
  private boolean exact = true;

  /**
   * The state of a trainer. The seed of its plan is drawn from DJL's own generator: whoever seeds
   * that decides the plan too. A resumed process draws as well, so that what is drawn later (to
   * split the data, say) is the same in every process.
   */
  TrainerState(
      CarbonController controller,
      Trainer trainer,
      ResumableOptimizer.Kept optimizer,
      Determinism determinism,
      DataPosition position) {
    this.controller = controller;
    this.trainer = trainer;
    this.engine = trainer.getManager().getEngine();
    this.optimizer = optimizer.getClass().getSimpleName();
    this.optimizerState = optimizer.state();
    this.parameters = LiveParameters.of(trainer);
    this.arrays = new SavedArrays(parameters, optimizerState, trainer.getManager());
    this.watch = new UpdateWatch(optimizerState::calls, this::reportUntrained);
    this.determinism = determinism;
    this.seeds = new SeedPlan(
        engine::setRandomSeed,
        RandomUtils.nextInt(),
        determinism != Determinism.OFF,
        determinism == Determinism.STEP);
    this.position = position;
    this.told = new ToldTraining(controller, position);
  }

  ToldTraining told() {
    return told;
  }

  DataSize dataSize() {
    return dataSize;
  }

  LiveParameters parameters() {
    return parameters;
  }

  TrainingIdentity identity() {
    Block block = trainer.getModel().getBlock();
    return TrainingIdentity.of(
        "djl",
        Engine.getDjlVersion() + ", " + engine.getEngineName() + " " + engine.getVersion(),
        optimizer + "\n" + parameters.describe(block),
        block.getClass().getSimpleName() + " with " + optimizer + ", " + parameters.size()
            + " parameters");
  }

  /** Has the result saved when so many epochs are done in all. */
  void saveAfter(long epochs) {
    savedAfter = epochs;
  }

  void epochBegins() {
    seeds.epochBegins(position.epochs());
  }

  @Override
  public void batchDrawn(long batch) {
    seeds.batchBegins(position.epochs(), batch);
  }

  @Override
  public void batchGiven() {
    watch.batchGiven();
  }

  @Override
  public boolean batchTaken() {
    return watch.batchTaken();
  }

  @Override
  public void epochTaken() {
    watch.epochTaken();
    told.epochEnded();
    if (position.epochs() >= savedAfter) {
      savedAfter = Long.MAX_VALUE;
      controller.saveNow(this);
    }
  }

  private void reportUntrained(String what) {
    loseExactness(
        what
            + " was handed out without an update of the optimizer: it counts as trained, pauses hold, but a resume may"
            + " not be bit-exact; give validation its own data and not that of training.data(…), call"
            + " trainer.step(), and make the trainer with the configuration that is given to CarbonAwareTraining");
  }

  @Override
  public Snapshot capture() {
    if (exact && parameters.areOthersNow()) {
      loseExactness(
          "the model's blocks changed while it trained: checkpoints hold the parameters it began with only; build"
              + " the model whole before resumeOrStart, and freeze what is to be trained later");
    }
    return new Snapshot(identity(), attributes(), arrays.files());
  }

  private Map<String, String> attributes() {
    Map<String, String> map = new TreeMap<>();
    map.put("updates", Integer.toString(optimizerState.updates()));
    arrays.save(map);
    map.put("optimizerTrial", trial(optimizerState.updates()));
    map.put("devices", devices());
    map.put("determinism", determinism.name());
    map.put("seed", Integer.toString(seeds.seed()));
    position.save(map);
    dataSize.save(map);
    map.put("exact", Boolean.toString(exact));
    return map;
  }

  private String devices() {
    return parameters.devices().stream().map(Device::toString).collect(Collectors.joining(" "));
  }

  private String trial(int update) {
    return parameters.byName().values().stream()
        .findFirst()
        .map(parameter -> OptimizerTrial.outcome(
            optimizerState, Math.max(1, update), parameter.getId(), trainer.getManager()))
        .orElse("");
  }

  /**
   * Puts a checkpoint's state into the trainer and the position; all of it, or nothing if the
   * checkpoint is refused.
   */
  void restore(Checkpoint checkpoint) {
    SavedAttributes saved = SavedAttributes.of(checkpoint);
    SavedArrays.Read read = arrays.read(checkpoint);
    int updates = (int) saved.number("updates");
    int seed = (int) saved.number("seed");
    refuseOtherSettings(checkpoint, saved.text("optimizerTrial"), updates);
    reportInexact(saved);
    position.restore(saved);
    dataSize.restore(saved, position.batchesInEpoch() > 0);
    watch.resumed();
    Set<String> changed = arrays.restore(read, saved, updates);
    if (!changed.isEmpty()) {
      controller.warn(
          "frozen or not as when the checkpoint was written: " + String.join(", ", changed)
              + "; to change that, call freezeParameters after resumeOrStart");
    }
    seeds.restore(seed);
    reportOtherNumbers();
  }

  private void refuseOtherSettings(Checkpoint checkpoint, String savedTrial, int updates) {
    if (!OptimizerTrial.same(trial(updates), savedTrial)) {
      throw new CheckpointException("checkpoint " + checkpoint.location()
          + " can't be loaded: the optimizer is set otherwise than it was (learning rate or its tracker, betas,"
          + " momentum, weight decay, clipping or rescaling: update " + updates
          + " would differ); configure it as it was, or use another checkpoint directory");
    }
  }

  private void reportInexact(SavedAttributes saved) {
    exact = saved.flag("exact");
    if (!saved.text("devices").equals(devices())) {
      loseExactness("the checkpoint was written by a training on " + saved.text("devices")
          + ", this one is on " + devices() + ": it goes on, but not bit for bit");
    }
    if (!saved.text("determinism").equals(determinism.name())) {
      loseExactness("the training was begun with Determinism." + saved.text("determinism")
          + " and goes on with " + determinism
          + ": its random numbers are others than they would have been");
    }
  }

  private void reportOtherNumbers() {
    if (position.batchesInEpoch() == 0) {
      return;
    }
    if (determinism == Determinism.OFF) {
      controller.warn(
          "resumed within an epoch with Determinism.OFF: data in random order is shuffled anew, so some examples of"
              + " this epoch come twice and others not at all");
    } else if (determinism == Determinism.EPOCH
        && Guards.mayDropOut(trainer.getModel().getBlock())) {
      loseExactness(
          "resumed within an epoch with Determinism.EPOCH: dropout goes on with other random numbers, which is not"
              + " bit-exact; Determinism.STEP is");
    }
  }

  private void loseExactness(String why) {
    exact = false;
    controller.warn(why);
  }

  @Override
  public String releaseMemory() {
    return DeviceMemory.release(engine, parameters.devices());
  }
}
