package org.carbonaware.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.training.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one of DJL's optimizers remembers: how often it updated each parameter, and its slots (the
 * moments of Adam, the momentum of Sgd), by parameter id and device. The optimizer's own maps are
 * learned as it asks for them; what was restored is handed to it at its first question.
 */
final class OptimizerState {
  /** DJL's own {@code withDefaultState}. */
  @FunctionalInterface
  interface DjlState {
    NDArray get(
        Map<String, Map<Device, NDArray>> slot,
        String parameterId,
        Device device,
        Function<String, NDArray> fresh);
  }

  private record Key(int slot, String parameterId, Device device) {}

  private final List<Map<String, Map<Device, NDArray>>> slots = new ArrayList<>();
  private final Map<Key, NDArray> restored = new ConcurrentHashMap<>();
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();
  private final int begin;
  private final @Nullable Optimizer twin;
  private final Map<String, Integer> leftInStep = new HashMap<>();
  private volatile long calls; // read by the control thread too
  private int updates;
  private Map<String, Parameter> parameters = Map.of();
  private int devices = 1;

  /**
   * Begins.
   *
   * @param begin the updates the user says were done before ({@code optBeginNumUpdate})
   * @param twin an optimizer of the same settings, for {@link OptimizerTrial}
   */
  OptimizerState(int begin, @Nullable Optimizer twin) {
    this.begin = begin;
    this.twin = twin;
  }

  @Nullable
  Optimizer twin() {
    return twin;
  }

  /**
   * Refuses a second trainer.
   *
   * @throws IllegalArgumentException if one is served: DJL would go on counting that one's updates
   */
  void refuseSecondTrainer() {
    if (!parameters.isEmpty()) {
      throw new IllegalArgumentException(
          "this optimizer has served another trainer: make a new one, and a new configuration, for each trainer");
    }
  }

  /** Says what is trained from now on, each on so many devices. */
  synchronized void serve(Collection<Parameter> trained, int devicesOfTheTrainer) {
    parameters =
        trained.stream().collect(Collectors.toUnmodifiableMap(Parameter::getId, each -> each));
    devices = devicesOfTheTrainer;
  }

  /** How often a parameter was updated in this process; t stands still while some catch up. */
  long calls() {
    return calls;
  }

  /** The t of the newest update, as DJL counts it: with several devices once for each. */
  int updates() {
    return updates;
  }

  /** How often a parameter was updated; {@code optBeginNumUpdate} if it was not. */
  int updates(String parameterId) {
    return counts.getOrDefault(parameterId, begin);
  }

  void restore(int updatesDone) {
    updates = updatesDone;
  }

  void restore(String parameterId, int updatesDone) {
    counts.put(parameterId, updatesDone);
  }

  void restore(int slot, String parameterId, NDArray value) {
    value.detach(); // as DJL's own
    restored.put(new Key(slot, parameterId, value.getDevice()), value);
  }

  /** The value of a slot; empty if the parameter was never updated, or there is no such slot. */
  Optional<NDArray> slot(int slot, String parameterId, Device device) {
    NDArray waiting = restored.get(new Key(slot, parameterId, device));
    if (waiting != null || slot >= slots.size()) {
      return Optional.ofNullable(waiting);
    }
    return Optional.ofNullable(
        slots.get(slot).getOrDefault(parameterId, Map.of()).get(device));
  }

  /** The number of slots, as far as it is known: the optimizer shows them by using them. */
  int slots() {
    int waiting =
        restored.keySet().stream().mapToInt(key -> key.slot() + 1).max().orElse(0);
    return Math.max(slots.size(), waiting);
  }

  /**
   * As Optimizer.updateCount of DJL 0.35.1, which counts each parameter once for each device and
   * answers with the highest count so far. Where counts differ (several devices, or parameters that
   * were frozen for a while) its answer depends on which parameter comes first in a map whose order
   * is another in every process; here a step counts all parameters that are trained at its first
   * question, and each gets what DJL answers to the last of them.
   */
  synchronized int updateCount(String parameterId) {
    calls++;
    if (!parameters.containsKey(parameterId)) {
      count(parameterId, 1);
    } else if (leftInStep.merge(parameterId, -1, Integer::sum) < 0) {
      beginStep();
      leftInStep.merge(parameterId, -1, Integer::sum);
    }
    return updates;
  }

  private void beginStep() {
    leftInStep.clear();
    parameters.forEach((id, parameter) -> {
      if (parameter.requiresGradient()) {
        count(id, devices);
        leftInStep.put(id, devices);
      }
    });
  }

  private void count(String parameterId, int times) {
    int count = counts.merge(parameterId, begin + times, (old, first) -> old + times);
    updates = Math.max(updates, count);
  }

  NDArray slot(
      Map<String, Map<Device, NDArray>> slot,
      String parameterId,
      Device device,
      Function<String, NDArray> fresh,
      DjlState djl) {
    int index = indexOf(slot);
    if (!restored.isEmpty()) {
      NDArray value = restored.remove(new Key(index, parameterId, device));
      if (value != null) {
        slot.computeIfAbsent(parameterId, id -> new ConcurrentHashMap<>()).put(device, value);
      }
    }
    return djl.get(slot, parameterId, device, fresh);
  }

  private synchronized int indexOf(Map<String, Map<Device, NDArray>> slot) {
    for (int i = 0; i < slots.size(); i++) {
      if (slots.get(i) == slot) {
        return i;
      }
    }
    slots.add(slot);
    return slots.size() - 1;
  }
}
