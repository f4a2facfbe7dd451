package org.carbonaware.energy.nvml;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.carbonaware.energy.EnergyReading.Technique;
import org.jspecify.annotations.Nullable;

/** Tells how one GPU's energy was obtained, and what befell its sensors on the way. */
final class GpuStory {
  private static final double NANOS = 1e-9;

  private final NvmlGpu gpu;
  private final GpuPower power;
  private final @Nullable ProcessShare share;
  private final Tenants tenants;
  private final String who;
  private final String note;
  private final Divergence divergence = new Divergence();
  private boolean everCounted;
  private int counterCode;
  private int setBacks;
  private double setBackNanos;
  private boolean stoodStill;
  private long filledNanos;

  /**
   * Makes one.
   *
   * @param share how the board is shared out; null if the whole board is charged
   * @param tenants who else uses the board
   * @param who who trains, in words
   * @param note what else is to be said; may be empty
   */
  GpuStory(
      NvmlGpu gpu,
      GpuPower power,
      @Nullable ProcessShare share,
      Tenants tenants,
      String who,
      String note) {
    this.gpu = gpu;
    this.power = power;
    this.share = share;
    this.tenants = tenants;
    this.who = who;
    this.note = note;
  }

  void counter(Answer counter) {
    counterCode = counter.code();
    everCounted |= counter.isThere();
    if (share == null || !share.reason().isEmpty()) {
      tenants.look();
    }
  }

  void setBack(long nanos) {
    setBacks++;
    setBackNanos += nanos;
  }

  void standsStill() {
    stoodStill = true;
  }

  void filled(long nanos) {
    filledNanos += nanos;
  }

  void compare(double countedJoules, double summedJoules, long nanos) {
    divergence.add(countedJoules, summedJoules, nanos);
  }

  /**
   * The story up to now on one line.
   *
   * @param technique the weakest one used
   * @param readable whether the GPU answers now
   * @param uncoveredNanos time without a reading
   * @param fillingNanos how much of it is filled in but may be counted yet
   */
  String how(Technique technique, boolean readable, long uncoveredNanos, long fillingNanos) {
    List<String> parts = new ArrayList<>();
    parts.add(source(technique, readable));
    if (setBacks > 0) {
      parts.add(String.format(
          Locale.ROOT,
          "counter set back by the driver %s, %.0f s counted from power",
          setBacks == 1 ? "once" : setBacks + " times",
          setBackNanos * NANOS));
    }
    if (stoodStill) {
      parts.add("counter stood still for a time, power taken instead");
    }
    double filled = (filledNanos + fillingNanos) * NANOS;
    if (uncoveredNanos * NANOS >= 1) {
      parts.add(String.format(Locale.ROOT, "no reading for %.0f s", uncoveredNanos * NANOS)
          + (filled > 0
              ? String.format(Locale.ROOT, ", %.0f s of it filled in with the mean", filled)
              : ""));
    }
    divergence.words().ifPresent(parts::add);
    parts.addAll(whose());
    if (!readable) {
      parts.add("not readable now: " + NvmlCodes.words(counterCode));
    }
    if (!note.isEmpty()) {
      parts.add(note);
    }
    return String.join("; ", parts);
  }

  private String source(Technique technique, boolean readable) {
    return switch (technique) {
      case NVML_ENERGY ->
        everCounted || readable ? "NVML energy counter" : "NVML, nothing read yet";
      case NVML_POWER ->
        everCounted
            ? "NVML energy counter and, for a time, power summed up"
            : "NVML power, summed up: " + whyNoCounter();
      default -> (everCounted || power.wasRead() ? "in part " : "") + power.how(technique);
    };
  }

  private String whyNoCounter() {
    return switch (counterCode) {
      case NvmlCodes.NOT_SUPPORTED -> "this GPU has no energy counter";
      case NvmlCodes.FUNCTION_NOT_FOUND -> "this driver has no energy counter";
      default -> "its energy counter can't be read (" + NvmlCodes.words(counterCode) + ")";
    };
  }

  private List<String> whose() {
    List<String> parts = new ArrayList<>();
    if (share != null) {
      parts.add(
          share.reason().isEmpty()
              ? who + "'s share: idle power by memory held, the rest by use of the SMs"
              : "the whole board is charged: " + share.reason());
    } else if (gpu.identity().partitioned()) {
      parts.add("split into instances (MIG), not attributable: the whole board is charged");
    }
    if (tenants.others() > 0) {
      parts.add(
          tenants.others() == 1
              ? "another process on this GPU is charged here too"
              : tenants.others() + " other processes on this GPU are charged here too");
    }
    return parts;
  }
}
