package org.carbonaware.energy.nvml;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.carbonaware.energy.MeterUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The power limits of the NVIDIA GPUs this process may use: a lower limit is a way between running
 * and pausing. Setting one needs root or {@code CAP_SYS_ADMIN} and concerns all who use the board.
 * Closing restores what was set before; a process that is killed leaves its limit until the driver
 * is loaded again or {@code nvidia-smi -pl} sets another.
 *
 * <p>Safe for several threads. Calls take microseconds to milliseconds and do not wait for the
 * GPU's work.
 */
public final class GpuPowerLimit implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GpuPowerLimit.class);

  private static final double MILLI = 1e-3;

  private final OpenGpus open;
  private final List<LimitedGpu> gpus = new ArrayList<>();
  private boolean closed;

  private GpuPowerLimit(OpenGpus open) {
    this.open = open;
    for (NvmlGpu gpu : open.gpus()) {
      gpus.add(new LimitedGpu("gpu" + gpus.size(), gpu));
    }
  }

  /**
   * One GPU's limits; what the driver does not tell is empty.
   *
   * @param component such as {@code gpu0}, named as {@link NvmlMeter} names it
   * @param device its model
   * @param currentWatts the limit now
   * @param defaultWatts the limit the board comes with
   * @param minWatts the least limit that can be set
   * @param maxWatts the highest limit that can be set
   */
  public record Limits(
      String component,
      String device,
      OptionalDouble currentWatts,
      OptionalDouble defaultWatts,
      OptionalDouble minWatts,
      OptionalDouble maxWatts) {}

  /** What became of a limit. */
  public enum Outcome {
    /** The limit is set. */
    SET,
    /** This user may not set it. */
    NO_PERMISSION,
    /** The board does not take this limit. */
    OUT_OF_RANGE,
    /** The board's limit can't be set. */
    NOT_SUPPORTED,
    /** It did not work now, such as for a GPU that is lost. */
    FAILED
  }

  /**
   * What became of the limit of one GPU.
   *
   * @param component such as {@code gpu0}
   * @param outcome whether it is set
   * @param message one sentence for people: what is set, or why not and what to do
   */
  public record Result(String component, Outcome outcome, String message) {}

  /**
   * Opens the GPUs this process may use.
   *
   * @return their limits; close it
   * @throws MeterUnavailableException if there is no driver or no GPU for this process
   */
  public static GpuPowerLimit open() {
    return open(OpenGpus.open(OpenGpus.libraries(), CudaEnvironment.ofProcess()));
  }

  static GpuPowerLimit open(OpenGpus open) {
    return new GpuPowerLimit(open);
  }

  /**
   * Reads the limits.
   *
   * @return one entry a GPU, in the order of {@code CUDA_VISIBLE_DEVICES}; none after closing
   */
  public synchronized List<Limits> read() {
    return closed ? List.of() : gpus.stream().map(LimitedGpu::limits).toList();
  }

  /**
   * Sets the limit of every GPU.
   *
   * @param watts above 0
   * @return one result a GPU, in the same order; none after closing
   * @throws IllegalArgumentException if the limit is not above 0 or not finite
   */
  public synchronized List<Result> set(double watts) {
    if (!(watts > 0 && watts < Integer.MAX_VALUE * MILLI)) {
      throw new IllegalArgumentException("power limit " + watts + " W: expected above 0");
    }
    return closed ? List.of() : gpus.stream().map(gpu -> gpu.set(watts)).toList();
  }

  /**
   * Sets again what was set before on every GPU whose limit this object has changed.
   *
   * @return one result for each of them
   */
  public synchronized List<Result> restore() {
    return closed
        ? List.of()
        : gpus.stream().flatMap(gpu -> gpu.restore().stream()).toList();
  }

  /** Restores the former limits. One that someone else has set since is left alone. */
  @Override
  public synchronized void close() {
    if (!closed) {
      restore().stream()
          .filter(result -> result.outcome() != Outcome.SET)
          .forEach(result -> log.warn("A GPU keeps a changed power limit: {}", result.message()));
      closed = true;
      open.close();
    }
  }
}
