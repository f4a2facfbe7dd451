package org.carbonaware.benchmarks.hardware;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Asks the driver's tool {@code nvidia-smi}; without it there is no driver and so no GPU. */
public final class NvidiaSmi {
  private static final List<String> COMMAND = List.of(
      "nvidia-smi",
      "--query-gpu=name,driver_version,compute_cap,clocks.sm,clocks.mem,temperature.gpu,power.limit",
      "--format=csv,noheader");
  private static final int FIELDS = 7;

  private NvidiaSmi() {}

  /**
   * The GPUs now. Blocks for some tenths of a second.
   *
   * @return one for each; empty if there are none or nobody can say
   */
  public static List<Gpu> gpus() {
    return Tool.lines(COMMAND).stream()
        .map(NvidiaSmi::gpu)
        .flatMap(Optional::stream)
        .toList();
  }

  /** A line of the tool's answer; one of another form, such as an error, is none. */
  static Optional<Gpu> gpu(String line) {
    String[] fields = Arrays.stream(line.split(",", -1)).map(String::strip).toArray(String[]::new);
    return fields.length == FIELDS
        ? Optional.of(
            new Gpu(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], fields[6]))
        : Optional.empty();
  }
}
