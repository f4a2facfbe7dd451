package org.carbonaware.energy.nvml;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Which GPUs a process uses, by CUDA's rules for {@code CUDA_VISIBLE_DEVICES} (CUDA programming
 * guide, environment variables; checked against CUDA 13.0): numbers, or beginnings of UUIDs that
 * fit one GPU only; the first entry that names no GPU, or names it in the other way than the first
 * one does, ends the list; a GPU named twice makes it empty, as CUDA does. Numbers are counted in
 * PCI bus order, which is CUDA's own order wherever all GPUs are alike or
 * {@code CUDA_DEVICE_ORDER=PCI_BUS_ID} is set. NVML itself does not look at the variables.
 *
 * @param indices the GPUs the process sees, in the order it sees them, as indices of the list of
 *     all
 * @param note what is not certain about that; empty if all is
 */
record VisibleGpus(List<Integer> indices, String note) {
  private static final String INSTANCE = "MIG-";
  private static final String GPU = "GPU-";

  /** CUDA reads the number a text begins with, as C does, and no further. */
  private static final Pattern NUMBER = Pattern.compile("([+-]?[0-9]+).*", Pattern.DOTALL);

  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  /**
   * Chooses.
   *
   * @param all the GPUs of the computer
   * @param environment what CUDA is told
   * @param boardOf the UUID of the GPU that an instance ({@code MIG-…}) is a part of
   */
  static VisibleGpus of(
      List<GpuIdentity> all,
      CudaEnvironment environment,
      Function<String, Optional<String>> boardOf) {
    List<Integer> ordered = IntStream.range(0, all.size())
        .boxed()
        .sorted(Comparator.comparing(index -> all.get(index).pciBusId()))
        .toList();
    String variable = environment.visibleDevices();
    if (variable == null) {
      return new VisibleGpus(ordered, "");
    }
    List<Integer> visible = new ArrayList<>();
    Set<Integer> wholly = new HashSet<>();
    boolean byUuid = isUuid(variable.strip());
    for (String untrimmed : variable.split(",", -1)) {
      String entry = untrimmed.strip();
      Optional<Integer> gpu = find(all, ordered, entry, boardOf);
      if (gpu.isEmpty() || isUuid(entry) != byUuid) {
        break;
      }
      boolean instance = entry.startsWith(INSTANCE); // two of them may be parts of one GPU
      if (!instance && !wholly.add(gpu.get())) {
        return new VisibleGpus(List.of(), "a GPU named twice makes CUDA show none");
      }
      if (!visible.contains(gpu.get())) {
        visible.add(gpu.get());
      }
    }
    boolean numbers = !byUuid && !visible.isEmpty();
    return new VisibleGpus(List.copyOf(visible), numbers ? note(all, environment, variable) : "");
  }

  private static boolean isUuid(String entry) {
    return entry.startsWith(GPU) || entry.startsWith(INSTANCE);
  }

  private static String note(List<GpuIdentity> all, CudaEnvironment environment, String variable) {
    boolean different = all.stream().map(GpuIdentity::name).distinct().count() > 1;
    return different && !environment.isBusOrder()
        ? "which GPU is CUDA_VISIBLE_DEVICES=" + variable + " is not certain, for CUDA puts the"
            + " fastest first: set CUDA_DEVICE_ORDER=PCI_BUS_ID or name it by UUID"
        : "";
  }

  private static Optional<Integer> find(
      List<GpuIdentity> all,
      List<Integer> ordered,
      String entry,
      Function<String, Optional<String>> boardOf) {
    if (entry.startsWith(INSTANCE)) {
      return findBoard(all, entry, boardOf);
    }
    if (entry.startsWith(GPU)) {
      return entry.equals(GPU)
          ? Optional.empty()
          : theOnly(matching(all, gpu -> gpu.uuid().startsWith(entry)));
    }
    Matcher matcher = NUMBER.matcher(entry);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int number = new BigInteger(matcher.group(1)).min(MOST).intValue(); // its lowest bits, as in C
    return number >= 0 && number < ordered.size()
        ? Optional.of(ordered.get(number))
        : Optional.empty();
  }

  /** Asks the driver; else the id may tell, or there is only one GPU it can be of. */
  private static Optional<Integer> findBoard(
      List<GpuIdentity> all, String entry, Function<String, Optional<String>> boardOf) {
    Optional<String> uuid = boardOf.apply(entry);
    if (uuid.isEmpty() && entry.startsWith(INSTANCE + GPU)) { // MIG-GPU-…/1/0 of older drivers
      uuid = Optional.of(entry.substring(INSTANCE.length()).split("/", -1)[0]);
    }
    Optional<String> board = uuid;
    return board.isPresent()
        ? theOnly(matching(all, gpu -> gpu.uuid().equals(board.get())))
        : theOnly(matching(all, GpuIdentity::partitioned));
  }

  private static List<Integer> matching(List<GpuIdentity> all, Predicate<GpuIdentity> wanted) {
    return IntStream.range(0, all.size())
        .filter(index -> wanted.test(all.get(index)))
        .boxed()
        .toList();
  }

  private static Optional<Integer> theOnly(List<Integer> found) {
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }
}
