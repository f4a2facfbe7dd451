package org.carbonaware.cli.doctor;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What {@code carbon-trainer exec} needs to hold programs.
 *
 * @param root what stands for {@code /}
 * @param environment the environment
 */
record ExecCheck(Path root, Map<String, String> environment) implements Check {
  private static final String AREA = "exec";

  @Override
  public List<Finding> look() {
    if (!onPath("sh")) {
      return List.of(Finding.warn(
          AREA, "no sh on PATH, so exec can't hold programs", "use it on Linux or macOS"));
    }
    if (Files.isReadable(root.resolve("proc/self/stat"))) {
      return List.of(Finding.ok(AREA, "programs can be held, with processes that left them too"));
    }
    return List.of(
        onPath("ps")
            ? Finding.ok(AREA, "programs can be held with the processes below them, found by ps")
            : Finding.warn(AREA, "neither /proc nor ps shows processes", "install ps (procps)"));
  }

  private boolean onPath(String program) {
    for (String folder :
        environment.getOrDefault("PATH", "/usr/bin:/bin").split(File.pathSeparator, -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
