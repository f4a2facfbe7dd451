package org.carbonaware.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The limits that Linux control groups set this process, of version 2 and of version 1. A limit
 * holds for all groups below, so the smallest on the way to the root counts. In a container the
 * path may be the host's, whose groups are not shown: then the root of what is shown is the
 * container's own.
 */
final class Cgroup {
  private static final String MOUNT = "sys/fs/cgroup";

  private final HostFiles files;
  private final List<String> paths;

  Cgroup(HostFiles files) {
    this.files = files;
    this.paths = files.lines("proc/self/cgroup").toList();
  }

  /** The directories of this process's groups, from its own to the root. */
  private List<String> directories(String controller) {
    List<String> directories = new ArrayList<>();
    for (String line : paths) {
      String[] fields = line.split(":", 3);
      if (fields.length < 3) {
        continue;
      }
      boolean unified = fields[1].isEmpty();
      if (!unified && !List.of(fields[1].split(",", -1)).contains(controller)) {
        continue;
      }
      for (String mount : unified
          ? List.of(MOUNT, MOUNT + "/unified")
          : List.of(MOUNT + "/" + controller, MOUNT + "/" + fields[1])) {
        String path = fields[2].contains("..") ? "" : fields[2];
        while (path.lastIndexOf('/') > 0 || path.length() > 1) {
          directories.add(mount + path);
          path = path.substring(0, path.lastIndexOf('/'));
        }
        directories.add(mount);
      }
    }
    return directories;
  }

  /** How many processors' time this process may use; empty where there is no limit. */
  OptionalDouble processors() {
    return directories("cpu").stream()
        .flatMap(directory -> quota(directory).stream())
        .mapToDouble(Double::doubleValue)
        .min();
  }

  private Optional<Double> quota(String directory) {
    Optional<String> unified = files.text(directory + "/cpu.max");
    if (unified.isPresent()) {
      String[] fields = unified.get().strip().split(" ", -1);
      return fields.length == 2 ? quotient(fields[0], fields[1]) : Optional.empty();
    }
    return files
        .text(directory + "/cpu.cfs_quota_us")
        .flatMap(quota -> files
            .text(directory + "/cpu.cfs_period_us")
            .flatMap(period -> quotient(quota.strip(), period.strip())));
  }

  private static Optional<Double> quotient(String quota, String period) {
    try {
      double processors = Long.parseLong(quota) / (double) Long.parseLong(period);
      return processors > 0 && Double.isFinite(processors)
          ? Optional.of(processors)
          : Optional.empty();
    } catch (NumberFormatException e) { // "max"
      return Optional.empty();
    }
  }

  /** How many bytes of memory this process may use; empty where there is no limit. */
  OptionalLong memoryBytes() {
    return directories("memory").stream()
        .flatMap(directory -> List.of("/memory.max", "/memory.limit_in_bytes").stream()
            .map(name -> files.number(directory + name)))
        .filter(OptionalLong::isPresent)
        .mapToLong(OptionalLong::getAsLong)
        .filter(bytes -> bytes > 0)
        .min();
  }
}
