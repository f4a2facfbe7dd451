package org.carbonaware.energy;

import java.util.List;
import java.util.Locale;

/**
 * Energy since a meter was made.
 *
 * @param components what is metered, in a fixed order
 */
public record EnergyReading(List<Component> components) {
  /** Copies the list. */
  public EnergyReading {
    components = List.copyOf(components);
  }

  /** How a figure was obtained. */
  public enum Method {
    /** Read from a counter of the hardware. */
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

  /**
   * One component's energy.
   *
   * @param name the component, such as {@code cpu} or {@code machine}
   * @param joules energy since the meter was made, 0 or more
   * @param method how it was obtained
   * @param how the method in a few words
   */
  public record Component(String name, double joules, Method method, String how) {}

  /**
   * The sum over the components.
   *
   * @return joules
   */
  public double joules() {
    return components.stream().mapToDouble(Component::joules).sum();
  }
}
