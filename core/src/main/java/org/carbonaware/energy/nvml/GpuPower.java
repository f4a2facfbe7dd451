package org.carbonaware.energy.nvml;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.carbonaware.energy.EnergyReading.Technique;
import org.carbonaware.energy.ExpectedPower;

/**
 * What one GPU draws now, by the best way there is: its power, else a model by its utilisation,
 * else its full power. Also keeps its mean utilisation. Belongs to one thread.
 */
final class GpuPower {
  private static final double MILLI = 1e-3;

  private final NvmlGpu gpu;
  private final Optional<KnownGpu> known;
  private boolean everRead;
  private long lastReadNanos;
  private int powerCode;
  private Answer utilisation = Answer.without(NvmlCodes.NO_DATA);
  private long lastUtilisationNanos;
  private double utilisedNanos;
  private double watchedNanos;

  GpuPower(NvmlGpu gpu) {
    this.gpu = gpu;
    this.known = KnownGpu.of(gpu.identity().name());
  }

  /** Looks; empty while the GPU answers nothing, or nothing for a moment. */
  Optional<PowerSample> sample(long nanoTime) {
    watchUtilisation(nanoTime);
    Answer power = gpu.powerMilliwatts();
    if (power.isThere()) {
      everRead = true;
      lastReadNanos = nanoTime;
      double watts = power.value() * MILLI;
      return Optional.of(new PowerSample(watts, watts, gpu.powerIsMean(), Technique.NVML_POWER));
    }
    powerCode = power.code();
    boolean forGood = NvmlCodes.isForGood(powerCode);
    boolean maySoonBeBack =
        everRead && !forGood && nanoTime - lastReadNanos <= PowerSum.LONGEST_NANOS;
    if (maySoonBeBack) {
      return Optional.empty();
    }
    if (utilisation.isThere()) {
      double load = utilisation.value() / 100.0;
      return Optional.of(PowerSample.ofBoard(
          idleWatts() + (fullWatts() - idleWatts()) * load, Technique.LOAD_MODEL));
    }
    return forGood
        ? Optional.of(PowerSample.ofBoard(fullWatts(), Technique.CONSTANT))
        : Optional.empty();
  }

  private void watchUtilisation(long nanoTime) {
    Answer before = utilisation;
    utilisation = gpu.utilisationPercent();
    long elapsed = nanoTime - lastUtilisationNanos;
    if (before.isThere() && utilisation.isThere() && elapsed > 0) {
      utilisedNanos += (before.value() + utilisation.value()) / 2.0 * elapsed;
      watchedNanos += elapsed;
    }
    lastUtilisationNanos = nanoTime;
  }

  /** Mean utilisation in percent over the time it was watched; empty if it never was. */
  OptionalDouble meanUtilisationPercent() {
    return watchedNanos > 0
        ? OptionalDouble.of(utilisedNanos / watchedNanos)
        : OptionalDouble.empty();
  }

  /** Whether the power could ever be read. */
  boolean wasRead() {
    return everRead;
  }

  /** Whether kernels ran at the last look; true if not known. */
  boolean isBusy() {
    return !utilisation.isThere() || utilisation.value() > 0;
  }

  /** Power at no load as far as the model is known. */
  double idleWatts() {
    return known.map(KnownGpu::idleWatts).orElseGet(() -> KnownGpu.IDLE_SHARE * fullWatts());
  }

  private double fullWatts() {
    Answer limit = gpu.enforcedLimitMilliwatts();
    return limit.isThere() && limit.value() > 0
        ? Math.max(limit.value() * MILLI, known.map(KnownGpu::idleWatts).orElse(0.0))
        : known.map(KnownGpu::fullWatts).orElse(KnownGpu.ASSUMED_FULL_WATTS);
  }

  /** What the GPU is expected to draw before it is metered. */
  ExpectedPower expected(String name) {
    return new ExpectedPower(
        Math.min(idleWatts(), fullWatts()),
        fullWatts(),
        String.format(
            Locale.ROOT,
            "%s %.0f to %.0f W (%s)",
            name,
            Math.min(idleWatts(), fullWatts()),
            fullWatts(),
            gpu.enforcedLimitMilliwatts().isThere()
                ? "its power limit"
                : known.isPresent() ? "known of its model" : "assumed"));
  }

  /** What the figures rest on where the power can't be read, and why. */
  String how(Technique technique) {
    String why = "this GPU's power can't be read (" + NvmlCodes.words(powerCode) + ")";
    String full = String.format(Locale.ROOT, "%.0f W", fullWatts())
        + (gpu.enforcedLimitMilliwatts().isThere()
            ? ", its power limit,"
            : known.isPresent() ? ", known of its model," : ", assumed,");
    return technique == Technique.CONSTANT
        ? full + " all the time: " + why + " nor can its utilisation ("
            + NvmlCodes.words(utilisation.code()) + ")"
        : String.format(Locale.ROOT, "model by utilisation, %.0f W idle and ", idleWatts()) + full
            + " when busy: " + why;
  }
}
