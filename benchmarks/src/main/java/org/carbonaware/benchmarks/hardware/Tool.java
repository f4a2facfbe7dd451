package org.carbonaware.benchmarks.hardware;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a program says. */
final class Tool {
  private Tool() {}

  /** Its lines on stdout; none if it can't be run. Blocks until it has said all. */
  static List<String> lines(List<String> command) {
    try {
      Process process = new ProcessBuilder(command)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      process.getOutputStream().close();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }
}
