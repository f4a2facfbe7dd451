package org.carbonaware.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The texts in the modules' main code, for messages that no command brings about. */
final class Sources {
  private static final List<Path> CODE = Stream.of(
          "core", "dl4j-integration", "djl-integration", "cli")
      .map(module -> Path.of("..", module, "src", "main"))
      .toList();

  private Sources() {}

  /** Fails unless each line is said somewhere, up to what {@code …} stands for. */
  static void contain(Block block) throws IOException {
    String code = read();
    for (String line : block.lines()) {
      for (String part : line.split("…", -1)) {
        assertThat(code.contains(part.strip()))
            .as("%s: the code says '%s'", block.place(), part.strip())
            .isTrue();
      }
    }
  }

  /** All files, with texts that are put together from literals in one piece. */
  private static String read() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path module : CODE) {
      try (Stream<Path> files = Files.walk(module)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (file.toString().endsWith(".java") || file.endsWith("launcher/carbon-trainer")) {
            all.append(Files.readString(file)).append('\n');
          }
        }
      }
    }
    return all.toString().replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\"");
  }
}
