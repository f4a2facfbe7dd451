package org.carbonaware.examples.cuda;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether ND4J 1.0.0-M2.1 for CUDA 11.6 can work here. Its library holds machine code for compute
 * capability 3.7 to 8.6 and no PTX (read from the headers of the fat binaries in libnd4jcuda.so),
 * so nothing can be compiled for a newer major version such as Hopper (9.0) or Blackwell.
 */
public final class CudaCheck {
  /** The oldest minor version with machine code, by major version 3, 5, 6, 7, 8. */
  private static final List<CudaDevice> BUILT_FOR = List.of(
      new CudaDevice("Kepler", 3, 7),
      new CudaDevice("Maxwell", 5, 0),
      new CudaDevice("Pascal", 6, 0),
      new CudaDevice("Volta", 7, 0),
      new CudaDevice("Ampere", 8, 0));

  private static final String BACKEND = "org/nd4j/linalg/jcublas/JCublasBackend.class";
  private static final String REMEDY = "; leave out -Pcuda to train on the CPU";

  private CudaCheck() {}

  /**
   * Whether ND4J's CUDA backend is on the class path, as with {@code -Pcuda}.
   *
   * @return true if ND4J would calculate on a GPU
   */
  public static boolean cudaBackendPresent() {
    return CudaCheck.class.getClassLoader().getResource(BACKEND) != null;
  }

  /**
   * What stands against training on a GPU here.
   *
   * @param devices finds the devices; asked once
   * @return one sentence with the remedy; empty if at least one device can be used
   */
  public static Optional<String> problem(CudaDevices devices) {
    List<CudaDevice> found = devices.find();
    if (found.isEmpty()) {
      return noDevice(() -> found);
    }
    if (found.stream().anyMatch(CudaCheck::supported)) {
      return Optional.empty();
    }
    String names = found.stream().map(CudaDevice::toString).collect(Collectors.joining(", "));
    return Optional.of("ND4J for CUDA 11.6 can't run on " + names
        + ": it has machine code for compute capability 3.7 to 8.x only" + REMEDY);
  }

  /**
   * Whether there is a device at all; for frameworks that would fall back to the processor without
   * a word.
   *
   * @param devices finds the devices; asked once
   * @return one sentence with the remedy; empty if there is a device
   */
  public static Optional<String> noDevice(CudaDevices devices) {
    return devices.find().isEmpty()
        ? Optional.of("no CUDA device was found: nvidia-smi names none" + REMEDY)
        : Optional.empty();
  }

  /** Machine code runs on the same major version from its own minor version on. */
  private static boolean supported(CudaDevice device) {
    return BUILT_FOR.stream()
        .anyMatch(built -> built.major() == device.major() && built.minor() <= device.minor());
  }
}
