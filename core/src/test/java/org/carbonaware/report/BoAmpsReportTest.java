package org.carbonaware.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.SampleAccount;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class BoAmpsReportTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PUBLISHED = Path.of("../../shared/boamps");
  private static final String ADDRESS =
      "https://raw.githubusercontent.com/Boavizta/BoAmps/main/model/";

  private static JsonNode written(RunAccount account) throws Exception {
    return JSON.readTree(JSON.writeValueAsBytes(BoAmpsReport.of(account)));
  }

  private static Schema ours() throws Exception {
    try (InputStream in =
        BoAmpsReportTest.class.getResourceAsStream("boamps-reduced.schema.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(in);
    }
  }

  /** The format's own schemas, which refer to each other by their addresses. */
  private static Schema published() throws Exception {
    Map<String, String> schemas = new HashMap<>();
    for (String name : List.of("report", "algorithm", "dataset", "hardware", "measure")) {
      String file = name + "_schema.json";
      schemas.put(
          ADDRESS + file, Files.readString(PUBLISHED.resolve(file), StandardCharsets.UTF_8));
    }
    return SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_4, builder -> builder.schemas(schemas))
        .getSchema(SchemaLocation.of(ADDRESS + "report_schema.json"));
  }

  @TestFactory
  List<DynamicTest> everyAccountIsValidByWhatTheFormatDemands() throws Exception {
    return valid(ours());
  }

  @Test
  void everyAccountIsValidByTheFormatsOwnSchemas() throws Exception {
    assumeTrue(
        Files.isDirectory(PUBLISHED),
        "the schemas of BoAmps are not beside this project: " + PUBLISHED);
    Schema schema = published();
    for (RunAccount account : OddAccounts.all().values()) {
      assertThat(schema.validate(written(account))).extracting(Error::toString).isEmpty();
    }
  }

  private static List<DynamicTest> valid(Schema schema) {
    List<DynamicTest> tests = new ArrayList<>();
    OddAccounts.all()
        .forEach((name, account) -> tests.add(DynamicTest.dynamicTest(
            name,
            () -> assertThat(schema.validate(written(account)))
                .extracting(Error::toString)
                .isEmpty())));
    return tests;
  }

  @Test
  void saysWhatWasTrainedOnWhatAndWhatItDrew() throws Exception {
    JsonNode report = written(SampleAccount.make());

    assertThat(report.at("/header/reportId").asText())
        .isEqualTo(CodeCarbonRow.uuid("20260302T000000Z-1a2b3c4d"));
    assertThat(report.at("/header/reportDatetime").asText()).isEqualTo("2026-03-03 00:00:00");
    assertThat(report.at("/task/taskStage").asText()).isEqualTo("training");
    assertThat(report.at("/task/taskFamily").asText()).isEqualTo("imageClassification");
    JsonNode algorithm = report.at("/task/algorithms/0");
    assertThat(algorithm.path("parametersNumber").asDouble())
        .as("billions")
        .isCloseTo(0.00125, within(1e-15));
    assertThat(algorithm.path("framework").asText()).isEqualTo("Deeplearning4j");
    assertThat(algorithm.path("epochsNumber").asLong()).isEqualTo(12);
    assertThat(report.at("/task/dataset/0/dataType").asText()).isEqualTo("image");
    assertThat(report.at("/task/dataset/0/dataQuantity").asLong()).isEqualTo(64_000);
    JsonNode measure = report.at("/measures/0");
    assertThat(measure.path("powerConsumption").asDouble())
        .as("kWh of the computer")
        .isCloseTo(4.86, within(1e-12));
    assertThat(measure.path("measurementDuration").asDouble()).isEqualTo(86_400);
    assertThat(measure.path("measurementDateTime").asText()).isEqualTo("2026-03-02 00:00:00");
    assertThat(measure.path("gpuTrackingMode").asText()).isEqualTo("nvml-energy");
    assertThat(measure.path("cpuTrackingMode").asText()).isEqualTo("tdp-load");
    assertThat(report.at("/infrastructure/components")).hasSize(2);
    assertThat(report.at("/infrastructure/components/0/componentName").asText())
        .isEqualTo("NVIDIA A100-SXM4-40GB");
    assertThat(report.at("/system/os").asText()).isEqualTo("Linux-6.1.0-amd64");
    assertThat(report.at("/software/version").asText()).isEqualTo("17.0.15");
    assertThat(report.at("/infrastructure/infraType").asText()).isEqualTo("publicCloud");
    assertThat(report.at("/infrastructure/cloudProvider").asText()).isEqualTo("aws");
    assertThat(report.at("/environment/latitude").asDouble()).isEqualTo(50.1);
    assertThat(report.at("/environment/longitude").asDouble()).isEqualTo(8.75);
    assertThat(report.at("/environment/country").asText()).isEqualTo("Germany");
    assertThat(report.at("/environment/powerSourceCarbonIntensity").asDouble())
        .as("g/kWh")
        .isCloseTo(1296 / 5.832, within(1e-9));
    assertThat(report.path("quality").asText()).as("33 % off at most").isEqualTo("low");
  }

  @Test
  void claimsNoQualityAndNoIntensityWhereNoneIsKnown() throws Exception {
    JsonNode report = written(OddAccounts.noIntensity());
    assertThat(report.has("quality")).isFalse();
    assertThat(report.path("environment").has("powerSourceCarbonIntensity")).isFalse();
    assertThat(report.at("/environment/country").asText()).isEqualTo("unknown");
    assertThat(report.at("/infrastructure/components/0/componentType").asText())
        .isEqualTo("machine");
    assertThat(written(OddAccounts.worse()).path("quality").asText()).isEqualTo("high");
  }
}
