package org.carbonaware.benchmarks.micro;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The stand-in for NVIDIA's management library that the tests use, built from its source. */
final class FakeDriver {
  private static final String SOURCE = "/org/carbonaware/energy/nvml/fake_nvml.c";

  private FakeDriver() {}

  /** Why it can't be built here; empty if it can. */
  static Optional<String> unavailable() {
    try {
      Process gcc = new ProcessBuilder("gcc", "--version")
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
      return gcc.waitFor() == 0 ? Optional.empty() : Optional.of("gcc does not work");
    } catch (IOException e) {
      return Optional.of("there is no gcc to build a stand-in for the driver with");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  /** Builds it in a directory. */
  static Path build(Path directory) throws IOException, InterruptedException {
    Path source = directory.resolve("fake_nvml.c");
    Path library = directory.resolve("libfake-nvml.so");
    try (InputStream in = FakeDriver.class.getResourceAsStream(SOURCE)) {
      if (in == null) {
        throw new IOException(SOURCE + " is not on the class path");
      }
      Files.write(source, in.readAllBytes());
    }
    Process gcc = new ProcessBuilder(List.of(
            "gcc", "-shared", "-fPIC", "-O2", "-o", library.toString(), source.toString(), "-lm"))
        .inheritIO()
        .start();
    if (gcc.waitFor() != 0) {
      throw new IOException("gcc can't build " + source);
    }
    return library;
  }
}
