package org.carbonaware.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Technique;
import org.carbonaware.ledger.RunAccount.ComponentTotal;

/**
 * How far the energy of a run may be off: a range for each component by its technique, weighted by
 * the components' energy. Errors are taken to add up, as if all were off the same way.
 *
 * <table>
 *   <caption>The true energy against the metered one</caption>
 *   <tr><th>technique</th><th>range</th><th>why</th></tr>
 *   <tr><td>nvml-energy, nvml-power</td><td>-10 to +10 %</td><td>NVIDIA states 5 % for its sensor;
 *       it samples only 25 % of the runtime on A100 and H100 (arXiv 2312.02741), hence twice that
 *       </td></tr>
 *   <tr><td>rapl</td><td>-5 to +10 %</td><td>correlates highly with plug power (Khan 2018); the
 *       regulator's losses are outside of it</td></tr>
 *   <tr><td>external</td><td>-2 to +2 %</td><td>a usual energy meter; chosen</td></tr>
 *   <tr><td>tdp-load</td><td>-30 to +40 %</td><td>processors of one rated power differ; up to 40 %
 *       was found between estimates and meters (arXiv 2509.22092)</td></tr>
 *   <tr><td>size-model</td><td>-50 to +50 %</td><td>models of memory power differ by more than
 *       half; chosen</td></tr>
 *   <tr><td>calibration</td><td>-10 to +10 %</td><td>one base power and one efficiency for all
 *       loads; chosen</td></tr>
 *   <tr><td>constant</td><td>-50 to +50 %</td><td>follows no load; chosen</td></tr>
 * </table>
 *
 * <p>Where a record tells only that energy was measured, estimated or assumed, the widest range of
 * that method's techniques counts, and no meter at the wall is supposed.
 *
 * <p>Software meters were found to read 20 to 33 % low against a meter at the wall (arXiv
 * 2509.22092): they see no power supply, board, fans and disks. Unless something was calibrated or
 * metered there, the upper end of all energy but that of external meters is divided by 0.67, the
 * worst of what was found. The lower end stays: nothing says that they read high.
 *
 * <p>Where a component has no reading for a part of the time, that part may have been filled in for
 * nothing, or be missing: the lower end is multiplied by the coverage, the upper one divided by it,
 * or by 10 % if it is less.
 */
final class MeterErrors {
  private static final double WALL = 0.67;
  private static final double LEAST_COVERAGE = 0.1;

  private final double low;
  private final double high;
  private final boolean calibrated;

  MeterErrors(List<ComponentTotal> components) {
    calibrated = components.stream().allMatch(MeterErrors::external)
        || components.stream().anyMatch(MeterErrors::atTheWall);
    double sum = 0;
    double lowest = 0;
    double highest = 0;
    for (ComponentTotal component : components) {
      double joules = component.joules();
      double coverage = component.described() ? component.coverage() : 1;
      sum += joules;
      lowest += joules * (1 - below(component)) * coverage;
      highest += joules
          * (1 + above(component))
          / Math.max(LEAST_COVERAGE, coverage)
          / (calibrated || external(component) ? 1 : WALL);
    }
    low = sum > 0 ? lowest / sum : 1;
    high = sum > 0 ? highest / sum : 1;
  }

  private static boolean external(ComponentTotal component) {
    return component.described() && component.technique() == Technique.EXTERNAL;
  }

  /** A sensor of one part that the user supplies says nothing of the machine around it. */
  private static boolean atTheWall(ComponentTotal component) {
    return component.kind() == Kind.SUPPLY
        || (component.described() && component.technique() == Technique.CALIBRATION)
        || (external(component) && component.kind() == Kind.MACHINE);
  }

  private static double below(ComponentTotal component) {
    return widest(component, MeterErrors::below);
  }

  private static double above(ComponentTotal component) {
    return widest(component, MeterErrors::above);
  }

  /** Where only the method is known, the least exact technique of that method. */
  private static double widest(ComponentTotal component, ToDoubleFunction<Technique> error) {
    Technique technique = component.technique();
    return component.described()
        ? error.applyAsDouble(technique)
        : Arrays.stream(Technique.values())
            .filter(each -> each.method() == technique.method())
            .mapToDouble(error)
            .max()
            .orElseThrow();
  }

  private static double below(Technique technique) {
    return switch (technique) {
      case NVML_ENERGY, NVML_POWER, CALIBRATION -> 0.1;
      case RAPL -> 0.05;
      case EXTERNAL -> 0.02;
      case LOAD_MODEL -> 0.3;
      case SIZE_MODEL, CONSTANT -> 0.5;
    };
  }

  private static double above(Technique technique) {
    return switch (technique) {
      case NVML_ENERGY, NVML_POWER, RAPL, CALIBRATION -> 0.1;
      case EXTERNAL -> 0.02;
      case LOAD_MODEL -> 0.4;
      case SIZE_MODEL, CONSTANT -> 0.5;
    };
  }

  /** The least the energy may have been, as a factor, at most 1. */
  double low() {
    return low;
  }

  /** The most it may have been, as a factor, 1 or more. */
  double high() {
    return high;
  }

  /** Whether a meter at the wall was used, now or for a calibration. */
  boolean calibrated() {
    return calibrated;
  }
}
