package org.carbonaware.cli.exec;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** How this process stands to the terminal it was started from, if it was. */
final class Terminal {
  private static final Path STAT = Path.of("/proc/self/stat");

  /** Whether programs can be stopped and let go on here. */
  static boolean canStop() {
    return File.separatorChar == '/';
  }

  /**
   * Whether a Ctrl-C went to the program as well: a terminal sends it to all processes in its
   * foreground, and the program is one of them as long as this one is. To send it once more would
   * cut short what the program does about the first.
   */
  boolean signalsTheProgramToo() {
    try {
      String stat = new String(Files.readAllBytes(STAT), StandardCharsets.ISO_8859_1);
      return inForeground(stat);
    } catch (IOException | RuntimeException e) {
      return false; // elsewhere than on Linux nobody can say: rather twice than not at all
    }
  }

  /** Whether the process's group is the one in the foreground of its terminal. */
  static boolean inForeground(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    return fields.length > 5 && fields[2].equals(fields[5]);
  }
}
