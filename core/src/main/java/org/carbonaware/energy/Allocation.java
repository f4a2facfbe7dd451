package org.carbonaware.energy;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The part of the machine that this process was given, by control groups, a scheduler or processor
 * affinity.
 *
 * @param threads processor threads that may be kept busy, above 0
 * @param threadsFrom what limits them; empty if nothing does
 * @param memoryBytes memory; 0 if unknown
 * @param memoryFrom what limits it; empty if nothing does
 */
record Allocation(double threads, String threadsFrom, long memoryBytes, String memoryFrom) {
  private static final String CONTROL_GROUP = "control group";

  static Allocation of(
      HostFiles files, Map<String, String> environment, int allThreads, long allMemoryBytes) {
    Cgroup group = new Cgroup(files);
    double threads = allThreads;
    String threadsFrom = "";
    double slurm = number(environment, "SLURM_CPUS_ON_NODE");
    if (slurm > 0) { // the job's; the affinity is only this task's
      if (slurm < threads) {
        threads = slurm;
        threadsFrom = "SLURM_CPUS_ON_NODE";
      }
    } else {
      int allowed = files
          .value("proc/self/status", "Cpus_allowed_list")
          .map(Allocation::count)
          .orElse(0);
      if (allowed > 0 && allowed < threads) {
        threads = allowed;
        threadsFrom = "processor affinity";
      }
    }
    OptionalDouble quota = group.processors();
    if (quota.isPresent() && quota.getAsDouble() < threads) {
      threads = quota.getAsDouble();
      threadsFrom = CONTROL_GROUP;
    }

    long memory = allMemoryBytes;
    String memoryFrom = "";
    long perNode = megabytes(environment, "SLURM_MEM_PER_NODE");
    long perThread = megabytes(environment, "SLURM_MEM_PER_CPU");
    if (less(perNode, memory)) {
      memory = perNode;
      memoryFrom = "SLURM_MEM_PER_NODE";
    } else if (slurm > 0 && less(perThread * (long) slurm, memory)) {
      memory = perThread * (long) slurm;
      memoryFrom = "SLURM_MEM_PER_CPU";
    }
    OptionalLong limit = group.memoryBytes();
    if (limit.isPresent() && less(limit.getAsLong(), memory)) {
      memory = limit.getAsLong();
      memoryFrom = CONTROL_GROUP;
    }
    return new Allocation(threads, threadsFrom, memory, memoryFrom);
  }

  /** Of a machine of unknown memory every limit is less. */
  private static boolean less(long limit, long memory) {
    return limit > 0 && (limit < memory || memory == 0) && limit < Long.MAX_VALUE / 4;
  }

  private static double number(Map<String, String> environment, String name) {
    String text = environment.getOrDefault(name, "").strip();
    return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
  }

  /** Slurm writes megabytes without a unit. */
  private static long megabytes(Map<String, String> environment, String name) {
    String text = environment.getOrDefault(name, "").strip();
    return MemorySize.bytes(text.matches("\\d+") ? text + "M" : text);
  }

  /** How many numbers a list such as {@code 0-3,8,10-11} holds; 0 if it is no list. */
  static int count(String list) {
    int count = 0;
    for (String part : list.strip().split(",", -1)) {
      if (!part.matches("\\d{1,6}(-\\d{1,6})?")) {
        return 0;
      }
      String[] ends = part.split("-", -1);
      int first = Integer.parseInt(ends[0]);
      count += Integer.parseInt(ends[ends.length - 1]) - first + 1;
    }
    return Math.max(0, count);
  }
}
