package org.carbonaware.examples.cuda;

import java.util.List;

/** Looks for NVIDIA GPUs. */
@FunctionalInterface
public interface CudaDevices {
  /**
   * The devices of this computer. May block for seconds.
   *
   * @return the devices; empty if there are none or nobody can say
   */
  List<CudaDevice> find();
}
