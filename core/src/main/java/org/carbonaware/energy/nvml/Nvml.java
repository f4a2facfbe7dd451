package org.carbonaware.energy.nvml;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import org.carbonaware.energy.MeterUnavailableException;

/**
 * The management library, loaded and initialised once. The library counts how often it is
 * initialised: others in this process go on when this one is closed. Closing twice is harmless.
 */
final class Nvml implements AutoCloseable {
  private final NvmlLibrary library;
  private final Set<String> missing = new HashSet<>();
  private boolean closed;

  private Nvml(NvmlLibrary library) {
    this.library = library;
  }

  /**
   * The GPUs of the computer.
   *
   * @param gpus those that can be opened, by NVML's index
   * @param leftOut the rest in words, such as {@code GPU 1, 2 (no permission)}; empty if there are
   *     none
   */
  record Gpus(List<NvmlGpu> gpus, String leftOut) {}

  /**
   * Loads and initialises the library.
   *
   * @param names what to try, in order: a path, a file name or a library name
   * @throws MeterUnavailableException if there is no library or no driver behind it
   */
  static Nvml open(List<String> names) {
    Nvml nvml = new Nvml(load(names));
    int code = nvml.call("nvmlInit_v2", NvmlLibrary::nvmlInit_v2);
    if (code != NvmlCodes.OK) {
      throw new MeterUnavailableException("NVIDIA's management library does not start: "
          + nvml.words(code) + " (code " + code + "); " + NvmlCodes.advice(code));
    }
    return nvml;
  }

  private static NvmlLibrary load(List<String> names) {
    String reasons = "";
    for (String name : names) {
      try {
        return Native.load(name, NvmlLibrary.class);
      } catch (UnsatisfiedLinkError notThis) { // the next may be; the message names them all
        if (Files.isRegularFile(Path.of(name))) {
          reasons = String.valueOf(notThis.getMessage())
              .lines()
              .skip(1) // which is the library's name again
              .findFirst()
              .map(reason -> "; " + reason)
              .orElse("");
        }
      }
    }
    throw new MeterUnavailableException(
        "no NVIDIA driver: found none of the libraries " + String.join(", ", names) + reasons);
  }

  private String words(int code) {
    String known = NvmlCodes.words(code);
    return known.equals("error " + code) ? library.nvmlErrorString(code) : known;
  }

  /** Calls a function; one that this driver lacks answers {@code FUNCTION_NOT_FOUND}. */
  int call(String function, ToIntFunction<NvmlLibrary> call) {
    if (missing.contains(function)) { // looking for it each time would cost more than the call
      return NvmlCodes.FUNCTION_NOT_FOUND;
    }
    try {
      return call.applyAsInt(library);
    } catch (UnsatisfiedLinkError olderDriver) {
      missing.add(function);
      return NvmlCodes.FUNCTION_NOT_FOUND;
    }
  }

  /**
   * The GPUs. Those that this user may not open, and those that are lost, are left out.
   *
   * @throws MeterUnavailableException if they can't even be counted
   */
  Gpus gpus() {
    IntByReference count = new IntByReference();
    int counted = call("nvmlDeviceGetCount_v2", nvml -> nvml.nvmlDeviceGetCount_v2(count));
    if (counted != NvmlCodes.OK) {
      throw new MeterUnavailableException("NVIDIA's management library can't count the GPUs: "
          + words(counted) + " (code " + counted + ")");
    }
    List<NvmlGpu> gpus = new ArrayList<>();
    TreeMap<Integer, List<String>> leftOut = new TreeMap<>();
    for (int i = 0; i < count.getValue(); i++) {
      int index = i;
      PointerByReference handle = new PointerByReference();
      int code = call(
          "nvmlDeviceGetHandleByIndex_v2",
          nvml -> nvml.nvmlDeviceGetHandleByIndex_v2(index, handle));
      NvmlGpu gpu = code == NvmlCodes.OK ? new NvmlGpu(this, handle.getValue()) : null;
      if (gpu != null && !gpu.identity().uuid().isEmpty()) {
        gpus.add(gpu);
      } else {
        int reason = code == NvmlCodes.OK ? NvmlCodes.GPU_IS_LOST : code;
        leftOut.computeIfAbsent(reason, key -> new ArrayList<>()).add(String.valueOf(index));
      }
    }
    List<String> reasons = new ArrayList<>();
    leftOut.forEach((code, indices) ->
        reasons.add("GPU " + String.join(", ", indices) + " (" + words(code) + ")"));
    return new Gpus(List.copyOf(gpus), String.join(" and ", reasons));
  }

  /** A handle by UUID, of a GPU or of an instance; empty if there is none. */
  Optional<Pointer> handle(String uuid) {
    PointerByReference handle = new PointerByReference();
    IntSupplier ask = () ->
        call("nvmlDeviceGetHandleByUUID", nvml -> nvml.nvmlDeviceGetHandleByUUID(uuid, handle));
    int code = ask.getAsInt();
    if (code == NvmlCodes.UNINITIALIZED && !closed) { // the driver was unloaded and is back
      code = call("nvmlInit_v2", NvmlLibrary::nvmlInit_v2) == NvmlCodes.OK ? ask.getAsInt() : code;
    }
    return code == NvmlCodes.OK ? Optional.of(handle.getValue()) : Optional.empty();
  }

  /** The UUID of the GPU that an instance, {@code MIG-…}, is a part of; empty if unknown. */
  Optional<String> boardOf(String instance) {
    PointerByReference board = new PointerByReference();
    return handle(instance)
        .filter(part -> call(
                "nvmlDeviceGetDeviceHandleFromMigDeviceHandle",
                nvml -> nvml.nvmlDeviceGetDeviceHandleFromMigDeviceHandle(part, board))
            == NvmlCodes.OK)
        .map(part -> new NvmlGpu(this, board.getValue()).identity().uuid());
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      call("nvmlShutdown", NvmlLibrary::nvmlShutdown);
    }
  }
}
