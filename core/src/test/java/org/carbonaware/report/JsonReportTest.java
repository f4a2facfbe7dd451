package org.carbonaware.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.SampleAccount;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class JsonReportTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Schema schema() throws Exception {
    try (InputStream in = JsonReport.class.getResourceAsStream(JsonReport.SCHEMA_RESOURCE)) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(in);
    }
  }

  /** As a reader gets it. */
  private static JsonNode written(RunAccount account) throws Exception {
    return JSON.readTree(JSON.writeValueAsBytes(JsonReport.of(account)));
  }

  @TestFactory
  List<DynamicTest> everyAccountIsValidByThePublishedSchema() {
    List<DynamicTest> tests = new ArrayList<>();
    OddAccounts.all()
        .forEach((name, account) -> tests.add(DynamicTest.dynamicTest(
            name,
            () -> assertThat(schema().validate(written(account)))
                .extracting(Error::toString)
                .isEmpty())));
    return tests;
  }

  @Test
  void theSchemaIsStrict() throws Exception {
    JsonNode sound = written(SampleAccount.make());
    ObjectNode unknownField = sound.deepCopy();
    ((ObjectNode) unknownField.path("run")).put("batchs", 3);
    assertThat(schema().validate(unknownField)).isNotEmpty();
    ObjectNode missing = sound.deepCopy();
    ((ObjectNode) missing.path("emissions")).remove("locationGrams");
    assertThat(schema().validate(missing)).isNotEmpty();
    ObjectNode wrongTime = sound.deepCopy();
    ((ObjectNode) wrongTime.path("run")).put("startedAt", "yesterday");
    assertThat(schema().validate(wrongTime)).isNotEmpty();
    ObjectNode text = sound.deepCopy();
    ((ObjectNode) text.path("energy")).put("joules", "many");
    assertThat(schema().validate(text)).isNotEmpty();
  }

  @Test
  void theSchemaItselfIsOneByItsMetaSchema() throws Exception {
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    Schema meta = registry.getSchema(
        com.networknt.schema.SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    assertThat(meta.validate(JSON.readTree(resource()))).isEmpty();
  }

  @Test
  void theSchemaInTheDocumentationIsTheSame() throws Exception {
    assertThat(Path.of("../docs/schemas/report-v1.schema.json")).hasBinaryContent(resource());
  }

  private static byte[] resource() throws Exception {
    try (InputStream in = JsonReport.class.getResourceAsStream(JsonReport.SCHEMA_RESOURCE)) {
      return in.readAllBytes();
    }
  }

  @Test
  void everyFieldOfANumberNamesItsUnitOrIsACount() throws Exception {
    List<String> names = new ArrayList<>();
    numbers("", written(SampleAccount.make()), names);
    List<String> dimensionless = List.of(
        "pue",
        "coverage",
        "share",
        "epoch",
        "epochs",
        "batches",
        "pauses",
        "checkpoints",
        "parameters",
        "samplesPerEpoch",
        "samplesPerBatch",
        "samples",
        "flops",
        "flopsPerSample",
        "units",
        "loss",
        "droppedDecisions");
    assertThat(names)
        .isNotEmpty()
        .allMatch(name -> dimensionless.contains(name)
            || name.matches(
                "(?i).*(grams|joules|kwh|seconds|litres|percent|share|threads|bytes|degrees)"
                    + "|waterLitresPerKwh|joulesWithoutIntensity|gpu|cpu"));
  }

  private static void numbers(String name, JsonNode node, List<String> names) {
    if (node.isNumber()) {
      names.add(name);
    }
    for (Iterator<String> fields = node.fieldNames(); fields.hasNext(); ) {
      String field = fields.next();
      numbers(field, node.path(field), names);
    }
    if (node.isArray()) {
      node.forEach(each -> numbers(name, each, names));
    }
  }

  @Test
  void holdsTheAccountsFiguresUnrounded() throws Exception {
    RunAccount account = SampleAccount.make();
    JsonNode document = written(account);

    assertThat(document.fieldNames().next()).isEqualTo("schema");
    assertThat(document.path("schema").asText()).isEqualTo("carbon-aware/report/v1");
    assertThat(number(document, "/energy/joules")).isEqualTo(account.footprint().joules());
    assertThat(number(document, "/energy/kwh")).isCloseTo(4.86, within(1e-12));
    assertThat(number(document, "/energy/facilityKwh")).isCloseTo(5.832, within(1e-12));
    assertThat(number(document, "/emissions/locationGrams"))
        .isEqualTo(account.footprint().locationGrams())
        .isCloseTo(1296, within(1e-9));
    assertThat(number(document, "/emissions/marketGrams"))
        .isCloseTo(4.86 * 1.2 * 0.4 * 620, within(1e-9));
    assertThat(number(document, "/emissions/totalGrams")).isCloseTo(1545.2, within(1e-9));
    assertThat(number(document, "/comparison/avoidedGrams"))
        .isEqualTo(account.summary().avoidedGrams())
        .isCloseTo(259.2, within(1e-9));
    assertThat(number(document, "/comparison/avoidedPercent")).isCloseTo(100 / 6.0, within(1e-9));
    assertThat(number(document, "/comparison/keptPercent")).isCloseTo(50, within(1e-9));
    assertThat(number(document, "/run/activeSeconds")).isEqualTo(43_200);
    assertThat(number(document, "/run/slackLeftSeconds")).isEqualTo(6 * 3600);
  }

  @Test
  void hoursEpochsComponentsAndSlicesAddUpToTheTotal() throws Exception {
    JsonNode document = written(SampleAccount.make());
    double joules = number(document, "/energy/joules");
    double grams = number(document, "/emissions/locationGrams");

    for (JsonNode parts : List.of(
        document.path("hours"),
        document.path("epochs"),
        document.path("energy").path("components"))) {
      assertThat(sum(parts, "activeJoules") + sum(parts, "pausedJoules"))
          .isCloseTo(joules, within(joules * 1e-9));
    }
    for (JsonNode parts :
        List.of(document.path("hours"), document.path("epochs"), document.at("/history/slices"))) {
      assertThat(sum(parts, "grams")).isCloseTo(grams, within(grams * 1e-9));
    }
  }

  @Test
  void whatIsUnknownIsNullAndNeverZero() throws Exception {
    for (RunAccount account : List.of(OddAccounts.oneLine(), OddAccounts.noIntensity())) {
      JsonNode document = written(account);
      assertThat(document.at("/emissions/known").asBoolean(true)).isFalse();
      for (String pointer : List.of(
          "/emissions/locationGrams",
          "/emissions/totalGrams",
          "/emissions/marketGrams",
          "/emissions/meanGramsPerKwh",
          "/comparison/avoidedGrams",
          "/comparison/keptPercent",
          "/waterLitres",
          "/training/parameters")) {
        assertThat(document.at(pointer).isNull()).as(pointer).isTrue();
      }
    }
    JsonNode losses = written(OddAccounts.noNumbers()).path("losses");
    assertThat(losses).hasSize(2).allMatch(each -> each.path("loss").isNull());
  }

  private static double number(JsonNode document, String pointer) {
    assertThat(document.at(pointer).isNumber()).as(pointer).isTrue();
    return document.at(pointer).asDouble();
  }

  private static double sum(JsonNode parts, String field) {
    return StreamSupport.stream(parts.spliterator(), false)
        .mapToDouble(each -> each.path(field).asDouble())
        .sum();
  }
}
