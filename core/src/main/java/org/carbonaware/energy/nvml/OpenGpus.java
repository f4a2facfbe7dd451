package org.carbonaware.energy.nvml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.carbonaware.energy.MeterUnavailableException;

/**
 * The management library with the GPUs this process may use.
 *
 * @param nvml the library, closed with this
 * @param gpus in the order of {@code CUDA_VISIBLE_DEVICES}, at least one
 * @param notes what is to be known of the choice, such as a GPU that could not be opened
 */
record OpenGpus(Nvml nvml, List<NvmlGpu> gpus, List<String> notes) implements AutoCloseable {
  /** The system property that names the library where it is not in a usual place. */
  static final String LIBRARY_PROPERTY = "carbon.nvml.library";

  private static final String LIBRARY_VARIABLE = "CARBON_NVML_LIBRARY";

  /** Linux, also where containers have nothing but the first; Windows; its Linux subsystem. */
  private static final List<String> USUAL =
      List.of("libnvidia-ml.so.1", "nvidia-ml", "nvml", "/usr/lib/wsl/lib/libnvidia-ml.so.1");

  /** The places where the library is looked for, in order. */
  static List<String> libraries() {
    List<String> names = new ArrayList<>();
    Optional.ofNullable(System.getProperty(LIBRARY_PROPERTY)).ifPresent(names::add);
    Optional.ofNullable(System.getenv(LIBRARY_VARIABLE)).ifPresent(names::add);
    names.addAll(USUAL);
    return List.copyOf(names);
  }

  /**
   * Opens them.
   *
   * @throws MeterUnavailableException if there is no driver or no GPU for this process
   */
  static OpenGpus open(List<String> libraries, CudaEnvironment environment) {
    Nvml nvml = Nvml.open(libraries);
    try {
      Nvml.Gpus all = nvml.gpus();
      VisibleGpus visible = VisibleGpus.of(
          all.gpus().stream().map(NvmlGpu::identity).toList(), environment, nvml::boardOf);
      List<String> notes = new ArrayList<>();
      if (!visible.note().isEmpty()) {
        notes.add(visible.note());
      }
      if (!all.leftOut().isEmpty()) {
        notes.add("left out: " + all.leftOut());
      }
      if (visible.indices().isEmpty()) {
        String variable = environment.visibleDevices();
        throw new MeterUnavailableException("no NVIDIA GPU for this process"
            + (variable == null ? "" : ": CUDA_VISIBLE_DEVICES is \"" + variable + "\"")
            + (notes.isEmpty() ? "" : "; " + String.join("; ", notes)));
      }
      return new OpenGpus(
          nvml, visible.indices().stream().map(all.gpus()::get).toList(), List.copyOf(notes));
    } catch (RuntimeException e) {
      nvml.close();
      throw e;
    }
  }

  @Override
  public void close() {
    nvml.close();
  }
}
