package org.carbonaware.energy.nvml;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.carbonaware.energy.MeterUnavailableException;

/**
 * The management library, loaded and initialised once. NVML is safe for several threads; closing it
 * twice is harmless.
 */
final class Nvml implements AutoCloseable {
  private static final int OK = 0;
  private static final int NO_PERMISSION = 4;
  private static final int TEXT_BYTES = 96;

  // nvmlPciInfo_t: 68 bytes, the bus id as text at offset 36.
  private static final int PCI_INFO_BYTES = 68;
  private static final int PCI_BUS_ID_OFFSET = 36;

  private final NvmlLibrary library;
  private boolean closed;

  private Nvml(NvmlLibrary library) {
    this.library = library;
  }

  /**
   * Loads and initialises the library.
   *
   * @param names what to try, in order: a path, a file name or a library name
   * @throws MeterUnavailableException if there is no library or no driver behind it
   */
  static Nvml open(List<String> names) {
    Nvml nvml = new Nvml(load(names));
    int code = nvml.library.nvmlInit_v2();
    if (code != OK) {
      throw new MeterUnavailableException("NVIDIA's management library does not start: "
          + nvml.library.nvmlErrorString(code) + " (code " + code
          + "); check that the driver is loaded and is of the library's version (nvidia-smi)");
    }
    return nvml;
  }

  private static NvmlLibrary load(List<String> names) {
    for (String name : names) {
      try {
        return Native.load(name, NvmlLibrary.class);
      } catch (UnsatisfiedLinkError notThere) {
        // The next name may be; the exception below names them all.
      }
    }
    throw new MeterUnavailableException(
        "no NVIDIA driver: found none of the libraries " + String.join(", ", names));
  }

  /** The GPUs that may be used, by NVML's index. One that is denied to this user is left out. */
  List<Gpu> gpus() {
    IntByReference count = new IntByReference();
    require("count the GPUs", library.nvmlDeviceGetCount_v2(count));
    List<Gpu> gpus = new ArrayList<>();
    for (int index = 0; index < count.getValue(); index++) {
      PointerByReference handle = new PointerByReference();
      int code = library.nvmlDeviceGetHandleByIndex_v2(index, handle);
      if (code != NO_PERMISSION) {
        require("open GPU " + index, code);
        gpus.add(new Device(handle.getValue()));
      }
    }
    return List.copyOf(gpus);
  }

  private void require(String what, int code) {
    if (code != OK) {
      throw new MeterUnavailableException("NVIDIA's management library can't " + what + ": "
          + library.nvmlErrorString(code) + " (code " + code + ")");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      library.nvmlShutdown();
    }
  }

  private final class Device implements Gpu {
    private final Pointer handle;
    private final Identity identity;

    Device(Pointer handle) {
      this.handle = handle;
      this.identity = new Identity(
          text((buffer, size) -> library.nvmlDeviceGetUUID(handle, buffer, size)),
          pciBusId(),
          text((buffer, size) -> library.nvmlDeviceGetName(handle, buffer, size)),
          partitioned());
    }

    @Override
    public Identity identity() {
      return identity;
    }

    @Override
    public OptionalLong energyMillijoules() {
      LongByReference millijoules = new LongByReference();
      try {
        int code = library.nvmlDeviceGetTotalEnergyConsumption(handle, millijoules);
        return code == OK ? OptionalLong.of(millijoules.getValue()) : OptionalLong.empty();
      } catch (UnsatisfiedLinkError olderDriver) {
        return OptionalLong.empty();
      }
    }

    @Override
    public OptionalLong powerMilliwatts() {
      IntByReference milliwatts = new IntByReference();
      int code = library.nvmlDeviceGetPowerUsage(handle, milliwatts);
      return code == OK
          ? OptionalLong.of(Integer.toUnsignedLong(milliwatts.getValue()))
          : OptionalLong.empty();
    }

    private String pciBusId() {
      try (Memory info = new Memory(PCI_INFO_BYTES)) {
        info.clear();
        int code = library.nvmlDeviceGetPciInfo_v3(handle, info);
        return code == OK ? info.getString(PCI_BUS_ID_OFFSET, "US-ASCII") : "";
      }
    }

    private boolean partitioned() {
      IntByReference current = new IntByReference();
      try {
        int code = library.nvmlDeviceGetMigMode(handle, current, new IntByReference());
        return code == OK && current.getValue() != 0;
      } catch (UnsatisfiedLinkError olderDriver) {
        return false;
      }
    }
  }

  private interface TextCall {
    int fill(byte[] buffer, int size);
  }

  private static String text(TextCall call) {
    byte[] buffer = new byte[TEXT_BYTES];
    if (call.fill(buffer, buffer.length) != OK) {
      return "";
    }
    int end = 0;
    while (end < buffer.length && buffer[end] != 0) {
      end++;
    }
    return new String(buffer, 0, end, StandardCharsets.UTF_8);
  }
}
