package org.carbonaware.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
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
  private int updates;
  private boolean serving;
  private int devices = 1;
  private @Nullable Trial trial;

  /**
   * Begins.
   *
   * @param begin the updates the user says were done before ({@code optBeginNumUpdate})
   */
  OptimizerState(int begin) {
    this.begin = begin;
  }

  /**
   * Says that a trainer on so many devices is served from now on.
   *
   * @throws IllegalArgumentException if one was before: DJL would go on counting that one's updates
   */
  synchronized void serve(int devicesOfTheTrainer) {
    if (serving) {
      throw new IllegalArgumentException(
          "this optimizer has served another trainer: make a new one, and a new configuration, for each trainer");
    }
    serving = true;
    devices = devicesOfTheTrainer;
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
   * As Optimizer.updateCount of DJL 0.35.1: one more for each device. With several devices DJL
   * gives the first of them a smaller t for one parameter, whichever comes first in a map whose
   * order is another in every process; here all get the t that DJL gives to the others.
   */
  synchronized int updateCount(String parameterId) {
    Trial running = trial;
    if (running != null) {
      return running.update();
    }
    int count = counts.merge(parameterId, begin + 1, (old, first) -> old + 1);
    int step = (count - begin + devices - 1) / devices;
    updates = Math.max(updates, begin + step * devices);
    return updates;
  }

  NDArray slot(
      Map<String, Map<Device, NDArray>> slot,
      String parameterId,
      Device device,
      Function<String, NDArray> fresh,
      DjlState djl) {
    Trial running = trial;
    if (running != null) {
      return running.slot();
    }
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

  /** While it lasts, updates leave this state as it is. */
  void begin(Trial running) {
    trial = running;
  }

  void endTrial() {
    trial = null;
  }

  /** An update of values that belong to nobody. */
  interface Trial {
    /** The t to calculate with. */
    int update();

    /** The value of the next slot asked for. */
    NDArray slot();
  }
}
