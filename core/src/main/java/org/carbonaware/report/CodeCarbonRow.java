package org.carbonaware.report;

import static org.carbonaware.report.Findings.JOULES_PER_KWH;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.carbonaware.control.HostFacts;
import org.carbonaware.control.HostFacts.Coordinates;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.footprint.Facility;
import org.carbonaware.ledger.Footprint;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunAccount.ComponentTotal;
import org.carbonaware.ledger.RunSummary;

/** A run as a row of CodeCarbon's, and what has no column there as another. */
final class CodeCarbonRow {
  private static final DateTimeFormatter LOCAL_SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

  private final RunAccount account;
  private final HostFacts host;
  private final RunSummary run;
  private final Footprint footprint;
  private final Findings findings;
  private final Facility facility;

  CodeCarbonRow(RunAccount account) {
    this.account = account;
    this.host = account.host();
    this.run = account.summary();
    this.footprint = account.footprint();
    this.findings = new Findings(account);
    this.facility = account.boundary().facility();
  }

  /** The same for the same run, wherever and whenever it is reported. */
  static String uuid(String runId) {
    return UUID.nameUUIDFromBytes(("carbon-aware-run:" + runId).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  /** CodeCarbon's columns in its order. */
  Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    String project = account.project().orElse(Tool.NAME);
    columns.put(
        "timestamp",
        LOCAL_SECONDS.format(run.endedAt().atZone(host.timeZone().orElse(ZoneOffset.UTC))));
    columns.put("project_name", Csv.text(project));
    columns.put("run_id", uuid(run.runId()));
    columns.put("experiment_id", uuid("project:" + project));
    columns.put("duration", Csv.number(seconds()));
    columns.put("emissions", known(footprint.locationGrams() / 1000));
    columns.put("emissions_rate", known(footprint.locationGrams() / 1000 / seconds()));
    power(columns);
    energy(columns);
    place(columns);
    columns.put("os", Csv.text(host.os().orElse("")));
    columns.put("python_version", Csv.text(findings.runtime()));
    columns.put("codecarbon_version", Csv.text(Tool.NAME + "-" + Tool.version()));
    hardware(columns);
    for (String load : List.of("cpu", "gpu", "ram")) {
      columns.put(load + "_utilization_percent", "");
    }
    columns.put("ram_used_gb", "");
    columns.put("on_cloud", host.site().cloudProvider().isPresent() ? "Y" : "N");
    columns.put("pue", Csv.number(facility.pue()));
    columns.put("wue", Csv.number(facility.litresPerKwh().orElse(Double.NaN)));
    return columns;
  }

  private void power(Map<String, String> columns) {
    columns.put("cpu_power", Csv.number(processorJoules() / seconds()));
    columns.put("gpu_power", Csv.number(joules(Kind.GPU) / seconds()));
    columns.put("ram_power", Csv.number(joules(Kind.RAM) / seconds()));
  }

  private void energy(Map<String, String> columns) {
    columns.put("cpu_energy", facilityKwh(processorJoules()));
    columns.put("gpu_energy", facilityKwh(joules(Kind.GPU)));
    columns.put("ram_energy", facilityKwh(joules(Kind.RAM)));
    columns.put("energy_consumed", kwh(footprint.facilityJoules()));
    columns.put("water_consumed", Csv.number(footprint.waterLitres().orElse(Double.NaN)));
  }

  private void place(Map<String, String> columns) {
    Place place = Place.of(run.zone());
    columns.put("country_name", Csv.text(place.country()));
    columns.put("country_iso_code", place.alpha3());
    columns.put("region", Csv.text(place.region()));
    columns.put("cloud_provider", Csv.text(host.site().cloudProvider().orElse("")));
    columns.put("cloud_region", Csv.text(host.site().cloudRegion().orElse("")));
  }

  private void hardware(Map<String, String> columns) {
    OptionalDouble threads = findings.givenThreads();
    columns.put("cpu_count", Csv.number(Math.ceil(threads.orElse(Double.NaN))));
    columns.put("cpu_model", Csv.text(findings.cpuModel()));
    columns.put("gpu_count", Integer.toString(findings.gpuCount()));
    columns.put("gpu_model", Csv.text(findings.gpuModels()));
    Optional<Coordinates> point = host.site().coordinates();
    columns.put("longitude", Csv.number(point.map(Coordinates::longitude).orElse(Double.NaN)));
    columns.put("latitude", Csv.number(point.map(Coordinates::latitude).orElse(Double.NaN)));
    columns.put("ram_total_size", Csv.number(findings.givenGigabytes().orElse(Double.NaN)));
    boolean isShare = !account.components().isEmpty()
        && account.components().stream().allMatch(each -> each.scope() == Scope.PROCESS);
    columns.put("tracking_mode", isShare ? "process" : "machine");
  }

  /** What CodeCarbon has no column for. */
  Map<String, String> further() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("run_id", uuid(run.runId()));
    columns.put("ledger_run_id", Csv.text(run.runId()));
    columns.put("started_at", run.startedAt().toString());
    columns.put("ended_at", run.endedAt().toString());
    columns.put("state", run.state());
    columns.put("model", Csv.text(account.training().model().orElse("")));
    columns.put("zone", Csv.text(run.zone()));
    columns.put("basis", Csv.text(run.basis()));
    columns.put("policy", Csv.text(run.policy()));
    columns.put("active_seconds", Csv.number(seconds(run.active().time())));
    columns.put("paused_seconds", Csv.number(seconds(run.pauses().time())));
    columns.put("away_seconds", Csv.number(seconds(run.away())));
    columns.put("pauses", Integer.toString(run.pauseCount()));
    columns.put("energy_methods", Csv.text(String.join("; ", run.methods())));
    columns.put("intensity_kinds", Csv.text(String.join("; ", run.intensityKinds())));
    columns.put("intensity_sources", Csv.text(String.join("; ", run.intensitySources())));
    columns.put("computer_kwh", kwh(footprint.joules()));
    columns.put("paused_computer_kwh", kwh(run.pauses().joules()));
    columns.put("booked_under_cpu_computer_kwh", kwh(processorJoules() - joules(Kind.CPU)));
    columns.put("computer_kwh_without_intensity", kwh(run.joulesWithoutIntensity()));
    columns.put("pue_source", Csv.text(facility.pueSource()));
    columns.put("location_kg", known(footprint.locationGrams() / 1000));
    columns.put("market_kg", Csv.number(footprint.marketGrams().orElse(Double.NaN) / 1000));
    columns.put("embodied_kg", Csv.number(findings.hardware(footprint.embodiedGrams()) / 1000));
    columns.put("total_kg", known(footprint.totalGrams() / 1000));
    columns.put("low_kg", known(footprint.lowGrams() / 1000));
    columns.put("high_kg", known(footprint.highGrams() / 1000));
    columns.put("straight_through_kg", straight(run.counterfactualGrams() / 1000));
    columns.put("avoided_kg", straight(run.avoidedGrams() / 1000));
    columns.put("best_possible_kg", Csv.number(findings.bestPossibleGrams() / 1000));
    return columns;
  }

  private String known(double figure) {
    return findings.emissionsKnown() ? Csv.number(figure) : "";
  }

  private String straight(double figure) {
    return findings.straightThroughKnown() ? Csv.number(figure) : "";
  }

  private static String kwh(double joules) {
    return Csv.number(joules / JOULES_PER_KWH);
  }

  private String facilityKwh(double joules) {
    return kwh(joules * facility.pue());
  }

  private double joules(Kind kind) {
    return findings.components(kind).stream()
        .mapToDouble(ComponentTotal::joules)
        .sum();
  }

  /**
   * All but accelerators and memory: CodeCarbon has no other columns, and its total is their sum.
   */
  private double processorJoules() {
    return Math.max(0, footprint.joules() - joules(Kind.GPU) - joules(Kind.RAM)); // rounding
  }

  /** The time that was metered: CodeCarbon too counts while the process lives. */
  private double seconds() {
    return seconds(run.active().time().plus(run.pauses().time()));
  }

  private static double seconds(Duration duration) {
    return JsonReport.seconds(duration);
  }
}
