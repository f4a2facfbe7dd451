package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program of the system that a test hands something of ours to. */
public record ShellProgram(String stdout, String stderr) {

  /** Skips the test where the program is not installed; fails instead with {@code CI=true}. */
  public static void needed(String name) {
    boolean found = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    if ("true".equals(System.getenv("CI"))) {
      assertThat(found).as("%s is installed", name).isTrue();
    }
    assumeTrue(found, name + " is not installed");
  }

  /** Puts the tool of these tests into a folder's {@code bin}, as its launcher would be. */
  static void installTool(Path folder) throws IOException {
    Path tool = Files.createDirectories(folder.resolve("bin")).resolve("carbon-trainer");
    String classPath = Stream.of(System.getProperty("java.class.path").split(":"))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(":"));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Files.writeString(
        tool,
        "#!/bin/sh\nexec '" + java + "' -XX:TieredStopAtLevel=1 -cp '" + classPath + "' "
            + Main.class.getName() + " \"$@\"\n",
        StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
  }

  /** Runs it, which must end with 0. */
  static ShellProgram run(Path folder, String... command) throws Exception {
    Path out = Files.createTempFile(folder, "program", ".out");
    Path err = Files.createTempFile(folder, "program", ".err");
    Process process = new ProcessBuilder(List.of(command))
        .directory(folder.toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("ends").isTrue();
      ShellProgram said = new ShellProgram(text(out), text(err));
      assertThat(process.exitValue()).as(said.toString()).isZero();
      return said;
    } finally {
      process.destroyForcibly();
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
