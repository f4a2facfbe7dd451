package org.carbonaware.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.Tensor;
import org.carbonaware.checkpoint.TensorFile;
import org.carbonaware.control.integration.SavedAttributes;

/** What a checkpoint holds of each parameter: its values, the optimizer's slots and counts. */
final class SavedArrays {
  private static final String PARAMETERS = "parameters.safetensors";
  private static final String OPTIMIZER = "optimizer.safetensors";
  private static final String UPDATES_OF = "updates.";
  private static final String FROZEN = "frozen.";

  private final LiveParameters parameters;
  private final OptimizerState optimizer;
  private final NDManager manager;

  /** A checkpoint's arrays, which fit the parameters. */
  record Read(Map<String, Tensor> values, Map<String, Tensor> slots) {}

  SavedArrays(LiveParameters parameters, OptimizerState optimizer, NDManager manager) {
    this.parameters = parameters;
    this.optimizer = optimizer;
    this.manager = manager;
  }

  /** Copies of all arrays. */
  List<Snapshot.File> files() {
    List<Tensor> values = new ArrayList<>();
    List<Tensor> slots = new ArrayList<>();
    for (LiveParameters.Replica replica : parameters.replicas()) {
      values.add(DetachedArray.copyOf(replica.name(), replica.array()));
      for (int slot = 0; slot < optimizer.slots(); slot++) {
        String name = slotName(replica.name(), slot);
        optimizer
            .slot(slot, replica.parameter().getId(), replica.device())
            .ifPresent(value -> slots.add(DetachedArray.copyOf(name, value)));
      }
    }
    return List.of(TensorFile.of(PARAMETERS, values), TensorFile.of(OPTIMIZER, slots));
  }

  private static String slotName(String replica, int slot) {
    return replica + ".slot" + slot;
  }

  /** Adds what is not usual: parameters that are frozen, and those that were for a while. */
  void save(Map<String, String> attributes) {
    parameters.byName().forEach((name, parameter) -> {
      int updates = optimizer.updates(parameter.getId());
      if (updates != optimizer.updates()) {
        attributes.put(UPDATES_OF + name, Integer.toString(updates));
      }
      if (!parameter.requiresGradient()) {
        attributes.put(FROZEN + name, "true");
      }
    });
  }

  /**
   * Reads the arrays and changes nothing.
   *
   * @throws CheckpointException if they don't fit
   */
  Read read(Checkpoint checkpoint) {
    Map<String, Tensor> values = TensorFile.read(checkpoint, PARAMETERS);
    List<String> wrong = new ArrayList<>();
    parameters.byName().forEach((name, parameter) -> {
      Tensor value = values.get(name);
      if (value == null || !DetachedArray.fits(value, parameter.getArray())) {
        wrong.add(name + " is " + (value == null ? "missing" : value.toString()) + ", expected "
            + parameter.getArray().getDataType() + parameter.getArray().getShape());
      }
    });
    if (!wrong.isEmpty()) {
      throw new CheckpointException("checkpoint " + checkpoint.location()
          + " can't be loaded: " + String.join("; ", wrong)
          + "; use another checkpoint directory, or build the model as it was");
    }
    return new Read(values, TensorFile.read(checkpoint, OPTIMIZER));
  }

  /**
   * Puts the arrays into the trainer.
   *
   * @param updates the updates that most parameters have had
   * @return the parameters that were frozen, or not any more, by code that this process won't run
   *     again, and so were not as they are now
   */
  Set<String> restore(Read read, SavedAttributes saved, int updates) {
    Set<String> changed = new TreeSet<>();
    optimizer.restore(updates);
    parameters.byName().forEach((name, parameter) -> {
      String own = UPDATES_OF + name;
      optimizer.restore(parameter.getId(), saved.has(own) ? (int) saved.number(own) : updates);
      boolean frozen = saved.has(FROZEN + name);
      if (frozen == parameter.requiresGradient()) {
        parameter.freeze(frozen);
        changed.add(name);
      }
    });
    try (NDManager host = manager.newSubManager(Device.cpu())) {
      for (LiveParameters.Replica replica : parameters.replicas()) {
        restoreValues(replica, read.values());
        restoreSlots(replica, read.slots(), host);
        if (changed.contains(replica.of())) {
          replica.array().setRequiresGradient(replica.parameter().requiresGradient());
        }
      }
    }
    return changed;
  }

  private void restoreValues(LiveParameters.Replica replica, Map<String, Tensor> values) {
    Tensor first = Objects.requireNonNull(values.get(replica.of())); // was checked
    DetachedArray.copyTo(values.getOrDefault(replica.name(), first), replica.array());
    NDArray own = replica.parameter().getArray();
    if (!parameters.devices().contains(own.getDevice())) {
      DetachedArray.copyTo(first, own);
    }
  }

  private void restoreSlots(
      LiveParameters.Replica replica, Map<String, Tensor> slots, NDManager host) {
    for (int slot = 0; slots.containsKey(slotName(replica.of(), slot)); slot++) {
      Tensor value = slots.get(slotName(replica.name(), slot));
      if (value != null) {
        optimizer.restore(
            slot, replica.parameter().getId(), DetachedArray.of(value, host, replica.device()));
      }
    }
  }
}
