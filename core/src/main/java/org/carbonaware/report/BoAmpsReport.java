package org.carbonaware.report;

import static org.carbonaware.report.Findings.JOULES_PER_KWH;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.control.TrainingFacts;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.ledger.Footprint;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunAccount.ComponentTotal;
import org.carbonaware.ledger.RunSummary;

/**
 * A run as a report of BoAmps (Boavizta's format for the energy of AI tasks), valid by its JSON
 * Schema. {@code powerConsumption} is, despite its name, energy in kWh: that of the computer, as
 * metered, without the facility's. What a record does not hold is left out; where the format asks
 * for a word all the same, it is {@code other}. Times are UTC. The computer is the one that
 * trained, as the record tells; {@code memorySize} is in whole GB.
 */
public final class BoAmpsReport {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
  private static final double PARAMETERS_IN_BILLIONS = 1e-9;
  private static final double ROUNDING = 1e-9;
  private static final double HIGH_QUALITY = 0.1 + ROUNDING;
  private static final double MEDIUM_QUALITY = 0.25 + ROUNDING;

  private final RunAccount account;
  private final RunSummary run;
  private final TrainingFacts facts;
  private final Findings findings;

  private BoAmpsReport(RunAccount account) {
    this.account = account;
    this.run = account.summary();
    this.facts = account.training();
    this.findings = new Findings(account);
  }

  /**
   * Builds the report.
   *
   * @param account the run's account
   * @return one JSON object
   */
  public static ObjectNode of(RunAccount account) {
    return new BoAmpsReport(account).build();
  }

  private ObjectNode build() {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report
        .putObject("header")
        .put("reportId", CodeCarbonRow.uuid(run.runId()))
        .put("reportDatetime", time(run.endedAt()))
        .put("reportStatus", run.complete() ? "final" : "draft");
    task(report.putObject("task"));
    measure(report.putArray("measures").addObject());
    account.host().os().ifPresent(os -> report.putObject("system").put("os", os));
    ObjectNode software = report.putObject("software").put("language", "java");
    account.host().javaVersion().ifPresent(version -> software.put("version", version));
    infrastructure(report.putObject("infrastructure"));
    environment(report);
    quality(report);
    return report;
  }

  private void task(ObjectNode task) {
    task.put("taskStage", "training").put("taskFamily", facts.task().orElse("other"));
    ObjectNode algorithm = task.putArray("algorithms").addObject();
    algorithm.put("algorithmType", "neural network");
    facts.model().ifPresent(model -> algorithm.put("algorithmName", model));
    facts
        .parameters()
        .ifPresent(count -> algorithm.put("parametersNumber", count * PARAMETERS_IN_BILLIONS));
    facts.framework().ifPresent(framework -> algorithm.put("framework", framework));
    facts.frameworkVersion().ifPresent(version -> algorithm.put("frameworkVersion", version));
    algorithm.put("epochsNumber", run.epochs());
    ObjectNode data = task.putArray("dataset").addObject();
    data.put("dataUsage", "input").put("dataType", dataType());
    facts.samplesPerEpoch().ifPresent(count -> data.put("dataQuantity", count));
    task.put("taskDescription", Citation.of(account));
  }

  /** What the task's name tells of its data. */
  private String dataType() {
    String task = facts.task().orElse("").toLowerCase(Locale.ROOT);
    return List.of("image", "text", "audio", "video", "tabular", "token").stream()
        .filter(task::contains)
        .findFirst()
        .orElse("other");
  }

  private void measure(ObjectNode measure) {
    measure.put("measurementMethod", Tool.NAME).put("version", Tool.version());
    putTechniques(measure, "cpuTrackingMode", Kind.CPU);
    putTechniques(measure, "gpuTrackingMode", Kind.GPU);
    measure.put("powerConsumption", finite(account.footprint().joules() / JOULES_PER_KWH));
    Duration metered = run.active().time().plus(run.pauses().time());
    measure.put("measurementDuration", JsonReport.seconds(metered));
    measure.put("measurementDateTime", time(run.startedAt()));
  }

  private void putTechniques(ObjectNode measure, String field, Kind kind) {
    String techniques = findings.techniques(kind);
    if (!techniques.isEmpty()) {
      measure.put(field, techniques);
    }
  }

  private void infrastructure(ObjectNode infrastructure) {
    Optional<String> cloud = account.host().site().cloudProvider();
    infrastructure.put("infraType", cloud.isPresent() ? "publicCloud" : "other");
    cloud.ifPresent(provider -> infrastructure.put("cloudProvider", provider));
    ArrayNode components = infrastructure.putArray("components");
    Map<List<String>, Integer> counts = new LinkedHashMap<>();
    for (ComponentTotal each : account.components()) {
      counts.merge(List.of(each.kind().label(), each.device()), 1, Integer::sum);
    }
    if (counts.isEmpty()) {
      counts.put(List.of(Kind.MACHINE.label(), ""), 1);
    }
    counts.forEach((component, count) -> {
      ObjectNode node = components.addObject().put("componentType", component.get(0));
      if (!component.get(1).isBlank()) {
        node.put("componentName", component.get(1));
      }
      node.put("nbComponent", count);
      if (component.get(0).equals(Kind.RAM.label())) {
        findings.givenGigabytes().ifPresent(size -> node.put("memorySize", Math.round(size)));
      }
    });
  }

  private void environment(ObjectNode report) {
    Place place = Place.of(run.zone());
    ObjectNode environment = report.putObject("environment");
    environment.put("country", place.country().isEmpty() ? Quantities.UNKNOWN : place.country());
    account.host().site().coordinates().ifPresent(point -> {
      environment.put("latitude", point.latitude()).put("longitude", point.longitude());
    });
    environment.put("location", place.toString());
    findings
        .meanGramsPerKwh()
        .ifPresent(mean -> environment.put("powerSourceCarbonIntensity", finite(mean)));
  }

  /** By how far the total may be off, in the format's three classes. */
  private void quality(ObjectNode report) {
    Footprint footprint = account.footprint();
    double total = footprint.totalGrams();
    double off = Math.max(footprint.highGrams() - total, total - footprint.lowGrams()) / total;
    if (findings.emissionsKnown() && Double.isFinite(off)) {
      report.put(
          "quality", off <= HIGH_QUALITY ? "high" : off <= MEDIUM_QUALITY ? "medium" : "low");
    }
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : 0;
  }

  private static String time(Instant instant) {
    return SECONDS.format(instant.atOffset(ZoneOffset.UTC));
  }
}
