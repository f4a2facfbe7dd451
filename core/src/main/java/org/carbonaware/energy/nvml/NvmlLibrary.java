package org.carbonaware.energy.nvml;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * The functions of NVIDIA's management library that are called here, by their C names (NVML API
 * reference). Each returns 0 or an error code. A function that an older driver lacks throws an
 * {@link UnsatisfiedLinkError} when it is called, and only then.
 */
interface NvmlLibrary extends Library {
  int nvmlInit_v2();

  int nvmlShutdown();

  String nvmlErrorString(int code);

  int nvmlDeviceGetCount_v2(IntByReference count);

  int nvmlDeviceGetHandleByIndex_v2(int index, PointerByReference device);

  int nvmlDeviceGetName(Pointer device, byte[] text, int length);

  int nvmlDeviceGetUUID(Pointer device, byte[] text, int length);

  int nvmlDeviceGetPciInfo_v3(Pointer device, Pointer info);

  int nvmlDeviceGetMigMode(Pointer device, IntByReference current, IntByReference pending);

  int nvmlDeviceGetTotalEnergyConsumption(Pointer device, LongByReference millijoules);

  int nvmlDeviceGetPowerUsage(Pointer device, IntByReference milliwatts);
}
