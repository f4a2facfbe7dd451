package org.carbonaware.benchmarks.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Looks at the memory of each arm in processes of their own, which have the same heap. */
final class MemoryProcess {
  static final String OPTION = "--memory-of";
  static final String ARM = "--arm";

  private static final List<String> HEAP = List.of("-Xms256m", "-Xmx1g", "-XX:+UseSerialGC");

  private MemoryProcess() {}

  /** In such a process. */
  public static void main(String[] arguments) {
    System.exit(TrainingCommand.execute(arguments));
  }

  /**
   * Starts a process for each arm, one after the other, and all that so often.
   *
   * @param benchmark its name
   * @throws IOException if one fails
   */
  static Map<Arm, List<MemoryUse>> measure(String benchmark, int times)
      throws IOException, InterruptedException {
    Map<Arm, List<MemoryUse>> result = new EnumMap<>(Arm.class);
    for (int i = 0; i < times; i++) {
      for (Arm arm : Arm.values()) {
        if (!arm.check()) {
          result.computeIfAbsent(arm, any -> new ArrayList<>()).add(one(benchmark, arm));
        }
      }
    }
    return result;
  }

  static MemoryUse one(String benchmark, Arm arm) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(HEAP);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(MemoryProcess.class.getName());
    command.addAll(List.of(OPTION, benchmark, ARM, arm.name()));
    Process process = new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("the process that looks at the memory of " + benchmark + " with "
          + arm.label() + " failed; try it: " + String.join(" ", command));
    }
    int begin = out.lastIndexOf('{');
    return MemoryUse.of(new ObjectMapper().readTree(out.substring(Math.max(0, begin))));
  }
}
