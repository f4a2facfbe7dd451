package org.carbonaware.examples.cuda;

/**
 * An NVIDIA GPU.
 *
 * @param name its name, such as {@code NVIDIA A100-SXM4-40GB}
 * @param major compute capability before the dot
 * @param minor compute capability after the dot
 */
public record CudaDevice(String name, int major, int minor) {
  @Override
  public String toString() {
    return name + " (compute capability " + major + "." + minor + ")";
  }
}
