package org.carbonaware.cli.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Real programs, Python and C, for tests to hold. */
public final class Scripts {
  private Scripts() {}

  /** The command line of a Python script of the test resources; skips where there is no Python. */
  public static List<String> python(Path folder, String name) throws Exception {
    requires("python3", "--version");
    Path script = folder.resolve(name);
    copy(name, script);
    return List.of("python3", script.toString());
  }

  /** The command line of a C program of the test resources; skips where there is no compiler. */
  public static List<String> c(Path folder, String name) throws Exception {
    requires("gcc", "--version");
    Path source = folder.resolve(name + ".c");
    Path program = folder.resolve(name);
    copy(name + ".c", source);
    Process compiler = new ProcessBuilder(
            "gcc",
            "-O1",
            "-Wall",
            "-Wextra",
            "-Werror",
            "-o",
            program.toString(),
            source.toString())
        .redirectErrorStream(true)
        .start();
    String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(compiler.waitFor()).as("gcc says %s", said).isZero();
    return List.of(program.toString());
  }

  private static void copy(String name, Path target) throws IOException {
    try (InputStream in = Scripts.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      Files.write(target, in.readAllBytes());
    }
  }

  private static void requires(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
      assertThat(process.waitFor()).isZero();
    } catch (IOException e) {
      assertThat(System.getenv("CI"))
          .as("%s is needed in CI: %s", command[0], e)
          .isNotEqualTo("true");
      abort("needs " + command[0] + ": " + e.getMessage());
    }
  }
}
