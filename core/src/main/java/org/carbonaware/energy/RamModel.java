package org.carbonaware.energy;

import java.util.Locale;
import java.util.function.LongSupplier;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.energy.EnergyReading.Technique;

/**
 * What main memory draws where no counter tells: a power for each module (as CodeCarbon has it
 * since its version 3), their number guessed from the size. A fixed power for each gigabyte, the
 * other usual model, gives a training node of 2 TB more than 700 W of memory, several times what
 * its modules draw. A job is charged its part of the machine's memory.
 */
record RamModel(double watts, Scope scope, String how) {
  private static final double X86_WATTS_PER_MODULE = 5;
  private static final double ARM_WATTS_PER_MODULE = 1.5;

  /** Modules beyond so many draw this share: they are rarely all busy. */
  private static final int[] BEYOND = {0, 4, 8, 16};

  private static final double[] SHARES = {1, 0.9, 0.8, 0.7};

  /** What is assumed where the size is not known. */
  private static final long UNKNOWN_BYTES = 16L << 30;

  /** A usual host of virtual machines, which are given a part of its memory. */
  private static final long HOST_BYTES = 512L << 30;

  static RamModel of(Hardware hardware) {
    boolean known = hardware.memoryBytes() > 0;
    long shown = known ? hardware.memoryBytes() : UNKNOWN_BYTES;
    long given = known ? hardware.allocatedMemoryBytes() : UNKNOWN_BYTES;
    boolean guest = hardware.virtual() && shown < HOST_BYTES;
    long machine = guest ? HOST_BYTES : shown;
    double gigabytes = MemorySize.gigabytes(machine);
    int modules = modules(gigabytes);
    double whole = watts(modules, hardware.architecture());
    double share = Math.min(1, given / (double) machine);
    String how = String.format(
        Locale.ROOT,
        "model: %.1f W for %d modules %s %.0f GB",
        whole,
        modules,
        guest ? "of a host of the virtual machine taken to have" : "guessed from",
        gigabytes);
    if (share < 1) {
      how += String.format(
          Locale.ROOT,
          ", of which %.1f GB are given%s",
          MemorySize.gigabytes(given),
          hardware.memoryFrom().isEmpty() ? "" : " (" + hardware.memoryFrom() + ")");
    }
    return new RamModel(
        whole * share,
        share < 1 ? Scope.ALLOCATION : Scope.DEVICE,
        known ? how : how + ", size unknown");
  }

  /** How many modules a machine of some size usually has: 2 to 32. */
  static int modules(double gigabytes) {
    if (gigabytes <= 16) {
      return 2;
    }
    if (gigabytes <= 64) {
      return 4;
    }
    if (gigabytes <= 128) {
      return 8;
    }
    double size = gigabytes <= 512 ? 32 : 64;
    return (int) Math.min(32, Math.ceil(gigabytes / size));
  }

  static double watts(int modules, String architecture) {
    boolean arm = architecture.startsWith("aarch") || architecture.startsWith("arm");
    double each = arm ? ARM_WATTS_PER_MODULE : X86_WATTS_PER_MODULE;
    double watts = 0;
    for (int i = 0; i < BEYOND.length; i++) {
      int end = i + 1 < BEYOND.length ? BEYOND[i + 1] : Integer.MAX_VALUE;
      watts += Math.max(0, Math.min(modules, end) - BEYOND[i]) * each * SHARES[i];
    }
    return watts;
  }

  EnergyMeter meter(String whyNotBetter, LongSupplier nanoTime) {
    return new SteadyMeter(
        "ram", Kind.RAM, "", watts, Technique.SIZE_MODEL, scope, 1, how + whyNotBetter, nanoTime);
  }
}
