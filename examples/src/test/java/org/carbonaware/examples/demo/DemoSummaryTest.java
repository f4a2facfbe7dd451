package org.carbonaware.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.junit.jupiter.api.Test;

class DemoSummaryTest {
  private static final TrainingFingerprint FINGERPRINT = TrainingFingerprint.builder()
      .array("parameters", new float[] {1, 2})
      .counter("iteration count", 1974)
      .build();

  private static DemoSummary summary(String... differences) {
    return new DemoSummary(
        DemoSamples.run(),
        DemoSamples.settings(),
        Optional.of(0.971),
        Optional.of(new Verification(FINGERPRINT, List.of(differences))));
  }

  @Test
  void isReadByProgramsByItsSchemaFirst() throws IOException {
    String json = SummaryJson.of(summary());

    JsonNode node = new ObjectMapper().readTree(json);
    assertThat(node.fieldNames().next()).isEqualTo("schema");
    assertThat(node.path("schema").asText()).isEqualTo("carbon-aware/digits-demo/v1");
    assertThat(node.path("energyJoules").asDouble()).isEqualTo(201_000);
    assertThat(node.path("emittedGrams").asDouble()).isCloseTo(10.05, within(1e-9));
    assertThat(node.path("avoidedGrams").asDouble()).isCloseTo(4, within(1e-9));
    assertThat(node.path("pauseCostGrams").asDouble()).isCloseTo(0.05, within(1e-9));
    assertThat(node.path("pauses").asInt()).isEqualTo(1);
    assertThat(node.path("slackSeconds").asDouble()).isEqualTo(11 * 3600);
    assertThat(node.path("deadlineMet").asBoolean()).isTrue();
    assertThat(node.path("testAccuracyPercent").asDouble()).isCloseTo(97.1, within(1e-9));
    assertThat(node.path("verification").path("bitIdentical").asBoolean()).isTrue();
  }

  @Test
  void saysWhatDiffers() throws IOException {
    JsonNode node = new ObjectMapper().readTree(SummaryJson.of(summary("updater state")));

    assertThat(node.path("verification").path("bitIdentical").asBoolean(true)).isFalse();
    assertThat(String.join(" ", SummaryText.of(summary("updater state"))).replaceAll(" +", " "))
        .contains("NOT identical")
        .contains("updater state differ");
  }

  @Test
  void fitsOnATerminal() {
    assertThat(SummaryText.of(summary()))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(79))
        .anySatisfy(line -> assertThat(line).startsWith("Avoided           4 g CO2e (28.5 %)"))
        .anySatisfy(line -> assertThat(line).startsWith("Test accuracy     97.1 %"))
        .anySatisfy(line -> assertThat(line).startsWith("Verified          bit-identical"));
  }
}
