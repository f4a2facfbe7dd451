package org.carbonaware.energy.nvml;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import java.nio.charset.StandardCharsets;
import java.util.function.ToIntFunction;

/**
 * One GPU as its driver shows it. Only the energy counter costs milliseconds; no call waits for the
 * GPU's work. Belongs to one thread: its buffers are used again and again.
 */
final class NvmlGpu {
  private static final int TEXT_BYTES = 96;

  private static final int AMPERE = 7;

  // nvmlPciInfo_t: 68 bytes, the bus id as text at offset 36.
  private static final int PCI_INFO_BYTES = 68;
  private static final int PCI_BUS_ID_OFFSET = 36;

  // nvmlUtilization_t: the GPU's percentage, then the memory's.
  private static final int UTILISATION_BYTES = 8;

  private final Nvml nvml;
  private final GpuIdentity identity;
  private final NvmlFields fields;
  private final NvmlProcesses processes;
  private final IntByReference number = new IntByReference();
  private final IntByReference otherNumber = new IntByReference();
  private final LongByReference longNumber = new LongByReference();
  private final Memory utilisation = new Memory(UTILISATION_BYTES);
  private final boolean powerIsMean;
  private Pointer handle;

  NvmlGpu(Nvml nvml, Pointer handle) {
    this.nvml = nvml;
    this.handle = handle;
    this.fields = new NvmlFields(this);
    this.processes = new NvmlProcesses(this);
    this.identity = new GpuIdentity(
        text(
            "nvmlDeviceGetUUID",
            (library, text) -> library.nvmlDeviceGetUUID(handle, text, text.length)),
        pciBusId(),
        text(
            "nvmlDeviceGetName",
            (library, text) -> library.nvmlDeviceGetName(handle, text, text.length)),
        partitioned());
    Answer architecture = number(
        "nvmlDeviceGetArchitecture",
        (library, value) -> library.nvmlDeviceGetArchitecture(handle, value));
    this.powerIsMean = architecture.isThere()
        && architecture.value() >= AMPERE
        && !KnownGpu.isOfGa100(identity.name());
  }

  GpuIdentity identity() {
    return identity;
  }

  NvmlProcesses processes() {
    return processes;
  }

  Pointer handle() {
    return handle;
  }

  int call(String function, ToIntFunction<NvmlLibrary> call) {
    return nvml.call(function, call);
  }

  /**
   * Energy since the driver was loaded, in millijoules. From Volta on; moves about ten times a
   * second. Costs the driver milliseconds.
   */
  Answer energyMillijoules() {
    int code = nvml.call(
        "nvmlDeviceGetTotalEnergyConsumption",
        library -> library.nvmlDeviceGetTotalEnergyConsumption(handle, longNumber));
    return code == NvmlCodes.OK
        ? Answer.of(longNumber.getValue())
        : orField(code, NvmlFields.ENERGY);
  }

  /** Power in milliwatts, of the moment or over the last second: see {@link #powerIsMean()}. */
  Answer powerMilliwatts() {
    Answer power = number(
        "nvmlDeviceGetPowerUsage",
        (library, value) -> library.nvmlDeviceGetPowerUsage(handle, value));
    return power.isThere()
        ? power
        : orField(power.code(), NvmlFields.AVERAGE_POWER)
            .or(orField(power.code(), NvmlFields.INSTANT_POWER));
  }

  /**
   * Whether the power is a mean over the last second, which lags a change by up to that: from
   * Ampere on, except GA100.
   */
  boolean powerIsMean() {
    return powerIsMean;
  }

  /** Fields are the newer way to what a function does not know. */
  private Answer orField(int code, int field) {
    Answer none = Answer.without(code);
    return code == NvmlCodes.NOT_SUPPORTED || code == NvmlCodes.FUNCTION_NOT_FOUND
        ? none.or(fields.read(field))
        : none;
  }

