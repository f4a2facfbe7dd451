package org.carbonaware.energy.nvml;

import java.util.List;
import java.util.Optional;

/**
 * What GPUs draw idle and at full load, for those whose power can't be read (Cloud Carbon
 * Footprint, methodology, appendix III).
 *
 * @param model the word in the device's name
 * @param idleWatts at no load
 * @param fullWatts at full load
 */
record KnownGpu(String model, double idleWatts, double fullWatts) {
  /** Idle as a share of full power: that of most of the known ones. */
  static final double IDLE_SHARE = 0.115;

  /** What is assumed of a GPU of which nothing is known: as much as the known ones of its kind. */
  static final double ASSUMED_FULL_WATTS = 306;

  private static final List<KnownGpu> ALL = List.of(
      new KnownGpu("T4", 8, 71),
      new KnownGpu("V100", 35, 306),
      new KnownGpu("A100", 46, 407),
      new KnownGpu("A10G", 18, 153),
      new KnownGpu("P4", 9, 76.5),
      new KnownGpu("P100", 36, 306),
      new KnownGpu("K80", 35, 306),
      new KnownGpu("M60", 35, 306));

  private static final List<String> GA100 = List.of("A100", "A100X", "A800", "A30", "A30X");

  /** Whether a device has the one Ampere chip whose power is not averaged. */
  static boolean isOfGa100(String name) {
    return words(name).stream().anyMatch(GA100::contains);
  }

  /** The known GPU of a device's name, such as {@code Tesla V100-SXM2-16GB}. */
  static Optional<KnownGpu> of(String name) {
    List<String> words = words(name);
    return ALL.stream().filter(gpu -> words.contains(gpu.model)).findFirst();
  }

  private static List<String> words(String name) {
    return List.of(name.split("[^A-Za-z0-9]+"));
  }
}
