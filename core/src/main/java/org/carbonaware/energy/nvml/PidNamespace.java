package org.carbonaware.energy.nvml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether this process has the number that the driver knows it by. */
final class PidNamespace {
  /** The first namespace's number, a constant of the Linux kernel ({@code PROC_PID_INIT_INO}). */
  private static final String FIRST = "pid:[4026531836]";

  private PidNamespace() {}

  /** True outside of containers, and where there are no namespaces. */
  static boolean isFirst() {
    return isFirst(Path.of("/proc/self/ns/pid"));
  }

  static boolean isFirst(Path link) {
    try {
      return !Files.isSymbolicLink(link)
          || Files.readSymbolicLink(link).toString().equals(FIRST);
    } catch (IOException unreadable) {
      return false;
    }
  }
}
