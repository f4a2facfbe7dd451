package org.carbonaware.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.carbonaware.cli.Main;

/**
 * A user's folder, in which the commands of one page run one after the other, with the tool on the
 * path and nobody to be reached over a network.
 */
final class PageFolder {
  /** Where "cli/target/carbon-trainer" of the README leads to. */
  private static final String BUILT = "cli/target";

  private final Path folder;

  PageFolder(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(bin());
    Files.createDirectories(folder.resolve(BUILT));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String tool = """
        #!/bin/sh
        exec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dhttps.proxyHost=127.0.0.1 \
          -Dhttps.proxyPort=9 -Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=9 -cp '%s' %s "$@"
        """.formatted(java, System.getProperty("java.class.path"), Main.class.getName());
    program("carbon-trainer", tool);
    Files.createSymbolicLink(folder.resolve(BUILT).resolve("carbon-trainer"), tool());
  }

  private Path bin() {
    return folder.resolve("bin");
  }

  /** The tool, as it is on the path. */
  Path tool() {
    return bin().resolve("carbon-trainer");
  }

  /** Puts a program on the path, for what is not to be had here. */
  void program(String name, String script) throws IOException {
    executable(bin().resolve(name), script);
  }

  /** A file of the page. */
  Path file(String name, String text) throws IOException {
    return executable(folder.resolve(name), text);
  }

  private static Path executable(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  Path path() {
    return folder;
  }

  /** What a script said, on both streams, and its exit code. */
  record Said(int exitCode, List<String> lines) {}

  /** Runs a script as a person types it, up to the first command that fails. */
  Said run(String script) throws IOException, InterruptedException {
    return run(List.of("bash", "-euo", "pipefail", "-c", script));
  }

  Said run(List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "said", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectOutput(output.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("CARBON_") || name.startsWith("SLURM_"));
    environment.put("HOME", folder.toString());
    environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
    environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    environment.put("TZ", "UTC");
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("PATH", bin() + ":" + environment.getOrDefault("PATH", "/usr/bin:/bin"));
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(5, TimeUnit.MINUTES);
      List<String> lines = Files.readAllLines(output);
      assertThat(ended).as("%s ends; it said %s", command, lines).isTrue();
      return new Said(process.exitValue(), lines);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Files.delete(output);
    }
  }
}
