package org.carbonaware.energy.nvml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.EnergyReading;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.energy.ExpectedPower;
import org.carbonaware.energy.MeterUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the NVIDIA GPUs this process may use. One component each, {@code gpu0}, {@code gpu1} and
 * so on in the order of {@code CUDA_VISIBLE_DEVICES}.
 *
 * <p>From Volta on the driver keeps an energy counter, which moves about ten times a second, so
 * windows of five seconds and more are exact. A GPU without one is summed up from its power, one
 * without that from a model by its utilisation, else from a fixed power; each component says which
 * and why. Power is a mean over the last second from Ampere on: it lags a pause by up to that. The
 * two sensors are compared where a GPU has both.
 *
 * <p>A GPU that stops answering keeps its figure while its coverage falls, and is taken up again
 * when it is back. A counter that a reloaded driver sets back is bridged by power.
 *
 * <p>{@link #sample()} takes about a tenth of a millisecond a GPU, {@link #read()} three to four
 * milliseconds, since the driver's counter does, and a process's share two more every five seconds
 * (measured on an H200); neither waits for the GPU's work. Not safe for several threads.
 */
public final class NvmlMeter implements EnergyMeter {
  /**
   * The system property that names the library where it is not in a usual place; the environment
   * variable {@code CARBON_NVML_LIBRARY} does so too.
   */
  public static final String LIBRARY_PROPERTY = OpenGpus.LIBRARY_PROPERTY;

  private static final Logger log = LoggerFactory.getLogger(NvmlMeter.class);

  private final OpenGpus open;
  private final LongSupplier nanoTime;
  private final List<GpuEnergy> gpus = new ArrayList<>();
  private EnergyReading last = new EnergyReading(List.of());
  private @Nullable ExpectedPower expected;
  private boolean closed;

  private NvmlMeter(OpenGpus open, NvmlOptions options, Trainer self, LongSupplier nanoTime) {
    this.open = open;
    this.nanoTime = nanoTime;
    long start = nanoTime.getAsLong();
    for (NvmlGpu gpu : open.gpus()) {
      GpuPower power = new GpuPower(gpu);
      ProcessShare share =
          options.scope() == Scope.PROCESS ? new ProcessShare(gpu, self, power.idleWatts()) : null;
      Tenants tenants = new Tenants(gpu, self);
      String note = gpus.isEmpty() ? String.join("; ", open.notes()) : "";
      GpuStory story = new GpuStory(gpu, power, share, tenants, self.who(), note);
      ExpectedPower board = power.expected("gpu" + gpus.size());
      expected = expected == null ? board : expected.plus(board);
      gpus.add(new GpuEnergy("gpu" + gpus.size(), gpu, power, share, story, start));
    }
    open.notes().forEach(note -> log.info("GPUs: {}", note));
    readAt(start); // from here on it counts
  }

  /**
   * Opens the GPUs this process may use, each board whole.
   *
   * @param nanoTime monotonic time in nanoseconds
   * @return a meter that starts at zero; close it
   * @throws MeterUnavailableException if there is no driver or no GPU for this process; the message
   *     says which and what to do
   */
  public static NvmlMeter open(LongSupplier nanoTime) {
    return open(NvmlOptions.ofDefaults(), nanoTime);
  }

  /**
   * Opens the GPUs this process may use.
   *
   * @param options whose energy is charged
   * @param nanoTime monotonic time in nanoseconds
   * @return a meter that starts at zero; close it
   * @throws MeterUnavailableException if there is no driver or no GPU for this process; the message
   *     says which and what to do
   */
  public static NvmlMeter open(NvmlOptions options, LongSupplier nanoTime) {
    return open(
        OpenGpus.open(OpenGpus.libraries(), CudaEnvironment.ofProcess()),
        options,
        Trainer.of(options),
        nanoTime);
  }

  static NvmlMeter open(OpenGpus open, NvmlOptions options, Trainer self, LongSupplier nanoTime) {
    try {
      return new NvmlMeter(open, options, self, nanoTime);
    } catch (RuntimeException e) {
      open.close();
      throw e;
    }
  }

  /** Each board up to its power limit, as it was when the meter was opened. */
  @Override
  public Optional<ExpectedPower> expectedPower() {
    return Optional.ofNullable(expected);
  }

  @Override
  public EnergyReading read() {
    if (!closed) {
      readAt(nanoTime.getAsLong());
    }
    return last;
  }

  private void readAt(long now) {
    last = new EnergyReading(gpus.stream().map(gpu -> gpu.read(now)).toList());
  }

  @Override
  public void sample() {
    if (!closed) {
      long now = nanoTime.getAsLong();
      gpus.forEach(gpu -> gpu.sample(now));
    }
  }

  /**
   * Mean utilisation of the GPUs since the meter was made, from its samples and readings: the share
   * of time in which a kernel ran.
   *
   * @return percent, 0 to 100; empty if no GPU tells
   */
  public OptionalDouble meanUtilisationPercent() {
    return gpus.stream()
        .map(gpu -> gpu.power().meanUtilisationPercent())
        .flatMapToDouble(OptionalDouble::stream)
        .average();
  }

  @Override
  public void close() {
    closed = true;
    open.close();
  }
}
