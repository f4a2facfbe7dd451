package org.carbonaware.energy.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A management library built from our own source, steered while it runs. */
final class FakeNvml implements AutoCloseable {
  /** The C library's own environment: System.getenv does not show what is set here. */
  private interface Environment extends Library {
    int setenv(String name, String value, int overwrite);

    int unsetenv(String name);
  }

  private static final Environment ENVIRONMENT = Native.load("c", Environment.class);

  private final Path library;
  private final TreeSet<String> set = new TreeSet<>();

  private FakeNvml(Path library) {
    this.library = library;
  }

  /** Builds the library; without a compiler the test is skipped, in CI it fails. */
  static FakeNvml build(Path directory, String... options) throws Exception {
    Path source = directory.resolve("fake_nvml.c");
    try (InputStream in = FakeNvml.class.getResourceAsStream("fake_nvml.c")) {
      assertThat(in).isNotNull();
      Files.write(source, in.readAllBytes());
    }
    Path library = directory.resolve("libfake-nvml-" + directory.getFileName() + ".so");
    List<String> command = new ArrayList<>(List.of("gcc", "-shared", "-fPIC"));
    command.addAll(List.of(options));
    command.addAll(List.of("-o", library.toString(), source.toString()));
    try {
      Process compiler = new ProcessBuilder(command).inheritIO().start();
      assertThat(compiler.waitFor()).isZero();
    } catch (IOException e) {
      assertThat(System.getenv("CI")).as("gcc can't be run in CI: %s", e).isNotEqualTo("true");
      abort("needs gcc to build a stand-in for the driver: " + e.getMessage());
    }
    return new FakeNvml(library);
  }

  FakeNvml with(String knob, long value) {
    set.add(knob);
    ENVIRONMENT.setenv(knob, Long.toString(value), 1);
    return this;
  }

  List<String> names() {
    return List.of(library.toString());
  }

  @Override
  public void close() {
    set.forEach(ENVIRONMENT::unsetenv);
  }
}
