package org.carbonaware.energy.nvml;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;

/**
 * The functions of NVIDIA's management library that are called here, by their C names (NVML API
 * reference). Each returns 0 or a code. A function that an older driver lacks throws an
 * {@link UnsatisfiedLinkError} when it is called, and only then; a class of native methods, which
 * saves a microsecond a call, would not load at all.
 */
interface NvmlLibrary extends Library {
  int nvmlInit_v2();

  int nvmlShutdown();

  String nvmlErrorString(int code);

  int nvmlDeviceGetCount_v2(IntByReference count);

  int nvmlDeviceGetHandleByIndex_v2(int index, PointerByReference device);

  int nvmlDeviceGetHandleByUUID(String uuid, PointerByReference device);

  int nvmlDeviceGetDeviceHandleFromMigDeviceHandle(Pointer instance, PointerByReference device);

  int nvmlDeviceGetName(Pointer device, byte[] text, int length);

  int nvmlDeviceGetUUID(Pointer device, byte[] text, int length);

  int nvmlDeviceGetPciInfo_v3(Pointer device, Pointer info);

  int nvmlDeviceGetArchitecture(Pointer device, IntByReference architecture);

  int nvmlDeviceGetMigMode(Pointer device, IntByReference current, IntByReference pending);

  int nvmlDeviceGetTotalEnergyConsumption(Pointer device, LongByReference millijoules);

  int nvmlDeviceGetPowerUsage(Pointer device, IntByReference milliwatts);

  int nvmlDeviceGetFieldValues(Pointer device, int count, Pointer fields);

  int nvmlDeviceGetUtilizationRates(Pointer device, Pointer utilisation);

  int nvmlDeviceGetPowerManagementLimit(Pointer device, IntByReference milliwatts);

  int nvmlDeviceGetEnforcedPowerLimit(Pointer device, IntByReference milliwatts);

  int nvmlDeviceGetPowerManagementDefaultLimit(Pointer device, IntByReference milliwatts);

  int nvmlDeviceGetPowerManagementLimitConstraints(
      Pointer device, IntByReference minMilliwatts, IntByReference maxMilliwatts);

  int nvmlDeviceSetPowerManagementLimit(Pointer device, int milliwatts);

  int nvmlDeviceGetComputeRunningProcesses_v3(
      Pointer device, IntByReference count, @Nullable Pointer processes);

  int nvmlDeviceGetProcessUtilization(
      Pointer device, @Nullable Pointer samples, IntByReference count, long sinceMicros);
}