  /** Share of the recent time in which a kernel ran, in percent. */
  Answer utilisationPercent() {
    int code = nvml.call(
        "nvmlDeviceGetUtilizationRates",
        library -> library.nvmlDeviceGetUtilizationRates(handle, utilisation));
    return code == NvmlCodes.OK
        ? Answer.of(Math.min(100, Integer.toUnsignedLong(utilisation.getInt(0))))
        : Answer.without(code);
  }

  /** The power limit that is in force, in milliwatts; else the board's default. */
  Answer enforcedLimitMilliwatts() {
    return number(
            "nvmlDeviceGetEnforcedPowerLimit",
            (library, value) -> library.nvmlDeviceGetEnforcedPowerLimit(handle, value))
        .or(defaultLimitMilliwatts());
  }

  /** The power limit that was asked for last, in milliwatts. */
  Answer limitMilliwatts() {
    return number(
            "nvmlDeviceGetPowerManagementLimit",
            (library, value) -> library.nvmlDeviceGetPowerManagementLimit(handle, value))
        .or(enforcedLimitMilliwatts());
  }

  /** The power limit the board comes with, in milliwatts. */
  Answer defaultLimitMilliwatts() {
    return number(
        "nvmlDeviceGetPowerManagementDefaultLimit",
        (library, value) -> library.nvmlDeviceGetPowerManagementDefaultLimit(handle, value));
  }

  /** The least power limit that can be set, in milliwatts. */
  Answer leastLimitMilliwatts() {
    return number(
        "nvmlDeviceGetPowerManagementLimitConstraints",
        (library, value) ->
            library.nvmlDeviceGetPowerManagementLimitConstraints(handle, value, otherNumber));
  }

  /** The highest power limit that can be set, in milliwatts. */
  Answer highestLimitMilliwatts() {
    return number(
        "nvmlDeviceGetPowerManagementLimitConstraints",
        (library, value) ->
            library.nvmlDeviceGetPowerManagementLimitConstraints(handle, otherNumber, value));
  }

  /** Sets the power limit; returns the driver's code. */
  int setLimit(int milliwatts) {
    return nvml.call(
        "nvmlDeviceSetPowerManagementLimit",
        library -> library.nvmlDeviceSetPowerManagementLimit(handle, milliwatts));
  }

  /** Asks for a new handle, which may help after a reset; returns whether there is one. */
  boolean reopen() {
    nvml.handle(identity.uuid()).ifPresent(fresh -> handle = fresh);
    return utilisationPercent().isThere() || powerMilliwatts().isThere();
  }

  private interface NumberCall {
    int fill(NvmlLibrary library, IntByReference value);
  }

  private Answer number(String function, NumberCall call) {
    int code = nvml.call(function, library -> call.fill(library, number));
    return code == NvmlCodes.OK
        ? Answer.of(Integer.toUnsignedLong(number.getValue()))
        : Answer.without(code);
  }

  private interface TextCall {
    int fill(NvmlLibrary library, byte[] text);
  }

  private String text(String function, TextCall call) {
    byte[] text = new byte[TEXT_BYTES];
    if (nvml.call(function, library -> call.fill(library, text)) != NvmlCodes.OK) {
      return "";
    }
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, StandardCharsets.UTF_8);
  }

  private String pciBusId() {
    try (Memory info = new Memory(PCI_INFO_BYTES)) {
      info.clear();
      int code = nvml.call(
          "nvmlDeviceGetPciInfo_v3", library -> library.nvmlDeviceGetPciInfo_v3(handle, info));
      return code == NvmlCodes.OK ? info.getString(PCI_BUS_ID_OFFSET, "US-ASCII") : "";
    }
  }

  private boolean partitioned() {
    Answer mode = number(
        "nvmlDeviceGetMigMode",
        (library, value) -> library.nvmlDeviceGetMigMode(handle, value, otherNumber));
    return mode.isThere() && mode.value() != 0;
  }
}
