package org.carbonaware.cli.exec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds the processes of a program. Safe for several threads; blocks for some milliseconds. */
@FunctionalInterface
interface Processes {
  /**
   * The processes that are there now. Never fails: what can't be seen is left out.
   *
   * @param root the number of the program's first process
   * @param mark what the environment of each of the program's processes holds, unless it took it
   *     out
   * @return the first process and all below it, and where the system shows environments also those
   *     whose parents are gone; in the order of their ancestry
   */
  List<Member> of(long root, String mark);

  /**
   * The processor time of those children of this process that have ended, and of what these had
   * collected.
   *
   * @return nanoseconds; 0 where the system does not tell
   */
  default long collectedNanos() {
    return 0;
  }

  /** Of this computer. */
  static Processes ofSystem() {
    Path proc = Path.of("/proc");
    return Files.isReadable(proc.resolve("self/stat"))
        ? new LinuxProcesses(proc)
        : new PsProcesses();
  }
}
