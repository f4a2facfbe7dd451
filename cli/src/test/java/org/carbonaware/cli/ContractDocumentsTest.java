package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every command prints: with {@code --json} one document by its published schema with the
 * contract's fields, without it text; both as they were looked at, into a pipe and without colour.
 */
class ContractDocumentsTest {
  private static final int ENOUGH = 8;

  @TempDir
  static Path folder;

  @BeforeAll
  static void write() throws IOException {
    SampleTrace.write(folder);
    SampleLedger.write(folder.resolve("ledger"));
    Files.writeString(folder.resolve("wrong.yaml"), "job:\n  wrok: 6h\n");
  }

  private static CommandRun run(String arguments, String... more) {
    List<String> words =
        new ArrayList<>(Arrays.asList(arguments.replace("@", folder.toString()).split(" +", -1)));
    words.addAll(Arrays.asList(more));
    return CommandRun.of(words.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          sample-data | generate-sample-data --zone=DE --start=2024-01-01 --days=2 --out=@/de.csv | /zone
          monitor | monitor --trace=@/grids.csv --at=2024-01-20T12:00Z | \
            /readings/0/zone /readings/0/gramsPerKwh /readings/0/basis /readings/0/at \
            /readings/0/source /readings/0/ageSeconds /readings/0/kind /readings/0/level
          forecast | forecast --trace=@/grids.csv --zone=DE --at=2024-01-20T12:00Z --model=weekly \
            --hours=3 --duration=2h --deadline=20h | \
            /zone /issuedAt /model /basis /stepSeconds /points/0/start /points/0/gramsPerKwh \
            /points/0/p10 /points/0/p90 /best/start /best/end /best/meanGramsPerKwh \
            /best/savingPercentVsNow
          forecast | forecast --trace=@/grids.csv --model=persistence --hours=2 | \
            /forecasts/0/zone /forecasts/2/points/1/gramsPerKwh
          forecast-evaluation | forecast evaluate --trace=@/grids.csv --model=weekly \
            --from=2024-01-15 --to=2024-01-20 --horizon=48h | \
            /model /horizonHours /issues /zones/0/zone /zones/0/mapePercent \
            /zones/0/mapePercentByDay/1 /zones/0/coverage80Percent /zones/0/rankCorrelation \
            /mean/mapePercent /mean/mapePercentByDay/1 /mean/coverage80Percent \
            /mean/rankCorrelation /seconds
          simulation | simulate --trace=@/grids.csv --zone=DE,FR --work=4h --slack=8h \
            --policy=run-now,threshold,plan,optimal-switching --forecast=weekly --every=24h \
            --from=2024-01-15 --to=2024-01-20 --suspend-cost=0.1 --resume-cost=0.1 | \
            /zones/1 /results/0/zone /results/0/policy /results/0/forecast /results/0/runs \
            /results/0/baselineGrams /results/0/grams /results/0/optimalGrams \
            /results/0/savingPercent /results/0/meanSavingPercent \
            /results/0/optimalSavingPercent /results/0/keptPercent /results/0/deadlineMisses \
            /results/0/meanSwitches /results/0/meanDelayHours /mean/0/policy /mean/0/keptPercent \
            /mean/0/keptPercentOfSum /seconds
          regions | compare-regions --trace=@/grids.csv --work=12h --slack=12h | \
            /regions/0/zone /regions/0/cloudRegions/0 /regions/0/meanGramsPerKwh \
            /regions/0/bestWindowGramsPerKwh /regions/0/gramsForJob /regions/0/rank \
            /regions/0/source /regions/0/kind
          report | report @/ledger | /run/id /energy/kwh /emissions/locationGrams
          explain | explain @/ledger | /runId /decisions/0/rule
          explain | explain @/ledger --decision=2 | /decisions/0/number
          import | import @/ledger --to=jdbc:sqlite:@/runs.db | /to
          config-schema | config schema | /jsonSchema/$schema
          config-validation | config validate --set=zone=DE | /valid
          completion | generate-completion | /script
          man-pages | generate-man-pages --out=@/man | /pages/0
          doctor | doctor --ledger=@/new --checkpoints=@/points | /checks/0/status
          """)
  void aDocumentHasTheContractsFieldsAndKeepsToItsSchema(
      String schema, String arguments, String fields) throws IOException {
    CommandRun run = run(arguments, "--json", "--quiet");
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    assertThat(run.stderr()).isEmpty();
    JsonNode document = PublishedSchemas.document(schema, run.stdout());
    for (String field : fields.strip().split(" +", -1)) {
      assertThat(document.at(field).isMissingNode()).as(field).isFalse();
    }
    ((ObjectNode) document).put("unheardOf", 1);
    assertThat(PublishedSchemas.violations(schema, document)).as("is strict").isNotEmpty();
  }

  /** The schema of configuration files has the shorter name. */
  @Test
  void theSettingsKeepToTheirSchema() throws IOException {
    JsonNode document =
        new ObjectMapper().readTree(run("config show --json --set=zone=DE").stdout());
    assertThat(document.fieldNames().next()).isEqualTo("schema");
    assertThat(document.at("/settings/0/key").asText()).isEqualTo("zone");
    assertThat(PublishedSchemas.violations("config-show", document)).isEmpty();
  }

  @Test
  void whatIsWrongWithAConfigurationIsADocumentToo() throws IOException {
    CommandRun run = run("config validate @/wrong.yaml --json");
    assertThat(run.exitCode()).isEqualTo(78);
    assertThat(run.stderr()).isEmpty();
    JsonNode document = PublishedSchemas.document("config-validation", run.stdout());
    assertThat(document.at("/problems/0/where").asText()).endsWith("wrong.yaml:2:3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"html", "markdown", "codecarbon", "boamps", "model-card"})
  void eachFormatOfTheReportIsWrittenBesideTheDocument(String format) throws IOException {
    Path file = folder.resolve("report." + format);
    CommandRun run = run("report @/ledger --json --quiet --format=" + format + " --out=" + file);
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    PublishedSchemas.document("report", run.stdout());
    assertThat(file).isNotEmptyFile();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          monitor | monitor --trace=@/grids.csv --at=2024-01-20T12:00Z --once
          forecast | forecast --trace=@/grids.csv --zone=DE --at=2024-01-20T12:00Z --model=weekly \
            --hours=3 --duration=2h --deadline=20h
          evaluate | forecast evaluate --trace=@/grids.csv --model=weekly --from=2024-01-15 \
            --to=2024-01-20 --horizon=48h
          simulate | simulate --trace=@/grids.csv --zone=DE,FR --work=4h --slack=8h \
            --policy=run-now,threshold,plan,optimal-switching --forecast=weekly --every=24h \
            --from=2024-01-15 --to=2024-01-20 --suspend-cost=0.1 --resume-cost=0.1
          regions | compare-regions --trace=@/grids.csv --work=12h --slack=12h
          report | report @/ledger
          explain | explain @/ledger
          import | import @/ledger --to=jdbc:sqlite:@/text.db
          """)
  void textAndDocumentAreAsTheyWereLookedAt(String name, String arguments) throws IOException {
    CommandRun text = run(arguments, "--quiet");
    assertThat(text.exitCode()).as(text.stderr()).isZero();
    assertThat(text.stderr()).isEmpty();
    assertThat(text.stdout()).doesNotContain("\u001b");
    Goldens.assertSame("contract-" + name + ".txt", plain(text.stdout()));
    CommandRun document = run(arguments.replace("text.db", "json.db"), "--json", "--quiet");
    JsonNode rounded = rounded(new ObjectMapper().readTree(document.stdout()));
    Goldens.assertSame("contract-" + name + ".json", plain(rounded.toPrettyString()) + "\n");
  }

  private static String plain(String text) {
    return text.replace(folder.toString(), "@")
        .replaceAll("\\d+\\.\\d s(?=\\n)", "0.0 s")
        .replaceAll("Carbon-Aware Trainer [^ ]+,", "Carbon-Aware Trainer 0.0.0,")
        .replaceAll("(?:json|text)\\.db", "runs.db");
  }

  /** Figures as far as they are the same on every computer; what depends on it is left out. */
  private static JsonNode rounded(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (String volatileField : List.of("seconds", "version")) {
        if (object.path(volatileField).isValueNode()) {
          object.set(volatileField, TextNode.valueOf("-"));
        }
      }
      object.fieldNames().forEachRemaining(name -> object.set(name, rounded(object.get(name))));
    } else if (node instanceof ArrayNode array) {
      while (array.size() > ENOUGH) {
        array.remove(ENOUGH);
      }
      for (int i = 0; i < array.size(); i++) {
        array.set(i, rounded(array.get(i)));
      }
    } else if (node.isDouble()) {
      return DoubleNode.valueOf(
          BigDecimal.valueOf(node.asDouble()).round(new MathContext(6)).doubleValue());
    }
    return node;
  }
}
