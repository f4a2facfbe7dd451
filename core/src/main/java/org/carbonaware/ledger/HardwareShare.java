package org.carbonaware.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.footprint.Embodied;
import org.carbonaware.footprint.HardwareTable;
import org.carbonaware.ledger.RunAccount.ComponentTotal;

/**
 * A run's share of making its hardware (ISO/IEC 21031: {@code M = TE x TiR/EL x RR/ToR}): what the
 * user said of it, else the metered GPUs' figures of {@link HardwareTable}.
 *
 * <p>Figures of life-cycle assessments for one board differ by the die size, the memory and the mix
 * of the factory that they assume: those of the table are taken as good to 30 %, the generic one to
 * 70 %. What the user gave is taken as it is.
 */
final class HardwareShare {
  private static final double TABLE_ERROR = 0.3;
  private static final double GENERIC_ERROR = 0.7;

  private final List<String> sources = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();
  private final List<String> shared = new ArrayList<>();
  private double gramsPerHour;
  private double errorPerHour;
  private boolean given;

  HardwareShare(Boundary boundary, List<ComponentTotal> components) {
    Optional<Embodied> told = boundary.embodied();
    if (told.isPresent()) {
      given = true;
      gramsPerHour = told.get().gramsPerHour();
      sources.add(line("hardware", told.get()));
      return;
    }
    for (ComponentTotal component : components) {
      if (component.kind() == Kind.GPU) {
        charge(component);
      }
    }
  }

  private void charge(ComponentTotal gpu) {
    Optional<HardwareTable.Entry> found = HardwareTable.ofGpu(gpu.device());
    if (found.isEmpty()) {
      unknown.add(gpu.name());
      return;
    }
    double each = found.get().embodied().gramsPerHour();
    gramsPerHour += each;
    errorPerHour += each * (found.get().generic() ? GENERIC_ERROR : TABLE_ERROR);
    sources.add(line(gpu.name() + ", " + gpu.device(), found.get().embodied()));
    if (gpu.scope() != Scope.DEVICE) {
      shared.add(gpu.name());
    }
  }

  private static String line(String what, Embodied embodied) {
    String part = embodied.share() < 1
        ? String.format(Locale.ROOT, ", share %s of it", Plain.number(embodied.share()))
        : "";
    return String.format(
        Locale.ROOT,
        "%s: %s kg over %s h%s (%s)",
        what,
        Plain.number(embodied.grams() / 1000),
        Plain.number(embodied.lifetime().toSeconds() / 3600.0),
        part,
        embodied.source());
  }

  /** For a time that the hardware was kept, in gCO2e. */
  double grams(Duration time) {
    return gramsPerHour * hours(time);
  }

  /** How far that may be off, up or down, in gCO2e. */
  double error(Duration time) {
    return errorPerHour * hours(time);
  }

  private static double hours(Duration time) {
    return time.toNanos() / 3.6e12;
  }

  /** Whether the user said what the hardware is. */
  boolean given() {
    return given;
  }

  /** A line for each device that is charged. */
  List<String> sources() {
    return sources;
  }

  /** The GPUs that no name is known of. */
  List<String> unknown() {
    return unknown;
  }

  /** The GPUs that are charged whole, though their energy is not. */
  List<String> shared() {
    return shared;
  }
}
