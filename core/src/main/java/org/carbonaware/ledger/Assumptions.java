package org.carbonaware.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.carbonaware.energy.EnergyReading.Method;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.footprint.Facility;
import org.carbonaware.ledger.RunAccount.ComponentTotal;

/** What a run's footprint rests on besides readings, in sentences for whoever audits it. */
final class Assumptions {
  private static final int MOST_NAMES = 8;

  private final AccountBuilder account;
  private final Boundary boundary;
  private final RunSummary summary;
  private final List<ComponentTotal> components;
  private final List<String> sentences = new ArrayList<>();

  Assumptions(
      AccountBuilder account,
      Boundary boundary,
      RunSummary summary,
      List<ComponentTotal> components) {
    this.account = account;
    this.boundary = boundary;
    this.summary = summary;
    this.components = components;
  }

  /**
   * Those that apply.
   *
   * @param overridden whether the boundary is not the recorded one
   * @param unbookedJoules what killed processes may have drawn beyond their records
   */
  List<String> sentences(
      boolean overridden, HardwareShare hardware, MeterErrors errors, double unbookedJoules) {
    boundary(overridden);
    components.forEach(this::component);
    if (!errors.calibrated() && summary.joules() > 0) {
      sentences.add("No meter at the wall was used and nothing was calibrated against one: software"
          + " meters were found to read 20 to 33 % low, which only the upper end of the range"
          + " counts.");
    }
    intensity();
    hardware(hardware);
    unbooked(unbookedJoules);
    hosts();
    return sentences;
  }

  private void boundary(boolean overridden) {
    Facility facility = boundary.facility();
    sentences.add("What the facility adds to the computer's energy (PUE) is a factor of "
        + Plain.number(facility.pue())
        + source(facility.pueSource())
        + ".");
    if (overridden) {
      sentences.add("Facility, contracts and hardware are those given for this report, not those"
          + " that the run was recorded with.");
    } else if (account.course.boundaryChanged) {
      sentences.add("Facility, contracts or hardware changed when the run was started again: the"
          + " last ones count for all of it.");
    }
    if (boundary.market().isEmpty()) {
      sentences.add("Market-based emissions are not available: no contracts for electricity and no"
          + " residual mix were given.");
    }
    if (facility.litresPerKwh().isPresent()) {
      sentences.add("Water is "
          + Plain.number(facility.litresPerKwh().getAsDouble())
          + " L for each kWh of the computer's energy"
          + source(facility.waterSource())
          + ".");
    }
  }

  private static String source(String source) {
    return source.isBlank() ? "" : " (" + source + ")";
  }

  private void component(ComponentTotal component) {
    Method method = component.technique().method();
    if (!component.described()) {
      sentences.add("The record says that the energy of " + component.name() + " is "
          + method.label() + ", but not by what and for how much of the time: the range takes the"
          + " least exact technique of that kind.");
    } else if (method != Method.MEASURED) {
      sentences.add("The energy of " + component.name() + " is " + method.label() + " ("
          + component.technique().label() + ")"
          + (component.how().isBlank() ? "" : ": " + component.how()) + ".");
    }
    if (component.coverage() < 1) {
      sentences.add("There are readings of " + component.name() + " for only "
          + Plain.percent(component.coverage())
          + " of the metered time; the rest was filled in or is missing.");
    }
    if (component.scope() != Scope.DEVICE) {
      sentences.add("Of " + component.name() + " only "
          + (component.scope() == Scope.PROCESS
              ? "this process's share"
              : "the part that this job was given")
          + " is counted.");
    }
  }

  private void intensity() {
    if (summary.joulesWithoutIntensity() > 0) {
      sentences.add("No intensity was known for "
          + Plain.energy(summary.joulesWithoutIntensity())
          + ": they count 0 g, and at the run's highest intensity in the upper end of the range.");
    }
    List<String> others = account.uncertain.gramsByKind().keySet().stream()
        .filter(kind -> !kind.equals("measured"))
        .map(kind -> kind.isEmpty() ? "of a kind the record does not tell" : kind)
        .collect(Collectors.toList());
    if (!others.isEmpty()) {
      sentences.add("Some or all of the grid's intensities were not measured but "
          + String.join(" and ", others)
          + ".");
    }
    account.actual.ifPresent(series -> sentences.add("What the grid emitted while the run was in no"
        + " process, and after its record, is taken from " + series.provenance().source() + " ("
        + series.provenance().kind().label()
        + "): only for running straight through and the best possible."));
    if (account.timelessJoules > 0) {
      sentences.add(
          Plain.energy(account.timelessJoules)
              + " were recorded for intervals that run backwards or take more than a year, as when a"
              + " clock was set meanwhile: the energy counts, at the interval's end, its time does not.");
    }
  }

  private void hardware(HardwareShare hardware) {
    if (!hardware.given()) {
      sentences.add(
          hardware.sources().isEmpty()
              ? "Making the hardware is not charged: no figure for it was given, and no GPU of a known"
                  + " name was metered."
              : "Of the hardware only the making of the GPUs that were metered is charged: processors,"
                  + " memory and the rest of the machine are not, as no figure was given.");
    }
    if (!hardware.unknown().isEmpty()) {
      sentences.add("Making " + listed(hardware.unknown())
          + " is not charged: the record does not name the model.");
    }
    if (!hardware.shared().isEmpty()) {
      sentences.add("Making " + listed(hardware.shared())
          + " is charged as if the whole device were reserved, although others used it.");
    }
    Duration away = summary.away();
    if (!hardware.sources().isEmpty() && away.toSeconds() > 0) {
      sentences.add(
          "The "
              + Plain.number(away.toSeconds() / 3600.0)
              + " h away, in no process, are not charged for hardware, as if others used it meanwhile.");
    }
  }

  private static String listed(List<String> names) {
    return names.size() <= MOST_NAMES ? String.join(", ", names) : names.size() + " GPUs";
  }

  private void hosts() {
    int hosts = account.course.hosts.size();
    if (hosts > 1) {
      sentences.add("The processes of the run were on " + hosts
          + " different computers, or on one that changed: where one is named, it is the last.");
    }
  }

  private void unbooked(double joules) {
    int killed = account.course.killed;
    if (joules > 0) {
      sentences.add((killed == 1 ? "One process" : killed + " processes")
          + " of the run left no last record, killed or still at work: up to "
          + Plain.energy(joules)
          + " may be missing, which only the upper end of the range counts.");
    }
  }
}
