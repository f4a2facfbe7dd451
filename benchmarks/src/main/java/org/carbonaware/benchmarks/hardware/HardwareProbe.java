package org.carbonaware.benchmarks.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.carbonaware.energy.MeterCheck;
import org.carbonaware.energy.MeterOptions;
import org.carbonaware.energy.Meters;

/** Looks at this computer before anything is measured on it, so that nothing fails in a set-up. */
public final class HardwareProbe {
  private static final String ND4J_CUDA = "org/nd4j/linalg/jcublas/JCublasBackend.class";
  private static final String ND4J = "ND4J CUDA backend";

  /** The newest major version of compute capability that ND4J 1.0.0-M2.1 has machine code for. */
  private static final int ND4J_NEWEST = 8;

  private HardwareProbe() {}

  /**
   * What there is. Opens the meters and closes them; may take seconds where a driver wakes up.
   * Never fails.
   *
   * @return ND4J's CUDA backend, the CUDA driver, NVML, RAPL
   */
  public static List<Capability> look() {
    List<Gpu> gpus = NvidiaSmi.gpus();
    List<Capability> found = new ArrayList<>();
    found.add(driver(gpus));
    found.add(nd4j(nd4jIsCuda(), gpus));
    found.addAll(meters(Meters.explain(MeterOptions.ofDefaults())));
    return List.copyOf(found);
  }

  /**
   * Whether ND4J can train on a GPU here; nothing is loaded to find out.
   *
   * @return what there is, or why not
   */
  public static Capability nd4jCuda() {
    return nd4j(nd4jIsCuda(), NvidiaSmi.gpus());
  }

  /**
   * Whether the ND4J backend on the class path is the one for CUDA, which trains on nothing else.
   *
   * @return false if it is the CPU's
   */
  public static boolean nd4jIsCuda() {
    return HardwareProbe.class.getClassLoader().getResource(ND4J_CUDA) != null;
  }

  static Capability driver(List<Gpu> gpus) {
    return gpus.isEmpty()
        ? new Capability("CUDA driver", false, "nvidia-smi names no GPU")
        : new Capability(
            "CUDA driver", true, joined(gpus, gpu -> gpu.name() + ", driver " + gpu.driver()));
  }

  static Capability nd4j(boolean backend, List<Gpu> gpus) {
    if (!backend) {
      return new Capability(
          ND4J, false, "nd4j-cuda is not on the class path; build with -Pcuda where it is wanted");
    }
    if (gpus.isEmpty()) {
      return new Capability(ND4J, false, "it is on the class path, but there is no GPU");
    }
    return gpus.stream().anyMatch(HardwareProbe::known)
        ? new Capability(ND4J, true, joined(gpus, Gpu::name))
        : new Capability(
            ND4J,
            false,
            String.format(
                Locale.ROOT,
                "it has machine code for compute capability 3.7 to %d.x only, this is %s",
                ND4J_NEWEST,
                joined(gpus, gpu -> gpu.name() + " of " + gpu.computeCapability())));
  }

  private static boolean known(Gpu gpu) {
    String major = gpu.computeCapability().split("\\.", -1)[0];
    return major.matches("[0-9]") && Integer.parseInt(major) <= ND4J_NEWEST;
  }

  static List<Capability> meters(List<MeterCheck> checks) {
    return checks.stream()
        .filter(check -> check.name().equals("NVML") || check.name().equals("RAPL"))
        .map(check -> new Capability(check.name(), check.available(), check.text()))
        .toList();
  }

  private static String joined(List<Gpu> gpus, Function<Gpu, String> words) {
    return gpus.stream().map(words).collect(Collectors.joining("; "));
  }
}
