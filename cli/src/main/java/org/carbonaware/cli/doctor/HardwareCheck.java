package org.carbonaware.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.carbonaware.energy.Hardware;

/**
 * Processors and memory, and what of them this process was given.
 *
 * @param hardware looks at the computer
 */
record HardwareCheck(Supplier<Hardware> hardware) implements Check {
  @Override
  public List<Finding> look() {
    Hardware found = hardware.get();
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok("processors", processors(found)));
    findings.add(
        found.memoryBytes() > 0
            ? Finding.ok("memory", memory(found))
            : Finding.warn("memory", "its size is not known", "nothing; its energy is assumed"));
    return findings;
  }

  private static String processors(Hardware found) {
    String model = found.cpuModel().isEmpty() ? "of unknown make" : found.cpuModel();
    String machine = found.virtual()
        ? ", virtual" + (found.vendor().isEmpty() ? "" : " (" + found.vendor() + ")")
        : "";
    String given = found.threadsFrom().isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            "; %.1f of them are given to this process by %s",
            found.allocatedThreads(),
            found.threadsFrom());
    return found.cpuThreads() + " threads, " + model + machine + given;
  }

  private static String memory(Hardware found) {
    String all = String.format(Locale.ROOT, "%.1f GB", found.memoryBytes() / 1e9);
    return found.memoryFrom().isEmpty()
        ? all
        : String.format(
            Locale.ROOT,
            "%s; %.1f GB are given to this process by %s",
            all,
            found.allocatedMemoryBytes() / 1e9,
            found.memoryFrom());
  }
}
