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
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A computer with NVIDIA GPUs and made time: a management library built from our own source, whose
 * knobs are turned while it runs. The source says which there are.
 */
final class FakeNvml implements AutoCloseable {
  static final String OLD_DRIVER = "-DFAKE_NVML_OLD_DRIVER";
  static final String BARE_DRIVER = "-DFAKE_NVML_BARE_DRIVER";

  /** What ends up as this process's number in the driver's eyes. */
  static final Trainer SELF = new Trainer(4242, true);

  private static final Trainer IN_CONTAINER = new Trainer(7, false);

  /** The C library's own environment: System.getenv does not show what is set here. */
  private interface Environment extends Library {
    int setenv(String name, String value, int overwrite);

    int unsetenv(String name);
  }

  /** What the stand-in tells tests only. */
  private interface Insight extends Library {
    int fake_nvml_opened();

    int fake_nvml_energy_reads();

    void fake_nvml_reset();
  }

  private static final Environment ENVIRONMENT = Native.load("c", Environment.class);
  private static final Map<List<String>, Path> BUILT = new ConcurrentHashMap<>();

  private final Path library;
  private final Insight insight;
  private final TreeSet<String> set = new TreeSet<>();
  private Trainer self = SELF;
  private @Nullable String visible;
  private long nanoTime = Long.MAX_VALUE - 20_000_000_000L; // wraps around, as it may
  private long millis = 1_000_000;

  private FakeNvml(Path library) {
    this.library = library;
    this.insight = Native.load(library.toString(), Insight.class);
    insight.fake_nvml_reset();
    setClock();
  }

  /** Builds the library, once; without a compiler the test is skipped, in CI it fails. */
  static FakeNvml build(String... options) throws Exception {
    List<String> key = List.of(options);
    Path library = BUILT.get(key);
    if (library == null) {
      library = compile(key);
      BUILT.put(key, library);
    }
    return new FakeNvml(library);
  }

  private static Path compile(List<String> options) throws Exception {
    Path directory = Files.createTempDirectory("fake-nvml");
    Path source = directory.resolve("fake_nvml.c");
    Path library = directory.resolve("libfake-nvml.so");
    List.of(directory, source, library).forEach(path -> path.toFile().deleteOnExit());
    try (InputStream in = FakeNvml.class.getResourceAsStream("fake_nvml.c")) {
      assertThat(in).isNotNull();
      Files.write(source, in.readAllBytes());
    }
    List<String> command =
        new ArrayList<>(List.of("gcc", "-shared", "-fPIC", "-Wall", "-Wextra", "-Werror"));
    command.addAll(options);
    command.addAll(List.of("-o", library.toString(), source.toString(), "-lm"));
    try {
      Process compiler = new ProcessBuilder(command).inheritIO().start();
      assertThat(compiler.waitFor()).as("gcc's answer").isZero();
    } catch (IOException e) {
      assertThat(System.getenv("CI")).as("gcc can't be run in CI: %s", e).isNotEqualTo("true");
      abort("needs gcc to build a stand-in for the driver: " + e.getMessage());
    }
    return library;
  }

  /** Turns a knob for all GPUs, such as {@code POWER_MW}. */
  FakeNvml with(String knob, long value) {
    return with(knob, Long.toString(value));
  }

  FakeNvml with(String knob, String value) {
    set.add("FAKE_NVML_" + knob);
    ENVIRONMENT.setenv("FAKE_NVML_" + knob, value, 1);
    return this;
  }

  /** Turns a knob for one GPU, by the driver's index. */
  FakeNvml with(String knob, int gpu, long value) {
    return with(knob + "_" + gpu, value);
  }

  FakeNvml without(String knob) {
    ENVIRONMENT.unsetenv("FAKE_NVML_" + knob);
    return this;
  }

  FakeNvml withVisibleDevices(@Nullable String value) {
    visible = value;
    return this;
  }

  /** The process runs where the driver's process numbers are not its own. */
  FakeNvml inContainer() {
    self = IN_CONTAINER;
    return this;
  }

  /** Lets time pass without a look at the GPUs. */
  FakeNvml pass(double seconds) {
    nanoTime += Math.round(seconds * 1e9);
    millis += Math.round(seconds * 1e3);
    setClock();
    return this;
  }

  /** Lets time pass with a look each second. */
  FakeNvml pass(int seconds, NvmlMeter meter) {
    for (int i = 0; i < seconds; i++) {
      pass(1);
      meter.sample();
    }
    return this;
  }

  private void setClock() {
    with("CLOCK_MS", millis);
  }

  double clockSeconds() {
    return millis / 1e3;
  }

  long nanoTime() {
    return nanoTime;
  }

  List<String> names() {
    return List.of(library.toString());
  }

  OpenGpus openGpus() {
    return OpenGpus.open(names(), new CudaEnvironment(visible, null));
  }

  NvmlMeter openMeter() {
    return openMeter(NvmlOptions.ofDefaults());
  }

  NvmlMeter openMeter(NvmlOptions options) {
    Trainer trainer = options
        .processes()
        .map(pids -> new Trainer(pids, self.sameNumbers(), "the program"))
        .orElse(self);
    return NvmlMeter.open(openGpus(), options, trainer, this::nanoTime);
  }

  /** The driver is unloaded and loaded again: nobody has the library open. */
  FakeNvml reload() {
    insight.fake_nvml_reset();
    return this;
  }

  /** How often the library is open. */
  int opened() {
    return insight.fake_nvml_opened();
  }

  /** How often an energy counter was read. */
  int energyReads() {
    return insight.fake_nvml_energy_reads();
  }

  @Override
  public void close() {
    set.forEach(ENVIRONMENT::unsetenv);
  }
}
