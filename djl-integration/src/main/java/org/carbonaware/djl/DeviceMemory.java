package org.carbonaware.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;

/** Gives back what an engine has reserved on its devices and does not use. */
final class DeviceMemory {
  private static final String PYTORCH = "PyTorch";

  private DeviceMemory() {}

  /** Releases; says what, in words. */
  static String release(Engine engine, List<Device> devices) {
    if (devices.stream().noneMatch(Device::isGpu)) {
      return "nothing to release on the CPU";
    }
    if (!engine.getEngineName().equals(PYTORCH)) {
      return "nothing released: " + engine.getEngineName() + " has no call for it";
    }
    PyTorch.emptyCache();
    return "emptied PyTorch's CUDA cache; parameters and optimizer state stay on the device";
  }

  /** Loaded only where the engine is there. */
  private static final class PyTorch {
    private PyTorch() {}

    static void emptyCache() {
      JniUtils.emptyCudaCache();
    }
  }
}
