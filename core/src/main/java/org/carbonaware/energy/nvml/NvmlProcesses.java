package org.carbonaware.energy.nvml;

import com.sun.jna.Memory;
import com.sun.jna.ptr.IntByReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which processes use a GPU, and how much. */
final class NvmlProcesses {
  /** The memory of a process where the driver does not tell. */
  static final long UNKNOWN_BYTES = -1;

  // nvmlProcessInfo_v2_t; the process number comes first.
  private static final int PROCESS_BYTES = 24;
  private static final int USED_MEMORY = 8;

  // nvmlProcessUtilizationSample_t; the process number comes first.
  private static final int SAMPLE_BYTES = 32;
  private static final int TIME_STAMP = 8;
  private static final int SM = 16;

  /** For processes that start between asking how many there are and asking for them. */
  private static final int SPARE_ROOM = 4;

  private static final int TRIES = 3;

  private final NvmlGpu gpu;
  private final IntByReference count = new IntByReference();

  NvmlProcesses(NvmlGpu gpu) {
    this.gpu = gpu;
  }

  /**
   * A process that has memory on the GPU.
   *
   * @param pid its number as the driver knows it, which in a container may not be its own
   * @param bytes GPU memory, {@link #UNKNOWN_BYTES} if the driver does not tell
   */
  record Running(long pid, long bytes) {}

  /**
   * The processes on the GPU.
   *
   * @param code 0, or why there is no list
   * @param running one for each process
   */
  record Listing(int code, List<Running> running) {}

  /**
   * What processes did.
   *
   * @param code 0, or why it is not known
   * @param smPercent mean use of the multiprocessors by process number
   * @param untilMicros the newest sample's time, in microseconds as the driver counts
   */
  record Activity(int code, Map<Long, Double> smPercent, long untilMicros) {}

  /** The processes that have memory on the GPU now. */
  Listing running() {
    List<Running> running = new ArrayList<>();
    int code = list(
        "nvmlDeviceGetComputeRunningProcesses_v3",
        PROCESS_BYTES,
        (library, room) ->
            library.nvmlDeviceGetComputeRunningProcesses_v3(gpu.handle(), count, room),
        (list, at) -> running.add(
            new Running(Integer.toUnsignedLong(list.getInt(at)), list.getLong(at + USED_MEMORY))));
    return new Listing(code, List.copyOf(running));
  }

  /** What processes did after the time of an earlier answer; 0 for all the driver remembers. */
  Activity activitySince(long micros) {
    Map<Long, List<Integer>> samples = new HashMap<>();
    long[] until = {micros};
    int code = list(
        "nvmlDeviceGetProcessUtilization",
        SAMPLE_BYTES,
        (library, room) ->
            library.nvmlDeviceGetProcessUtilization(gpu.handle(), room, count, micros),
        (list, at) -> {
          samples
              .computeIfAbsent(Integer.toUnsignedLong(list.getInt(at)), pid -> new ArrayList<>())
              .add(list.getInt(at + SM));
          until[0] = Math.max(until[0], list.getLong(at + TIME_STAMP));
        });
    Map<Long, Double> means = new HashMap<>();
    samples.forEach((pid, percents) ->
        means.put(pid, percents.stream().mapToInt(p -> p).average().orElse(0)));
    boolean idle = code == NvmlCodes.NOT_FOUND || code == NvmlCodes.NO_DATA; // nobody did anything
    return new Activity(idle ? NvmlCodes.OK : code, means, until[0]);
  }

  private interface ListCall {
    int fill(NvmlLibrary library, @Nullable Memory room);
  }

  private interface EntryReader {
    void read(Memory list, long at);
  }

  /** Asks how many there are, makes room and asks for them; again if there are more by then. */
  private int list(String function, int bytes, ListCall call, EntryReader reader) {
    count.setValue(0);
    int code = gpu.call(function, library -> call.fill(library, null));
    for (int i = 0; code == NvmlCodes.INSUFFICIENT_SIZE && i < TRIES; i++) {
      int room = count.getValue() + SPARE_ROOM;
      try (Memory list = new Memory((long) room * bytes)) {
        list.clear();
        count.setValue(room);
        code = gpu.call(function, library -> call.fill(library, list));
        if (code == NvmlCodes.OK) {
          for (int entry = 0; entry < Math.min(room, count.getValue()); entry++) {
            reader.read(list, (long) entry * bytes);
          }
        }
      }
    }
    return code;
  }
}
