package org.carbonaware.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.carbonaware.control.HostFacts;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.energy.EnergyReading.Technique;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunAccount.ComponentTotal;
import org.carbonaware.ledger.SampleAccount;
import org.carbonaware.report.CodeCarbonCsv.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeCarbonCsvTest {
  /** As CodeCarbon 3.3.0 writes it. */
  private static final String HEADER =
      "timestamp,project_name,run_id,experiment_id,duration,emissions,emissions_rate,cpu_power,"
          + "gpu_power,ram_power,cpu_energy,gpu_energy,ram_energy,energy_consumed,water_consumed,"
          + "country_name,country_iso_code,region,cloud_provider,cloud_region,os,python_version,"
          + "codecarbon_version,cpu_count,cpu_model,gpu_count,gpu_model,longitude,latitude,"
          + "ram_total_size,tracking_mode,cpu_utilization_percent,gpu_utilization_percent,"
          + "ram_utilization_percent,ram_used_gb,on_cloud,pue,wue";

  @TempDir
  Path folder;

  private Path file() {
    return folder.resolve("emissions.csv");
  }

  private static Map<String, String> only(String content) {
    List<Csv.Row> rows = Csv.parse(content);
    assertThat(rows).hasSize(2);
    return byName(rows.get(0), rows.get(1));
  }

  private static Map<String, String> byName(Csv.Row header, Csv.Row row) {
    assertThat(row.cells()).hasSameSizeAs(header.cells());
    Map<String, String> byName = new HashMap<>();
    for (int i = 0; i < header.cells().size(); i++) {
      byName.put(header.cells().get(i), row.cells().get(i));
    }
    return byName;
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.getOrDefault(column, "missing"));
  }

  /** The sample under another name. */
  private static RunAccount named(String runId) {
    return OddAccounts.named(SampleAccount.make(), runId);
  }

  @Test
  void theHeaderIsCodeCarbons() {
    assertThat(CodeCarbonCsv.of(SampleAccount.make()).lines().findFirst()).contains(HEADER);
    assertThat(HEADER.split(",")).hasSize(38);
  }

  @Test
  void figuresAreInCodeCarbonsUnits() {
    Map<String, String> row = only(CodeCarbonCsv.of(SampleAccount.make()));

    assertThat(number(row, "emissions")).as("kg").isCloseTo(1.296, within(1e-12));
    assertThat(number(row, "duration")).as("s").isEqualTo(86_400);
    assertThat(number(row, "emissions_rate")).as("kg/s").isCloseTo(1.296 / 86_400, within(1e-15));
    assertThat(number(row, "gpu_power")).as("W, no PUE").isCloseTo(165, within(1e-9));
    assertThat(number(row, "cpu_power")).as("W, no PUE").isCloseTo(37.5, within(1e-9));
    assertThat(number(row, "ram_power")).isZero();
    assertThat(number(row, "gpu_energy")).as("kWh with PUE").isCloseTo(3.96 * 1.2, within(1e-12));
    assertThat(number(row, "cpu_energy")).as("kWh with PUE").isCloseTo(0.9 * 1.2, within(1e-12));
    assertThat(number(row, "energy_consumed"))
        .isCloseTo(
            number(row, "cpu_energy") + number(row, "gpu_energy") + number(row, "ram_energy"),
            within(1e-12));
    assertThat(number(row, "water_consumed")).as("L").isCloseTo(2.43, within(1e-12));
    assertThat(number(row, "pue")).isEqualTo(1.2);
    assertThat(number(row, "wue")).isEqualTo(0.5);
  }

  @Test
  void theSumOfThreeKindsHoldsAllEnergyWhateverItsKind() {
    RunAccount base = SampleAccount.make();
    RunAccount account = OddAccounts.with(
        base,
        base.project(),
        base.training(),
        List.of(
            component("gpu0", Kind.GPU, 1.5),
            component("gpu1", Kind.GPU, 1.36),
            component("cpu", Kind.CPU, 1),
            component("ram", Kind.RAM, 0.5),
            component("base", Kind.BASE, 0.3),
            component("supply", Kind.SUPPLY, 0.2)));
    Map<String, String> row = only(CodeCarbonCsv.of(account));
    assertThat(number(row, "gpu_energy")).isCloseTo(2.86 * 1.2, within(1e-9));
    assertThat(number(row, "ram_energy")).isCloseTo(0.5 * 1.2, within(1e-9));
    assertThat(number(row, "cpu_energy")).isCloseTo(1.5 * 1.2, within(1e-9));
    assertThat(number(row, "energy_consumed")).isCloseTo(4.86 * 1.2, within(1e-9));
    assertThat(number(row, "ram_power")).as("W").isCloseTo(500 / 24.0, within(1e-9));
    assertThat(row).containsEntry("gpu_count", "2").containsEntry("gpu_model", "2 x a device");
  }

  private static ComponentTotal component(String name, Kind kind, double kwh) {
    return new ComponentTotal(
        name, kind, "a device", Technique.EXTERNAL, Scope.DEVICE, 1, "made up", kwh * 3.6e6, 0);
  }

  @Test
  void saysWhereWhenAndOnWhat() {
    Map<String, String> row = only(CodeCarbonCsv.of(SampleAccount.make()));

    assertThat(row)
        .containsEntry("timestamp", "2026-03-03T01:00:00")
        .containsEntry("project_name", "digits")
        .containsEntry("country_name", "Germany")
        .containsEntry("country_iso_code", "DEU")
        .containsEntry("region", "")
        .containsEntry("gpu_count", "1")
        .containsEntry("gpu_model", "1 x NVIDIA A100-SXM4-40GB")
        .containsEntry("cpu_model", "AMD EPYC 7763 64-Core Processor")
        .containsEntry("cpu_count", "16")
        .containsEntry("ram_total_size", "64")
        .containsEntry("os", "Linux-6.1.0-amd64")
        .containsEntry("latitude", "50.1")
        .containsEntry("longitude", "8.75")
        .containsEntry("cloud_provider", "aws")
        .containsEntry("cloud_region", "eu-central-1")
        .containsEntry("python_version", "17.0.15 (Java)")
        .containsEntry("tracking_mode", "machine")
        .containsEntry("on_cloud", "Y");
    assertThat(row.get("codecarbon_version")).startsWith("carbon-aware-trainer-");
    assertThat(UUID.fromString(row.getOrDefault("run_id", "")).toString())
        .isEqualTo("f8f79a62-6b30-3600-802e-da4a744cbe26");
    assertThat(UUID.fromString(row.getOrDefault("experiment_id", ""))).isNotNull();
  }

  @Test
  void whatIsUnknownIsEmptyAndTheRestIsBookedUnderTheProcessor() {
    Map<String, String> row = only(CodeCarbonCsv.of(OddAccounts.noIntensity()));
    assertThat(row)
        .containsEntry("emissions", "")
        .containsEntry("emissions_rate", "")
        .containsEntry("water_consumed", "")
        .containsEntry("wue", "")
        .containsEntry("country_iso_code", "")
        .containsEntry("gpu_count", "0")
        .containsEntry("cpu_energy", "1")
        .containsEntry("energy_consumed", "1")
        .containsEntry("cpu_power", "1000");
    Map<String, String> empty = only(CodeCarbonCsv.of(OddAccounts.oneLine()));
    assertThat(empty).containsEntry("emissions", "").containsEntry("cpu_power", "");
  }

  @Test
  void ofAComputerThatTheRecordDoesNotTellNothingIsMadeUp() {
    RunAccount account = OddAccounts.on(SampleAccount.make(), List.of());
    assertThat(only(CodeCarbonCsv.of(account)))
        .containsEntry("os", "")
        .containsEntry("python_version", "")
        .containsEntry("cpu_count", "")
        .containsEntry("cpu_model", "1 x AMD EPYC 7763")
        .containsEntry("ram_total_size", "")
        .containsEntry("latitude", "")
        .containsEntry("cloud_provider", "")
        .containsEntry("on_cloud", "N")
        .containsEntry("timestamp", "2026-03-03T00:00:00");
  }

  @Test
  void gpusThatNothingMeteredAreStillNamed() {
    RunAccount base = SampleAccount.make();
    RunAccount account = OddAccounts.with(
        base, base.project(), base.training(), List.of(component("machine", Kind.MACHINE, 4.86)));
    assertThat(only(CodeCarbonCsv.of(account)))
        .containsEntry("gpu_count", "2")
        .containsEntry("gpu_model", "2 x NVIDIA A100-SXM4-40GB");
  }

  @Test
  void textsAreQuotedAndNoFormulas() {
    String content = CodeCarbonCsv.of(OddAccounts.hostile());
    assertThat(content.lines()).as("no line breaks in cells").hasSize(2);
    Map<String, String> row = only(content);
    assertThat(row.get("project_name"))
        .startsWith("'=HYPERLINK(\"x\") | <script>")
        .contains("模型");
    assertThat(content).contains("\"'=HYPERLINK(\"\"x\"\")");
    assertThat(row.get("tracking_mode")).isEqualTo("process");
    for (String formula : List.of("=1", "+1", "-1", "@a", "\t=1", "＝1")) {
      assertThat(Csv.text(formula)).startsWith("'");
    }
    assertThat(Csv.text("a=1-2")).isEqualTo("a=1-2");
  }

  @Test
  void aSecondRunAppendsToTheFileAndToTheOneBesideIt() throws Exception {
    assertThat(CodeCarbonCsv.append(file(), named("run-a"), false)).isEqualTo(Outcome.ADDED);
    assertThat(CodeCarbonCsv.append(file(), named("run-b"), false)).isEqualTo(Outcome.ADDED);

    List<String> lines = Files.readAllLines(file());
    assertThat(lines).hasSize(3).startsWith(HEADER);
    assertThat(lines.get(1)).contains(CodeCarbonRow.uuid("run-a"));
    assertThat(lines.get(2)).contains(CodeCarbonRow.uuid("run-b"));

    List<Csv.Row> further =
        Csv.parse(Files.readString(folder.resolve("emissions-carbon-aware.csv")));
    assertThat(further).hasSize(3);
    Map<String, String> row = byName(further.get(0), further.get(2));
    assertThat(row)
        .containsEntry("run_id", CodeCarbonRow.uuid("run-b"))
        .containsEntry("ledger_run_id", "run-b");
    assertThat(number(row, "market_kg")).isCloseTo(4.86 * 1.2 * 0.4 * 0.62, within(1e-12));
    assertThat(number(row, "total_kg")).isCloseTo(1.5452, within(1e-12));
    assertThat(number(row, "avoided_kg")).isCloseTo(0.2592, within(1e-12));
    assertThat(number(row, "computer_kwh")).isCloseTo(4.86, within(1e-12));
  }

  @Test
  void writesInTheOrderAndTheLineEndsOfAFileThatIsThere() throws Exception {
    List<String> columns = new ArrayList<>(Arrays.asList(HEADER.split(",")));
    Collections.reverse(columns);
    String before = "\ufeff" + String.join(",", columns) + "\r\n" + ",".repeat(37) + "\r\n";
    Files.writeString(file(), before);

    CodeCarbonCsv.append(file(), SampleAccount.make(), false);

    String after = Files.readString(file());
    assertThat(after).startsWith(before).endsWith("\r\n");
    List<Csv.Row> rows = Csv.parse(after.substring(1));
    Map<String, String> row = byName(rows.get(0), rows.get(2));
    assertThat(rows.get(0).cells().get(0)).isEqualTo("wue");
    assertThat(number(row, "emissions")).isCloseTo(1.296, within(1e-12));
  }

  @Test
  void startsANewLineAfterATornOneAndTakesAnEmptyFileForNone() throws Exception {
    Files.writeString(file(), HEADER + "\n2026-01-01T00:00:00,torn");
    CodeCarbonCsv.append(file(), SampleAccount.make(), false);
    assertThat(Files.readAllLines(file())).hasSize(3).element(1).asString().endsWith(",torn");

    Files.writeString(file(), "\n");
    CodeCarbonCsv.append(file(), SampleAccount.make(), false);
    assertThat(Files.readAllLines(file())).hasSize(2).startsWith(HEADER);
  }

  @Test
  void aFileWithoutARowIsNotTakenForAnEmptyOne() throws Exception {
    Files.writeString(file(), "\"");

    assertThatThrownBy(() -> CodeCarbonCsv.append(file(), SampleAccount.make(), false))
        .isInstanceOf(ReportException.class)
        .hasMessageStartingWith(file() + " has other columns, expected the 38 that go there");
    assertThat(file()).hasContent("\"");
  }

  @Test
  void refusesAFileWithOtherColumnsAndSaysWhich() throws Exception {
    String old = HEADER.replace(",pue,wue", ",mood") + "\n";
    Files.writeString(file(), old);

    assertThatThrownBy(() -> CodeCarbonCsv.append(file(), SampleAccount.make(), false))
        .isInstanceOf(ReportException.class)
        .hasMessage(file() + " has other columns, expected the 38 that go there: missing pue, wue;"
            + " unknown mood");
    assertThat(file()).hasContent(old);

    Files.writeString(folder.resolve("emissions.csv.bak"), "kept");
    CodeCarbonCsv.append(file(), SampleAccount.make(), true);
    assertThat(Files.readAllLines(file())).hasSize(2).startsWith(HEADER);
    assertThat(folder.resolve("emissions.csv_0.bak")).hasContent(old);
    assertThat(folder.resolve("emissions.csv.bak")).hasContent("kept");
  }

  @Test
  void aRunIsNeverTwiceInAFile() throws Exception {
    CodeCarbonCsv.append(file(), named("run-a"), false);
    CodeCarbonCsv.append(file(), SampleAccount.make(), false);
    CodeCarbonCsv.append(file(), named("run-b"), false);
    String before = Files.readString(file()).replace(",digits,", ",d\u00efgits,");
    Files.write(file(), before.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(CodeCarbonCsv.append(file(), SampleAccount.make(), false)).isEqualTo(Outcome.THERE);
    assertThat(Files.readAllBytes(file())).isEqualTo(before.getBytes(StandardCharsets.ISO_8859_1));

    HostFacts other = new HostFacts(
        Optional.of("Plan 9"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        HostFacts.Site.UNKNOWN);
    RunAccount moved = OddAccounts.on(SampleAccount.make(), List.of(HostFacts.UNKNOWN, other));
    assertThat(CodeCarbonCsv.append(file(), moved, true)).isEqualTo(Outcome.REPLACED);
    List<String> was = before.lines().toList();
    assertThat(Files.readString(file(), StandardCharsets.ISO_8859_1).lines())
        .hasSize(4)
        .startsWith(was.get(0), was.get(1))
        .endsWith(was.get(3))
        .anyMatch(line -> line.contains("Plan 9"));
    try (var files = Files.list(folder)) {
      assertThat(files).as("no temporary file is left").hasSize(2);
    }
  }

  @Test
  void manyRunsAppendAtOnceWhileOthersReplaceTheirRows() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        RunAccount account = named("run-" + i % 20);
        boolean force = i >= 20;
        all.add(threads.submit(() -> CodeCarbonCsv.append(file(), account, force)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(Files.readAllLines(file())).hasSize(21).doesNotHaveDuplicates();
    assertThat(Files.readAllLines(CodeCarbonCsv.further(file()))).hasSize(21);
  }

  @Test
  void processesAppendAtOnce() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      processes.add(new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              System.getProperty("java.class.path"),
              CsvProcess.class.getName(),
              file().toString(),
              "process-" + i)
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("out" + i).toFile())
          .start());
    }
    for (int i = 0; i < 2; i++) {
      assertThat(processes.get(i).waitFor())
          .as(Files.readString(folder.resolve("out" + i)))
          .isZero();
    }
    assertThat(Files.readAllLines(file()))
        .hasSize(1 + 2 * CsvProcess.RUNS)
        .doesNotHaveDuplicates()
        .allMatch(line -> Csv.parse(line).get(0).cells().size() == 38);
  }

  @Test
  void saysWhyAFileCannotBeWritten() {
    assertThatThrownBy(() -> CodeCarbonCsv.append(
            folder.resolve("missing/emissions.csv"), SampleAccount.make(), false))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("its directory is missing");
    assertThatThrownBy(() -> CodeCarbonCsv.append(folder, SampleAccount.make(), false))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("can't be written");
  }
}
