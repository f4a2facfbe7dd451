package org.carbonaware.energy.nvml;

import java.util.Optional;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.energy.EnergyReading.Technique;
import org.jspecify.annotations.Nullable;

/**
 * Adds up one GPU's energy: from its counter where it has one, else from its power. What is summed
 * up from power since the counter was last good is at hand to take its place. Belongs to one
 * thread.
 */
final class GpuEnergy {
  private static final double MILLI = 1e-3;

  /** A counter that shows the same for so long stands still; it moves ten times a second. */
  private static final long STANDS_STILL_NANOS = PowerSum.LONGEST_NANOS;

  private final String component;
  private final NvmlGpu gpu;
  private final GpuPower power;
  private final @Nullable ProcessShare share;
  private final GpuStory story;
  private final PowerSum sum = new PowerSum();
  private final long startNanos;

  private @Nullable Answer lastCounter;
  private Technique settledTechnique = Technique.NVML_ENERGY;
  private double settledJoules;
  private long settledCoveredNanos;
  private long settledAtNanos;
  private double joules;
  private double ownShare = 1;
  private boolean sampled;

  GpuEnergy(
      String component,
      NvmlGpu gpu,
      GpuPower power,
      @Nullable ProcessShare share,
      GpuStory story,
      long startNanos) {
    this.component = component;
    this.gpu = gpu;
    this.power = power;
    this.share = share;
    this.story = story;
    this.startNanos = startNanos;
    this.settledAtNanos = startNanos;
  }

  GpuPower power() {
    return power;
  }

  /** Looks at the power only. */
  void sample(long nanoTime) {
    Optional<PowerSample> board = power.sample(nanoTime);
    sampled = board.isPresent();
    board
        .map(sample -> share == null ? sample : share.of(sample, power.isBusy(), nanoTime))
        .ifPresent(sample -> sum.add(sample, nanoTime));
  }

  /** Reads the counter too. While the GPU answers nothing the figure stays. */
  Component read(long nanoTime) {
    sample(nanoTime);
    Answer counter = gpu.energyMillijoules();
    if (!counter.isThere() && NvmlCodes.isOfTheHandle(counter.code()) && gpu.reopen()) {
      sample(nanoTime);
      counter = gpu.energyMillijoules();
    }
    boolean good = counter.isThere() && count(counter, nanoTime);
    if (sum.joules() > 0) {
      ownShare = sum.ownJoules() / sum.joules();
    }
    joules = Math.max(joules, settledJoules + (good ? 0 : sum.ownJoules()));
    story.counter(counter);
    return component(good, counter, nanoTime);
  }

  /** Takes a figure of the counter; false if power has to stand in for it. */
  private boolean count(Answer counter, long nanoTime) {
    Answer before = lastCounter;
    long elapsed = nanoTime - settledAtNanos;
    if (before == null || counter.value() < before.value()) {
      if (before != null) {
        story.setBack(sum.coveredNanos() + sum.filledNanos()); // by a driver that was loaded anew
      }
      settleByPower(nanoTime);
    } else if (counter.value() > before.value()) {
      settleByCounter((counter.value() - before.value()) * MILLI, elapsed, nanoTime);
    } else if (elapsed >= STANDS_STILL_NANOS && sum.joules() > 0) {
      story.standsStill();
      return false;
    }
    lastCounter = counter;
    return true;
  }

  /** A counter that was away ran on: what power stood in for is not counted twice. */
  private void settleByCounter(double counted, long elapsed, long nanoTime) {
    if (sum.coveredNanos() >= elapsed && sum.technique() == Technique.NVML_POWER) {
      story.compare(counted, sum.joules(), elapsed);
    }
    double ofThis = sum.joules() > 0 ? sum.ownJoules() / sum.joules() : ownShare;
    settledJoules = Math.max(joules, settledJoules + counted * ofThis);
    settledCoveredNanos += elapsed;
    restart(nanoTime);
  }

  private void settleByPower(long nanoTime) {
    settledJoules = Math.max(joules, settledJoules + sum.ownJoules());
    settledCoveredNanos += sum.coveredNanos();
    settledTechnique = PowerSum.weaker(settledTechnique, sum.technique());
    story.filled(sum.filledNanos());
    restart(nanoTime);
  }

  private void restart(long nanoTime) {
    if (sum.joules() > 0) {
      ownShare = sum.ownJoules() / sum.joules();
    }
    settledAtNanos = nanoTime;
    sum.restart();
  }

  private Component component(boolean good, Answer counter, long nanoTime) {
    long elapsed = nanoTime - startNanos;
    boolean readable = counter.isThere() || sampled;
    long covered = settledCoveredNanos + (good ? nanoTime - settledAtNanos : sum.coveredNanos());
    Technique technique = good
        ? settledTechnique
        : PowerSum.weaker(settledTechnique, sampled ? sum.techniqueOrLast() : sum.technique());
    boolean ofProcess = share != null && share.reason().isEmpty();
    return new Component(
        component,
        Kind.GPU,
        gpu.identity().name(),
        joules,
        technique,
        ofProcess ? Scope.PROCESS : Scope.DEVICE,
        elapsed > 0 ? Math.max(0, Math.min(1, (double) covered / elapsed)) : readable ? 1 : 0,
        story.how(technique, readable, elapsed - covered, good ? 0 : sum.filledNanos()));
  }
}
