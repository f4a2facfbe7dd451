package org.carbonaware.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carbonaware.control.HostFacts;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Method;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunAccount.ComponentTotal;
import org.carbonaware.ledger.RunSummary;

/** What every format derives from an account in the same way. */
record Findings(RunAccount account) {
  static final double JOULES_PER_KWH = 3_600_000;
  private static final double BYTES_PER_GIGABYTE = 1L << 30;
  private static final double ROUNDING = 1e-9;

  private RunSummary run() {
    return account.summary();
  }

  /** Whether anything was metered at a known intensity; if not, no emission means anything. */
  boolean emissionsKnown() {
    return emissionsKnown(run());
  }

  static boolean emissionsKnown(RunSummary run) {
    return run.joulesWithoutIntensity() < run.joules() * (1 - ROUNDING);
  }

  /**
   * Whether anything is known of what running straight through would have emitted; where it is not,
   * its 0 g mean nothing.
   */
  boolean straightThroughKnown() {
    return straightThroughKnown(run());
  }

  static boolean straightThroughKnown(RunSummary run) {
    return emissionsKnown(run)
        && (run.counterfactualGrams() > 0 || run.counterfactualMissingJoules() == 0);
  }

  /** Why emissions are unknown. */
  String whyUnknown() {
    return "unknown: " + reasonUnknown(run());
  }

  /** The same without the word. */
  String reasonUnknown() {
    return reasonUnknown(run());
  }

  static String reasonUnknown(RunSummary run) {
    return run.joules() > 0 ? "the grid's intensity was never known" : "nothing was metered";
  }

  /** The mean intensity that the energy met whose intensity is known, in g/kWh of the facility. */
  OptionalDouble meanGramsPerKwh() {
    double kwh = (run().joules() - run().joulesWithoutIntensity())
        / JOULES_PER_KWH
        * account.boundary().facility().pue();
    return emissionsKnown()
        ? OptionalDouble.of(account.footprint().locationGrams() / kwh)
        : OptionalDouble.empty();
  }

  /** The share of running straight through that was avoided; below 0 if pausing made it worse. */
  OptionalDouble avoidedShare() {
    return straightThroughKnown() && run().counterfactualGrams() > 0
        ? OptionalDouble.of(run().avoidedGrams() / run().counterfactualGrams())
        : OptionalDouble.empty();
  }

  /** What making the hardware comes to, NaN if nothing is known of it. */
  double hardware(double grams) {
    return account.footprint().embodiedSources().isEmpty() ? Double.NaN : grams;
  }

  /** What the best possible run would have emitted, gCO2e; NaN if that is unknown. */
  double bestPossibleGrams() {
    RunAccount.Hindsight best = account.hindsight();
    return emissionsKnown() && (best.grams() > 0 || best.missingJoules() == 0)
        ? best.grams()
        : Double.NaN;
  }

  /** What the best possible run would have avoided against running straight through, gCO2e. */
  double possibleGrams() {
    return run().counterfactualGrams() - bestPossibleGrams();
  }

  /** The share of it that was avoided; empty where there was nothing to gain. */
  OptionalDouble keptShare() {
    double possible = possibleGrams();
    return straightThroughKnown() && possible > run().counterfactualGrams() * ROUNDING
        ? OptionalDouble.of(run().avoidedGrams() / possible)
        : OptionalDouble.empty();
  }

  /** Whether all energy was read from sensors and counters. */
  boolean allMeasured() {
    return !account.components().isEmpty()
        && account.components().stream()
            .allMatch(each -> each.technique().method() == Method.MEASURED);
  }

  /** How the energy is known, such as {@code measured and estimated}. */
  String methods() {
    return new RunWording(run()).methods();
  }

  /** How the intensities were known, and from where. */
  String intensities() {
    return new RunWording(run()).intensities();
  }

  /** The components of one kind. */
  List<ComponentTotal> components(Kind kind) {
    return account.components().stream().filter(each -> each.kind() == kind).toList();
  }

  /** The techniques of the components of one kind, each once. */
  String techniques(Kind kind) {
    return components(kind).stream()
        .filter(ComponentTotal::described)
        .map(ComponentTotal::techniqueLabel)
        .distinct()
        .collect(Collectors.joining("+"));
  }

  /** The processor's name as CodeCarbon writes it; empty if unknown. */
  String cpuModel() {
    return account.host().cpuModel().orElseGet(() -> devices(components(Kind.CPU)));
  }

  /** How many GPUs were metered, or else how many the computer has. */
  int gpuCount() {
    int metered = components(Kind.GPU).size();
    return metered > 0 ? metered : account.host().gpus().size();
  }

  /** The same GPUs' models; empty if unknown. */
  String gpuModels() {
    List<ComponentTotal> metered = components(Kind.GPU);
    return metered.isEmpty() ? counted(account.host().gpus().stream()) : devices(metered);
  }

  /** The processor threads that the job was given, all of the machine where that is not known. */
  OptionalDouble givenThreads() {
    OptionalDouble given = account.host().givenThreads();
    return given.isPresent()
        ? given
        : account.host().cpuThreads().stream().asDoubleStream().findFirst();
  }

  /** The memory that the job was given, in GB of 1024 MB; the machine's where that is not known. */
  OptionalDouble givenGigabytes() {
    OptionalLong given = account.host().givenMemoryBytes();
    OptionalLong bytes = given.isPresent() ? given : account.host().memoryBytes();
    return bytes.stream().mapToDouble(count -> count / BYTES_PER_GIGABYTE).findFirst();
  }

  /** What ran the training, such as {@code 17.0.15 (Java)}; empty if unknown. */
  String runtime() {
    return account.host().javaVersion().map(version -> version + " (Java)").orElse("");
  }

  /** The computer in one line: system, Java, processor, memory; empty if nothing is known. */
  String computer() {
    HostFacts host = account.host();
    List<String> parts = new ArrayList<>();
    host.cpuModel().ifPresent(parts::add);
    givenThreads().ifPresent(threads -> parts.add(Quantities.number(threads) + " threads"));
    givenGigabytes().ifPresent(size -> parts.add(Quantities.number(size) + " GB of memory"));
    if (gpuCount() > 0 && !gpuModels().isEmpty()) {
      parts.add(gpuModels());
    }
    host.os().ifPresent(parts::add);
    host.javaVersion().ifPresent(version -> parts.add("Java " + version));
    host.site()
        .cloudProvider()
        .ifPresent(cloud -> parts.add(
            cloud + host.site().cloudRegion().map(region -> " " + region).orElse("")));
    return String.join(", ", parts);
  }

  /** Devices with how many there are, such as {@code 2 x NVIDIA T4, 1 x AMD EPYC 7763}. */
  String devices(List<ComponentTotal> components) {
    return counted(components.stream().map(ComponentTotal::device));
  }

  private static String counted(Stream<String> names) {
    return names
        .filter(name -> !name.isBlank())
        .collect(
            Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(each -> each.getValue() + " x " + each.getKey())
        .collect(Collectors.joining(", "));
  }
}
