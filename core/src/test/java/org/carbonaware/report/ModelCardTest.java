package org.carbonaware.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.SampleAccount;
import org.junit.jupiter.api.Test;

class ModelCardTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static JsonNode head(RunAccount account) throws Exception {
    JsonNode parsed = YAML.readTree(ModelCard.head(account));
    assertThat(parsed).hasSize(1);
    return parsed.path("co2_eq_emissions");
  }

  @Test
  void emissionsAreANumberOfGrams() throws Exception {
    JsonNode head = head(SampleAccount.make());
    assertThat(head.path("emissions").isNumber()).isTrue();
    assertThat(head.path("emissions").asDouble()).isCloseTo(1296, within(1e-9));
    assertThat(head.path("geographical_location").asText()).isEqualTo("Germany (grid zone DE)");
    assertThat(head.path("hardware_used").asText())
        .isEqualTo("1 x NVIDIA A100-SXM4-40GB, 1 x AMD EPYC 7763");
    assertThat(head.path("source").asText())
        .contains("energy measured and estimated, PUE 1.2, location-based, lifecycle intensity");
    assertThat(head.has("training_type")).as("not recorded").isFalse();
    assertThat(head(OddAccounts.scaled(1e-9)).path("emissions").asDouble())
        .isCloseTo(1.296e-6, within(1e-12));
  }

  @Test
  void anyTextIsValidYaml() throws Exception {
    for (RunAccount account : OddAccounts.all().values()) {
      assertThat(head(account).isObject()).isTrue();
    }
    assertThat(head(OddAccounts.hostile()).path("hardware_used").asText())
        .isEqualTo("1 x " + TextLines.plain(OddAccounts.HOSTILE));
    assertThat(head(OddAccounts.noIntensity()).has("emissions")).as("unknown").isFalse();
  }

  @Test
  void theCardIsAHeadAndASectionForPeople() {
    String card = ModelCard.of(SampleAccount.make());
    assertThat(card)
        .startsWith("---\nco2_eq_emissions:\n  emissions: 1296 # grams of CO2e\n")
        .contains(
            "\n---\n\n## Environmental Impact\n",
            "- **Hardware Type:** 1 x NVIDIA A100-SXM4-40GB\n",
            "- **Hours used:** 12 h running, 12 h paused\n",
            "- **Compute Region:** Germany (grid zone DE)\n",
            "- **Carbon Emitted:** 1.3 kg CO2e\n");
    assertThat(ModelCard.of(OddAccounts.hostile()).lines().filter("---"::equals))
        .as("no text ends the head")
        .hasSize(2);
  }
}
