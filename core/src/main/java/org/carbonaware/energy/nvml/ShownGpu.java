package org.carbonaware.energy.nvml;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A GPU that the NVIDIA driver shows in its files, for where its library can't be asked.
 *
 * @param model its name, such as {@code NVIDIA A100-SXM4-40GB}; empty if unknown
 * @param uuid such as {@code GPU-…}; empty if unknown
 * @param pciBusId its place on the bus; empty if unknown
 */
public record ShownGpu(String model, String uuid, String pciBusId) {
  private static final String PROC = "proc/driver/nvidia/gpus";
  private static final String NODE = "nvidia";

  /**
   * The boards: those of {@code /proc/driver/nvidia/gpus} that have a device node here, as in
   * containers not all do; else the device nodes, of which no more is known. Reads small files,
   * which a driver in trouble may let wait.
   *
   * @param root what stands for {@code /}
   * @return in the order of the bus; none where there is no driver
   */
  public static List<ShownGpu> all(Path root) {
    Set<String> nodes = names(root.resolve("dev")).stream()
        .filter(name -> name.matches(NODE + "\\d+"))
        .collect(Collectors.toSet());
    List<ShownGpu> shown = new ArrayList<>();
    for (String bus : names(root.resolve(PROC))) {
      Map<String, String> facts = facts(root.resolve(PROC).resolve(bus).resolve("information"));
      String minor = facts.getOrDefault("Device Minor", "");
      if (nodes.isEmpty() || minor.isEmpty() || nodes.contains(NODE + minor)) {
        shown.add(new ShownGpu(known(facts, "Model"), known(facts, "GPU UUID"), bus));
      }
    }
    if (shown.isEmpty()) {
      nodes.stream().sorted().forEach(node -> shown.add(new ShownGpu("", "", "")));
    }
    return List.copyOf(shown);
  }

  /**
   * The boards that CUDA shows to a process.
   *
   * @param root what stands for {@code /}
   * @param environment the process's variables, {@code CUDA_VISIBLE_DEVICES} among them
   * @return in the order in which CUDA counts them, as far as that is known
   */
  public static List<ShownGpu> visible(Path root, Map<String, String> environment) {
    List<ShownGpu> all = all(root);
    CudaEnvironment cuda = new CudaEnvironment(
        environment.get("CUDA_VISIBLE_DEVICES"), environment.get("CUDA_DEVICE_ORDER"));
    return VisibleGpus.of(
            all.stream()
                .map(gpu -> new GpuIdentity(gpu.uuid, gpu.pciBusId, gpu.model, false))
                .toList(),
            cuda,
            instance -> Optional.empty())
        .indices()
        .stream()
        .map(all::get)
        .toList();
  }

  /**
   * What a board of this model draws idle.
   *
   * @return watts; empty if the model is none of those that are known
   */
  public OptionalDouble idleWatts() {
    return KnownGpu.of(model)
        .map(known -> OptionalDouble.of(known.idleWatts()))
        .orElse(OptionalDouble.empty());
  }

  /**
   * What a board of this model draws at full load.
   *
   * @return watts; empty if the model is none of those that are known
   */
  public OptionalDouble fullWatts() {
    return KnownGpu.of(model)
        .map(known -> OptionalDouble.of(known.fullWatts()))
        .orElse(OptionalDouble.empty());
  }

  private static List<String> names(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (IOException | RuntimeException e) {
      return List.of();
    }
  }

  /** The lines of the form {@code Name: value}. */
  private static Map<String, String> facts(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.indexOf(':') > 0)
          .collect(Collectors.toMap(
              line -> line.substring(0, line.indexOf(':')).strip(),
              line -> line.substring(line.indexOf(':') + 1).strip(),
              (first, second) -> first));
    } catch (IOException | RuntimeException e) {
      return Map.of();
    }
  }

  /** Of a board that was not woken yet the driver tells a question mark for each character. */
  private static String known(Map<String, String> facts, String name) {
    String value = facts.getOrDefault(name, "");
    return value.contains("??") || value.equalsIgnoreCase("unknown") ? "" : value;
  }
}
