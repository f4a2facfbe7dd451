package org.carbonaware.energy.nvml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which GPUs a process uses, by CUDA's rules for {@code CUDA_VISIBLE_DEVICES} (CUDA C++ Programming
 * Guide, environment variables): indices or beginnings of UUIDs; the first entry that names no GPU
 * ends the list. Indices are counted in PCI bus order, which is CUDA's own order wherever all GPUs
 * are alike or {@code CUDA_DEVICE_ORDER=PCI_BUS_ID} is set. NVML itself does not look at the
 * variable.
 */
final class VisibleGpus {
  private static final String MIG = "MIG-";

  private VisibleGpus() {}

  /**
   * Chooses.
   *
   * @param all the GPUs of the machine
   * @param variable the variable's value, null if it is not set
   * @return the GPUs the process sees, in the order it sees them
   */
  static List<Gpu> of(List<Gpu> all, @Nullable String variable) {
    List<Gpu> ordered = new ArrayList<>(all);
    ordered.sort(Comparator.comparing(gpu -> gpu.identity().pciBusId()));
    if (variable == null) {
      return List.copyOf(ordered);
    }
    List<Gpu> visible = new ArrayList<>();
    for (String entry : variable.split(",", -1)) {
      Optional<Gpu> gpu = find(ordered, entry.strip());
      if (gpu.isEmpty()) {
        break;
      }
      if (!visible.contains(gpu.get())) {
        visible.add(gpu.get());
      }
    }
    return List.copyOf(visible);
  }

  private static Optional<Gpu> find(List<Gpu> ordered, String entry) {
    if (entry.startsWith(MIG)) {
      // An instance's own id does not tell its board; with one partitioned board there is no doubt.
      List<Gpu> partitioned =
          ordered.stream().filter(gpu -> gpu.identity().partitioned()).toList();
      return partitioned.size() == 1 ? Optional.of(partitioned.get(0)) : Optional.empty();
    }
    if (!entry.isEmpty() && entry.chars().allMatch(c -> c >= '0' && c <= '9')) {
      int index = entry.length() > 4 ? Integer.MAX_VALUE : Integer.parseInt(entry);
      return index < ordered.size() ? Optional.of(ordered.get(index)) : Optional.empty();
    }
    return entry.isEmpty()
        ? Optional.empty()
        : ordered.stream()
            .filter(gpu -> gpu.identity().uuid().startsWith(entry))
            .findFirst();
  }
}
