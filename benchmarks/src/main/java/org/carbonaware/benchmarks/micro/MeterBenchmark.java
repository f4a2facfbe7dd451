package org.carbonaware.benchmarks.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.MeterOptions;
import org.carbonaware.energy.Meters;
import org.carbonaware.energy.nvml.NvmlMeter;
import org.carbonaware.energy.rapl.RaplMeter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a look of a meter takes, on the thread that meters: at the counters of two packages in files
 * laid out as the kernel does, at two GPUs of a stand-in for the driver, and at the load of the
 * processor for the model; beside reading two such files.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class MeterBenchmark {
  /** Which meter. */
  @Param({"rapl", "nvml", "model"})
  public String meter;

  private Path directory;
  private Path first;
  private Path second;
  private EnergyMeter opened;

  /** For JMH. */
  public MeterBenchmark() {}

  /** Opens the meter. */
  @Setup
  public void open() throws IOException, InterruptedException {
    directory = Places.directory();
    first = counter("intel-rapl:0", "package-0");
    second = counter("intel-rapl:1", "package-1");
    opened = switch (meter) {
      case "rapl" -> RaplMeter.open(directory, "made", false, System::nanoTime);
      case "nvml" -> {
        System.setProperty(
            NvmlMeter.LIBRARY_PROPERTY, FakeDriver.build(directory).toString());
        yield NvmlMeter.open(System::nanoTime);
      }
      case "model" -> {
        System.setProperty(RaplMeter.ROOT_PROPERTY, directory.resolve("none").toString());
        System.setProperty(NvmlMeter.LIBRARY_PROPERTY, directory.resolve("none").toString());
        yield Meters.detect(MeterOptions.ofDefaults(), System::nanoTime);
      }
      default -> throw new IllegalArgumentException(meter);
    };
  }

  private Path counter(String id, String name) throws IOException {
    Path zone = Files.createDirectories(directory.resolve(id));
    Files.writeString(zone.resolve("name"), name + "\n");
    Files.writeString(zone.resolve("max_energy_range_uj"), "262143328850\n");
    return Files.writeString(zone.resolve("energy_uj"), "123456789012\n");
  }

  /** Closes the meter. */
  @TearDown
  public void close() throws IOException {
    opened.close();
    Places.delete(directory);
  }

  /** A look. */
  @Benchmark
  public void sample() {
    opened.sample();
  }

  /**
   * Reading two small files.
   *
   * @return their length
   */
  @Benchmark
  public int rawRead() throws IOException {
    return Files.readString(first).length() + Files.readString(second).length();
  }
}
