package org.carbonaware.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.carbonaware.ledger.RunAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs that nobody thinks of when drawing a page. */
class OddAccountsTest {
  static Stream<Arguments> odd() {
    return OddAccounts.all().entrySet().stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("odd")
  void becomesAPageWithoutNonsense(String name, RunAccount run) {
    String html = HtmlReport.of(run);
    ParsedPage page = ParsedPage.of(html);
    assertThat(page.all("section")).as("sections").hasSize(14);
    assertThat(html.replaceAll("(?s)<style>.*</style>", ""))
        .doesNotContain("NaN", "Infinity", "null", "Optional")
        .doesNotContainPattern("\\d[eE][-+]?\\d\\D"); // such as 1.0E-7
    assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(1_000_000);
  }

  @Test
  void saysWhatIsUnknownRatherThanZero() {
    String unknown =
        ParsedPage.of(HtmlReport.of(OddAccounts.withoutIntensity())).text("figures");
    assertThat(unknown)
        .contains("What that emitted is unknown")
        .contains("Emitted unknown")
        .contains("Avoided unknown There is nothing to compare with")
        .contains("100 % of the energy");
    assertThat(ParsedPage.of(HtmlReport.of(OddAccounts.withoutIntensity())).text("intensity"))
        .contains("never known");
    String empty = ParsedPage.of(HtmlReport.of(OddAccounts.empty())).text("main");
    assertThat(empty)
        .contains("No energy was recorded")
        .contains("The training told no loss")
        .contains("The run never paused")
        .contains("No decision was recorded");
  }

  @Test
  void breaksTheLossWhereTheRunStoodStillOrWasGone() {
    String paused =
        ParsedPage.of(HtmlReport.of(OddAccounts.pausedMidBatch())).path("loss", "line loss");
    assertThat(paused).containsPattern("^M0 \\d+L2542 \\d+M7542 \\d+").containsOnlyOnce("L");
    String crashed = ParsedPage.of(HtmlReport.of(OddAccounts.crashed())).path("loss", "line loss");
    assertThat(crashed).containsPattern("^M0 \\d+L2458 \\d+M7542 \\d+").containsOnlyOnce("L");
  }

  @Test
  void tellsALossHoweverSmall() {
    assertThat(ParsedPage.of(HtmlReport.of(OddAccounts.pausedMidBatch())).text("loss"))
        .contains("3×10⁻⁴ at first, 1.25×10⁻⁴ after", "least 1.25×10⁻⁴");
  }

  @Test
  void addsUpToTheCostOfAllPauses() {
    assertThat(ParsedPage.of(HtmlReport.of(OddAccounts.pausedMidBatch())).text("pauses"))
        .contains("10 Wh 4 g", "resuming in a new process 5 Wh 2 g", "All 1 2 h 15 Wh 6 g");
  }

  @Test
  void averagesOverTheEpochsThatWereEnded() {
    ParsedPage page = ParsedPage.of(HtmlReport.of(OddAccounts.pausedMidBatch()));
    assertThat(page.text("epochs"))
        .contains("203 g CO₂e and 994 Wh an epoch on average")
        .contains("after the last 9 s 12.8 Wh");
    assertThat(page.in("epochs", "rect").stream()
            .filter(rect -> rect.getAttribute("class").contains("read-out")))
        .hasSize(2);
    assertThat(ParsedPage.of(HtmlReport.of(OddAccounts.inItsSecondEpoch())).text("epochs"))
        .contains("200 g CO₂e and 1 kWh an epoch on average", "1 30 min 500 Wh")
        .doesNotContain("after the last");
  }

  @Test
  void saysAtOnceThatTheDeadlineWasMissed() {
    assertThat(ParsedPage.of(HtmlReport.of(OddAccounts.crashed())).text("figures"))
        .contains("The run emitted 400 g CO₂e and never paused. It missed its deadline by 1 h.");
  }

  @Test
  void namesNothingThatIsNotThere() {
    ParsedPage page = ParsedPage.of(HtmlReport.of(OddAccounts.fiveSeconds()));
    assertThat(page.text("figures")).contains("and never paused.", "Cost of pauses none");
    assertThat(page.text("intensity"))
        .contains("300 g/kWh while it ran, 300 g/kWh over all", "running")
        .doesNotContain("stood still", "paused in memory", "away");
    assertThat(page.text("loss")).doesNotContain("paused in memory", "away");
  }

  @Test
  void drawsOneEpochAsABarAndNotAsAWall() {
    assertThat(ParsedPage.of(HtmlReport.of(OddAccounts.withoutIntensity()))
            .path("epochs", "area while-run"))
        .isEqualTo("M0 1000H150V0H1100V1000H10000V1000Z"); // 2 kWh on an axis to 2 kWh
  }

  @Test
  void admitsThatPausingMadeItWorse() {
    assertThat(ParsedPage.of(HtmlReport.of(OddAccounts.worse())).text("figures"))
        .contains("more than it would have without any pause")
        .contains("Added by pausing")
        .doesNotContain("Avoided");
  }

  @Test
  void saysHowManyDecisionsAreLeftOut() {
    ParsedPage page = ParsedPage.of(HtmlReport.of(OddAccounts.decisive()));
    assertThat(page.in("decisions", "li")).hasSize(61);
    assertThat(page.text("decisions")).contains("10,057 decisions between these left out");
    assertThat(page.text("pauses")).contains("4,920 pauses between these left out", "All 5,000");
  }

  @Test
  void addsUpHoursWhereTheyAreMany() {
    ParsedPage page = ParsedPage.of(HtmlReport.of(OddAccounts.threeYears()));
    assertThat(page.text("hours")).contains("By month").contains("26,280 hours");
    assertThat(page.in("hours", "tr")).hasSize(1 + 36);
    assertThat(page.text("hours")).contains("2024-01 ");
  }

  @Test
  void letsHostileNamesBeNames() {
    String html = HtmlReport.of(OddAccounts.hostile());
    ParsedPage page = ParsedPage.of(html);
    assertThat(page.all("script")).isEmpty();
    assertThat(page.all("img")).isEmpty();
    assertThat(html).doesNotContainPattern("[\u202a-\u202e\u2066-\u2069]");
    assertThat(page.text("h1"))
        .isEqualTo("</title><script>alert(1)</script>: \" onload='x' & ]]> \ufffdevil\ufffd 模型 🌍");
    assertThat(page.text("decisions")).contains("<img src=x onerror=alert(2)>");
    assertThat(page.text("decisions")).hasSizeLessThan(3000); // a reason of a million characters
  }
}
