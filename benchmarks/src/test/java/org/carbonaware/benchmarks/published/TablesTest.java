package org.carbonaware.benchmarks.published;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {
  private static final Row EXACT = Row.equal("exact", 1.25, 1.25, 0.005, "g/h");
  private static final Row NEAR =
      Row.equal("near | far", 2, 2.004, 0.005, "%").withNote("theirs are round");
  private static final Row WRONG = Row.equal("wrong", 2, 3, 0.5, "%").withNote("see above");
  private static final Row LESS = Row.atMost("less", 2, 1.5, "%");
  private static final Row BESIDE = Row.beside("beside", 2, 9, "%");

  private static Outcome outcome(String name, Row... rows) {
    return new Outcome(Made.of(name), List.of(rows), "");
  }

  private static final Outcome SKIPPED = Outcome.skipped(Made.of("absent"), "no data.csv");

  @Test
  void theSummaryCountsAndNamesWhatIsFarthest() {
    assertThat(MarkdownTable.summary(List.of(outcome("sums", EXACT, NEAR, LESS, BESIDE))))
        .contains("| sums | 4 | 3 of 3 | near \\| far: +0.004 %, ±0.005 |")
        .doesNotContain("Outside");
  }

  @Test
  void theSummarySaysWhatIsOutside() {
    assertThat(MarkdownTable.summary(List.of(outcome("sums", EXACT, WRONG), SKIPPED)))
        .contains("| sums | 2 | 1 of 2 |")
        .contains("\nOutside: sums, wrong: theirs 2.00, ours 3.00 %, ±0.5 (see above)\n")
        .contains("| absent | 0 | skipped | no data.csv |");
  }

  @Test
  void theTableHasARowForEachFigure() {
    String text =
        MarkdownTable.full(List.of(outcome("sums", EXACT, NEAR, WRONG, LESS, BESIDE), SKIPPED));
    assertThat(text)
        .contains("\n## sums\n\nA. Author, 2020.\nAdds up.\n\n")
        .contains("| exact | 1.250 | 1.250 | 0.000 | ±0.005 | g/h |  |\n")
        .contains("| near \\| far | 2.000 | 2.004 | +0.004 | ±0.005 | % | theirs are round |\n")
        .contains("| wrong | 2.00 | 3.00 | +1.00 | ±0.5 | % | **outside** see above |\n")
        .contains("| less | 2.00 | 1.50 | -0.50 | at most | % |  |\n")
        .contains("| beside | 2.00 | 9.00 | +7.00 |  | % |  |\n")
        .contains("\n## absent\n\nA. Author, 2020.\nAdds up.\n\nSkipped: no data.csv\n");
  }

  @Test
  void smallTolerancesGetDigitsToBeSeen() {
    assertThat(MarkdownTable.full(
            List.of(outcome("a", Row.equal("b", 1, 1 + 4e-10, 1e-9, "").withNote("c")))))
        .contains("| b | 1.0000000000 | 1.0000000004 | +0.0000000004 | ±1.0E-9 |  | c |");
  }

  @Test
  void jsonHasTheSameFigures() throws IOException {
    JsonNode document = new JsonMapper()
        .readTree(JsonTable.of(List.of(outcome("sums", NEAR, WRONG, LESS, BESIDE), SKIPPED)));
    assertThat(document.fieldNames().next()).isEqualTo("schema");
    assertThat(document.path("schema").asText()).isEqualTo("carbon-aware/published-results/v1");
    assertThat(document.path("allInside").asBoolean(true)).isFalse();
    JsonNode sums = document.path("benchmarks").path(0);
    assertThat(sums.path("name").asText()).isEqualTo("sums");
    assertThat(sums.has("skipped")).isFalse();
    JsonNode near = sums.path("rows").path(0);
    assertThat(near.path("theirs").asDouble()).isEqualTo(2);
    assertThat(near.path("ours").asDouble()).isEqualTo(2.004);
    assertThat(near.path("difference").asDouble()).isEqualTo(2.004 - 2);
    assertThat(near.path("tolerance").asDouble()).isEqualTo(0.005);
    assertThat(near.path("check").asText()).isEqualTo("equal");
    assertThat(near.path("inside").asBoolean()).isTrue();
    assertThat(near.path("note").asText()).isEqualTo("theirs are round");
    assertThat(sums.path("rows").path(1).path("inside").asBoolean(true)).isFalse();
    assertThat(sums.path("rows").path(2).path("check").asText()).isEqualTo("at-most");
    assertThat(sums.path("rows").path(3).path("tolerance").isNull()).isTrue();
    assertThat(document.path("benchmarks").path(1).path("skipped").asText())
        .isEqualTo("no data.csv");
  }

  @Test
  void whatIsNoNumberIsOutsideAndStillJson() throws IOException {
    Outcome outcome = outcome("sums", Row.equal("none", 1, Double.NaN, 0.1, "g"));
    JsonNode document = new JsonMapper().readTree(JsonTable.of(List.of(outcome)));
    assertThat(document
            .path("benchmarks")
            .path(0)
            .path("rows")
            .path(0)
            .path("ours")
            .isNull())
        .isTrue();
    assertThat(MarkdownTable.summary(List.of(outcome))).contains("| 0 of 1 | none: NaN g");
  }
}
