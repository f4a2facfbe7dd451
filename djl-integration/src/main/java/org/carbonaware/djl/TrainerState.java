package org.carbonaware.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.Trainer;
import ai.djl.training.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.Tensor;
import org.carbonaware.checkpoint.TensorFile;
import org.carbonaware.checkpoint.TrainingIdentity;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.integration.DataPosition;
import org.carbonaware.control.integration.DataSize;
import org.carbonaware.control.integration.FedTraining;
import org.carbonaware.control.integration.SavedAttributes;

/**
 * All that decides how a trainer trains on: parameters, the optimizer's slots and counts, the plan
 * of the seeds and the position in the data.
 */
final class TrainerState implements FedTraining {
  private static final String PARAMETERS = "parameters.safetensors";
  private static final String OPTIMIZER = "optimizer.safetensors";

  /** More batches than anybody accumulates gradients over before an update. */
  private static final int LONGEST_ACCUMULATION = 1_000;

  private final CarbonController controller;
  private final Trainer trainer;
  private final Optimizer optimizer;
  private final OptimizerState optimizerState;
  private final LiveParameters parameters;
  private final SeedPlan seeds;
  private final DataPosition position;
  private final DataSize dataSize = new DataSize(this::loseExactness);
  private int updatesBefore;
  private int batchesWithoutUpdate;
  private int updatesBeforeEpoch;
  private boolean untrainedReported;
  private boolean exact = true;

  TrainerState(
      CarbonController controller,
      Trainer trainer,
      Optimizer optimizer,
      OptimizerState optimizerState,
      SeedPlan seeds,
      DataPosition position) {
    this.controller = controller;
    this.trainer = trainer;
    this.optimizer = optimizer;
    this.optimizerState = optimizerState;
    this.parameters = LiveParameters.of(trainer);
    this.seeds = seeds;
    this.position = position;
  }

  DataSize dataSize() {
    return dataSize;
  }

  LiveParameters parameters() {
    return parameters;
  }

  TrainingIdentity identity() {
    return TrainingIdentity.of(
        "djl",
        Engine.getDjlVersion() + ", " + engine().getEngineName() + " "
            + engine().getVersion(),
        optimizer.getClass().getSimpleName()
            + "\n"
            + parameters.describe(trainer.getModel().getBlock()),
        trainer.getModel().getBlock().getClass().getSimpleName() + " with "
            + optimizer.getClass().getSimpleName() + ", " + parameters.size() + " parameters");
  }

  private Engine engine() {
    return trainer.getManager().getEngine();
  }

  @Override
  public void batchGiven() {
    updatesBefore = optimizerState.updates();
  }

  /**
   * Gradients that are summed up over several batches are not saved: the state is whole only where
   * the newest batch was followed by an update.
   */
  @Override
  public boolean batchTaken() {
    if (optimizerState.updates() != updatesBefore) {
      batchesWithoutUpdate = 0;
    } else {
      batchesWithoutUpdate++;
    }
    if (batchesWithoutUpdate == LONGEST_ACCUMULATION) {
      reportUntrained(LONGEST_ACCUMULATION + " batches were");
    }
    return batchesWithoutUpdate == 0 || batchesWithoutUpdate >= LONGEST_ACCUMULATION;
  }

  /** An epoch of the data was read to its end. */
  void epochRead() {
    if (optimizerState.updates() == updatesBeforeEpoch
        && batchesWithoutUpdate < LONGEST_ACCUMULATION) {
      batchesWithoutUpdate = LONGEST_ACCUMULATION; // so that pauses hold
      reportUntrained("an epoch of data was");
    }
    updatesBeforeEpoch = optimizerState.updates();
  }

  private void reportUntrained(String what) {
    if (untrainedReported) {
      return;
    }
    untrainedReported = true;
    loseExactness(what
        + " handed out without an update of the optimizer: it counts as trained, pauses hold, but a resume may not"
        + " be bit-exact; give validation its own data and not that of training.data(…), call trainer.step(), and"
        + " make the trainer with the configuration that is given to CarbonAwareTraining");
  }

  @Override
  public Snapshot capture() {
    return new Snapshot(
        identity(),
        attributes(),
        List.of(TensorFile.of(PARAMETERS, trainedValues()), TensorFile.of(OPTIMIZER, slots())));
  }

  private List<Tensor> trainedValues() {
    return parameters.replicas().stream()
        .map(replica -> DetachedArray.copyOf(replica.name(), replica.array()))
        .toList();
  }

  private List<Tensor> slots() {
    List<Tensor> values = new ArrayList<>();
    for (LiveParameters.Replica replica : parameters.replicas()) {
      for (int slot = 0; slot < optimizerState.slots(); slot++) {
        String name = slotName(replica.name(), slot);
        optimizerState
            .slot(slot, replica.parameter().getId(), replica.device())
            .ifPresent(value -> values.add(DetachedArray.copyOf(name, value)));
      }
    }
    return values;
  }

  private static String slotName(String replica, int slot) {
    return replica + ".slot" + slot;
  }

  private Map<String, String> attributes() {
    Map<String, String> map = new TreeMap<>();
    map.put("updates", Integer.toString(optimizerState.updates()));
    map.put(
        "updatesByParameter",
        parameters.byName().values().stream()
            .map(parameter -> Integer.toString(optimizerState.updates(parameter.getId())))
            .collect(Collectors.joining(" ")));
    map.put("frozen", names(Predicate.not(Parameter::requiresGradient)));
    map.put("optimizerTrial", trial(optimizerState.updates()));
    map.put("devices", devices());
    map.put("determinism", seeds.determinism().name());
    map.put("seed", Integer.toString(seeds.seed()));
    position.save(map);
    dataSize.save(map);
    map.put("exact", Boolean.toString(exact));
    return map;
  }

