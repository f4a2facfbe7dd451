package org.carbonaware.energy;

import java.util.List;
import java.util.Locale;

/**
 * Energy since a meter was made.
 *
 * @param components what is metered, in a fixed order; they do not overlap, so that their sum means
 *     something
 */
public record EnergyReading(List<Component> components) {
  /** Copies the list. */
  public EnergyReading {
    components = List.copyOf(components);
  }

  /** How well a figure is known, best first. */
  public enum Method {
    /** Read from a sensor or counter of the hardware. */
    MEASURED,
    /** Computed from the load and a model of the hardware. */
    ESTIMATED,
    /** A fixed figure. */
    ASSUMED;

    /**
     * The word used in records and reports.
     *
     * @return lower case
     */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What kind of part a component is. */
  public enum Kind {
    /** An accelerator, its memory included. */
    GPU,
    /** Processors. */
    CPU,
    /** Main memory. */
    RAM,
    /** Board, fans, disks and network: what draws power whatever runs. */
    BASE,
    /** What the power supply loses. */
    SUPPLY,
    /** All the machine except what other components name. */
    MACHINE;

    /**
     * The word used in records and reports.
     *
     * @return lower case
     */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a figure was obtained. */
  public enum Technique {
    /** The energy counter of an NVIDIA GPU. */
    NVML_ENERGY("nvml-energy", Method.MEASURED),
    /** The power of an NVIDIA GPU, summed up. */
    NVML_POWER("nvml-power", Method.MEASURED),
    /** The energy counters of the processor's package or memory (running average power limit). */
    RAPL("rapl", Method.MEASURED),
    /** A meter outside of the machine or one that the user supplies. */
    EXTERNAL("external", Method.MEASURED),
    /** Load and a model between idle and full power. */
    LOAD_MODEL("tdp-load", Method.ESTIMATED),
    /** A fixed power for each gigabyte, module or the like. */
    SIZE_MODEL("size-model", Method.ESTIMATED),
    /** A calibration against a meter at the wall. */
    CALIBRATION("calibration", Method.ESTIMATED),
    /** A fixed power. */
    CONSTANT("constant", Method.ASSUMED);

    private final String label;
    private final Method method;

    Technique(String label, Method method) {
      this.label = label;
      this.method = method;
    }

    /**
     * The word used in records and reports.
     *
     * @return lower case with hyphens
     */
    public String label() {
      return label;
    }

    /**
     * How well its figures are known.
     *
     * @return the method
     */
    public Method method() {
      return method;
    }
  }

  /** Whose energy a figure is. */
  public enum Scope {
    /** All the device draws, whoever uses it. */
    DEVICE,
    /** The part of the machine that this job was given, such as a container's memory. */
    ALLOCATION,
    /** This process's share. */
    PROCESS;

    /**
     * The word used in records and reports.
     *
     * @return lower case
     */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One component's energy.
   *
   * @param name the component, such as {@code gpu0}, {@code cpu} or {@code machine}
   * @param kind what kind of part it is
   * @param device its model, such as {@code NVIDIA H100 80GB HBM3}; empty if unknown
   * @param joules energy since the meter was made, 0 or more
   * @param technique how it was obtained; the weakest one if it changed on the way
   * @param scope whose energy it is
   * @param coverage the share of the time since the meter was made for which there was a reading, 0
   *     to 1; the rest was filled in or is missing, as {@code how} says
   * @param how in a few words on one line: what was read, what was assumed, and why not better
   */
  public record Component(
      String name,
      Kind kind,
      String device,
      double joules,
      Technique technique,
      Scope scope,
      double coverage,
      String how) {
    /** Checks the coverage. */
    public Component {
      if (!(coverage >= 0 && coverage <= 1)) {
        throw new IllegalArgumentException(
            "coverage " + coverage + " of " + name + ": expected 0 to 1");
      }
    }

    /**
     * A whole device, read all the time.
     *
     * @param name the component
     * @param kind what kind of part it is
     * @param joules energy since the meter was made, 0 or more
     * @param technique how it was obtained
     * @param how in a few words
     * @return the component, of no known model
     */
    public static Component of(
        String name, Kind kind, double joules, Technique technique, String how) {
      return new Component(name, kind, "", joules, technique, Scope.DEVICE, 1, how);
    }

    /**
     * How well the figure is known.
     *
     * @return the technique's method
     */
    public Method method() {
      return technique.method();
    }
  }

  /**
   * The sum over the components.
   *
   * @return joules
   */
  public double joules() {
    return components.stream().mapToDouble(Component::joules).sum();
  }
}
