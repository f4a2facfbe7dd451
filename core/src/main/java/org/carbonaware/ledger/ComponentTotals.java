package org.carbonaware.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.energy.EnergyReading.Technique;
import org.carbonaware.ledger.RunAccount.ComponentTotal;
import org.jspecify.annotations.Nullable;

/** Energy by component, over the run and in slices, and what each component is. */
final class ComponentTotals {
  private static final int MOST = 256;
  private static final String OTHERS = "others";

  private static final class Component {
    final String name;
    final double[] slices;
    double activeJoules;
    double pausedJoules;
    String device = "";
    String how = "the record does not describe it";

    @Nullable
    Kind kind;

    @Nullable
    Technique technique;

    @Nullable
    Scope scope;

    double coverage = 1;
    double coveredNanos;
    double closedNanos;

    /** What an energy line says of all its components. */
    String method = "";

    Component(String name, double[] slices) {
      this.name = name;
      this.slices = slices;
    }
  }

  private final Slices slices;
  private final Map<String, Component> components = new LinkedHashMap<>();
  private double processNanos;

  ComponentTotals(Slices slices) {
    this.slices = slices;
  }

  void add(EnergyLine line) {
    processNanos += line.nanos();
    for (int i = 0; i < line.components; i++) {
      Component component = component(line.names[i]);
      if (line.phase == Phase.ACTIVE) {
        component.activeJoules += line.parts[i];
      } else {
        component.pausedJoules += line.parts[i];
      }
      component.method = line.method;
      slices.add(component.slices, line.from, line.to, line.parts[i]);
    }
  }

  private Component component(String name) {
    Component known = components.get(name);
    if (known != null) {
      return known;
    }
    return components.computeIfAbsent(
        components.size() < MOST ? name : OTHERS, added -> new Component(added, slices.series()));
  }

  /** A line that describes the components, as a process last read them. */
  void describe(JsonNode fields) {
    for (JsonNode told : fields.path("components")) {
      Component component = component(told.path("name").asText());
      component.kind = labelled(Kind.values(), Kind::label, told.path("kind").asText());
      component.scope =
          labelled(Scope.values(), Scope::label, told.path("scope").asText());
      Technique technique =
          labelled(Technique.values(), Technique::label, told.path("technique").asText());
      Technique before = component.technique;
      if (before == null || (technique != null && technique.compareTo(before) > 0)) {
        component.technique = technique;
      }
      String device = told.path("device").asText();
      component.device = device.isBlank() ? component.device : device;
      component.how = told.path("how").asText();
      component.coverage = Math.max(0, Math.min(1, told.path("coverage").asDouble(1)));
    }
  }

  /** A label of a later version is unknown, which is no reason to fail. */
  private static <T> @Nullable T labelled(
      T[] values, java.util.function.Function<T, String> label, String wanted) {
    for (T value : values) {
      if (label.apply(value).equals(wanted)) {
        return value;
      }
    }
    return null;
  }

  /** Ends a process: the next one's coverage begins anew. */
  void closeProcess() {
    for (Component component : components.values()) {
      component.coveredNanos += component.coverage * processNanos;
      component.closedNanos += processNanos;
      component.coverage = 1;
    }
    processNanos = 0;
  }

  List<ComponentTotal> totals() {
    closeProcess();
    List<ComponentTotal> totals = new ArrayList<>();
    for (Component component : components.values()) {
      Technique technique = component.technique;
      Scope scope = component.scope;
      totals.add(new ComponentTotal(
          component.name,
          kind(component),
          component.device,
          technique == null ? technique(component.method) : technique,
          scope == null ? Scope.DEVICE : scope,
          coverage(component),
          component.how,
          component.activeJoules,
          component.pausedJoules));
    }
    return totals;
  }

  /** Of what nothing describes, no reading is known either. */
  private static double coverage(Component component) {
    if (component.technique == null) {
      return Double.NaN;
    }
    return component.closedNanos > 0
        ? Math.min(1, component.coveredNanos / component.closedNanos)
        : 1;
  }

  /** The energy of a slice by kind. */
  Map<Kind, Double> slice(int index) {
    Map<Kind, Double> joules = new EnumMap<>(Kind.class);
    for (Component component : components.values()) {
      joules.merge(kind(component), component.slices[index], Double::sum);
    }
    return joules;
  }

  private static Kind kind(Component component) {
    Kind told = component.kind;
    if (told != null) {
      return told;
    }
    for (Kind kind : Kind.values()) { // records before there were descriptions: gpu0, cpu
      if (component.name.startsWith(kind.label())) {
        return kind;
      }
    }
    return Kind.MACHINE;
  }

  /** Stands for a technique that the record does not tell; only its method is meant. */
  private static Technique technique(String method) {
    return switch (method) {
      case "measured" -> Technique.EXTERNAL;
      case "estimated" -> Technique.LOAD_MODEL;
      default -> Technique.CONSTANT;
    };
  }
}