  private String names(Predicate<Parameter> which) {
    return parameters.byName().entrySet().stream()
        .filter(named -> which.test(named.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.joining("\n"));
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
    Map<String, Tensor> values = TensorFile.read(checkpoint, PARAMETERS);
    Map<String, Tensor> slots = TensorFile.read(checkpoint, OPTIMIZER);
    int[] counts = counts(saved.text("updatesByParameter"));
    check(checkpoint, values, counts);
    int updates = (int) saved.number("updates");
    int seed = (int) saved.number("seed");
    refuseOtherSettings(checkpoint, saved.text("optimizerTrial"), updates);
    Set<String> frozen = Set.of(saved.text("frozen").split("\n"));
    reportInexact(saved);
    position.restore(saved);
    dataSize.restore(saved, position.batchesInEpoch() > 0);
    updatesBeforeEpoch = -1; // unknown

    restoreFrozen(frozen);
    restoreValues(values);
    restoreOptimizer(slots, updates, counts);
    seeds.restore(seed);
  }

  private static int[] counts(String text) {
    try {
      return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    } catch (NumberFormatException e) {
      throw new CheckpointException("the checkpoint has no sound \"updatesByParameter\"", e);
    }
  }

  private void check(Checkpoint checkpoint, Map<String, Tensor> values, int[] counts) {
    List<String> wrong = new ArrayList<>();
    parameters.byName().forEach((name, parameter) -> {
      Tensor value = values.get(name);
      if (value == null || !DetachedArray.fits(value, parameter.getArray())) {
        wrong.add(name + " is " + (value == null ? "missing" : value.toString()) + ", expected "
            + parameter.getArray().getDataType() + parameter.getArray().getShape());
      }
    });
    if (wrong.isEmpty() && counts.length != parameters.byName().size()) {
      wrong.add(
          counts.length + " counts of updates for " + parameters.byName().size() + " parameters");
    }
    if (!wrong.isEmpty()) {
      throw new CheckpointException("checkpoint " + checkpoint.location()
          + " can't be loaded: " + String.join("; ", wrong)
          + "; use another checkpoint directory, or build the model as it was");
    }
  }

  private void refuseOtherSettings(Checkpoint checkpoint, String savedTrial, int updates) {
    if (!OptimizerTrial.same(trial(updates), savedTrial)) {
      throw new CheckpointException("checkpoint " + checkpoint.location()
          + " can't be loaded: the optimizer is set otherwise than it was (learning rate or its tracker, betas,"
          + " momentum, weight decay, clipping or rescaling: update " + updates
          + " would differ); configure it as it was, or use another checkpoint directory");
    }
  }

  /** What was frozen, or not any more, by the code that this process won't run again. */
  private void restoreFrozen(Set<String> frozen) {
    Set<String> changed = new TreeSet<>();
    for (LiveParameters.Replica replica : parameters.replicas()) {
      boolean freeze = frozen.contains(replica.of());
      if (freeze == replica.parameter().requiresGradient()) {
        changed.add(replica.of());
        replica.parameter().freeze(freeze);
      }
      if (changed.contains(replica.of())) {
        replica.array().setRequiresGradient(!freeze);
      }
    }
    if (!changed.isEmpty()) {
      controller.warn(
          "frozen or not as when the checkpoint was written: " + String.join(", ", changed)
              + "; to change that, call freezeParameters after resumeOrStart");
    }
  }

  private void restoreValues(Map<String, Tensor> values) {
    for (LiveParameters.Replica replica : parameters.replicas()) {
      Tensor first = Objects.requireNonNull(values.get(replica.of())); // was checked
      DetachedArray.copyTo(values.getOrDefault(replica.name(), first), replica.array());
      NDArray own = replica.parameter().getArray();
      if (!parameters.devices().contains(own.getDevice())) {
        DetachedArray.copyTo(first, own);
      }
    }
  }

  private void restoreOptimizer(Map<String, Tensor> slots, int updates, int[] counts) {
    optimizerState.restore(updates);
    int index = 0;
    for (Parameter parameter : parameters.byName().values()) {
      optimizerState.restore(parameter.getId(), counts[index++]);
    }
    try (NDManager host = trainer.getManager().newSubManager(Device.cpu())) {
      for (LiveParameters.Replica replica : parameters.replicas()) {
        for (int slot = 0; slots.containsKey(slotName(replica.of(), slot)); slot++) {
          Tensor value = slots.get(slotName(replica.name(), slot));
          if (value != null) {
            optimizerState.restore(
                slot, replica.parameter().getId(), DetachedArray.of(value, host, replica.device()));
          }
        }
      }
    }
  }

  private void reportInexact(SavedAttributes saved) {
    exact = saved.flag("exact");
    if (!saved.text("devices").equals(devices())) {
      loseExactness("the checkpoint was written by a training on " + saved.text("devices")
          + ", this one is on " + devices() + ": it goes on, but not bit for bit");
    }
    if (!saved.text("determinism").equals(seeds.determinism().name())) {
      loseExactness("the training was begun with Determinism." + saved.text("determinism")
          + " and goes on with " + seeds.determinism()
          + ": its random numbers are others than they would have been");
    }
  }

  void loseExactness(String why) {
    exact = false;
    controller.warn(why);
  }

  @Override
  public String releaseMemory() {
    return DeviceMemory.release(engine(), parameters.devices());
  }
}
