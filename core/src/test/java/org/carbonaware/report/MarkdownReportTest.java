package org.carbonaware.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.SampleAccount;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {
  @Test
  void hasBothMethodsOfScope2() {
    assertThat(MarkdownReport.of(SampleAccount.make()))
        .contains("""
            | Method | Energy, kWh | Mean, g/kWh | Emitted, kg CO2e | By |
            | --- | ---: | ---: | ---: | --- |
            | location-based | 5.83 | 222 | 1.3 | each interval at the grid's lifecycle intensity of its moment, measured (made up) |
            | market-based | 5.83 | 248 | 1.45 | 60.0 % by guarantees of origin 2026 at 0 g/kWh, the rest by the residual mix at 620 g/kWh (made up, 2025) |
            """)
        .contains("scope 3 category 3");
    assertThat(MarkdownReport.of(OddAccounts.noIntensity()))
        .contains(
            "| location-based | 1 | unknown | unknown |",
            "| market-based | 1 | - | - | not reported: nothing is known of contracts |",
            "1 kWh of the computer's energy were drawn while the intensity was unknown");
  }

  @Test
  void hasTheSoftwareCarbonIntensityAndWhatTheAiActAsksFor() {
    assertThat(MarkdownReport.of(SampleAccount.make()))
        .contains("""
            | Functional unit R | Number of R | (O + M) per R, CO2e |
            | --- | ---: | ---: |
            | run | 1 | 1.55 kg |
            | epoch | 12 | 129 g |
            | sample | 768,000 | 0.00201 g |
            | parameter | 1,250,000 | 0.00124 g |
            | FLOP | 5,760,000,000,000 | 2.68e-10 g |
            """)
        .contains(
            "| Computational resources | 5.76e+12 FLOP, estimated",
            "| Training time | 12 h running |",
            "| Energy consumption | 5.83 kWh, estimated: the computer's 4.86 kWh (measured and"
                + " estimated) times the facility's factor (PUE 1.2");
    assertThat(MarkdownReport.of(OddAccounts.hostile()))
        .contains("| Computational resources | unknown |");
  }

  @Test
  void namesEachComponentWithHowItIsKnown() {
    assertThat(MarkdownReport.of(SampleAccount.make()))
        .contains(
            "| gpu0 | NVIDIA A100-SXM4-40GB | 3.6 | 0.36 | 3.96 | measured |",
            "| cpu | AMD EPYC 7763 | 0.72 | 0.18 | 0.9 | estimated |",
            "| computer |  | 4.32 | 0.54 | 4.86 | measured and estimated |");
  }

  @Test
  void everyRowOfATableHasAsManyCellsAsItsHead() {
    OddAccounts.all().forEach((name, account) -> {
      int cells = 0;
      for (String line : MarkdownReport.of(account).lines().toList()) {
        int here = line.startsWith("|") ? line.replace("\\|", "").split("\\|", -1).length : 0;
        assertThat(here == 0 || cells == 0 || here == cells)
            .as(name + ": " + line)
            .isTrue();
        cells = here;
      }
    });
  }

  @Test
  void noTextBecomesMarkup() {
    String page = MarkdownReport.of(OddAccounts.hostile());
    assertThat(page)
        .doesNotContain("<script>", "\u001b", "\u202e")
        .contains("&lt;script&gt;", "\\|");
    assertThat(page.lines().filter(line -> line.startsWith("---"))).isEmpty();
    assertThat(Markdown.escaped("a_b*c[d](e)`f`~~g~~#1"))
        .isEqualTo("a\\_b\\*c\\[d\\](e)\\`f\\`\\~\\~g\\~\\~\\#1");
  }

  @Test
  void hoursAreInABlockToUnfold() {
    String page = MarkdownReport.of(SampleAccount.make());
    String hours = page.substring(page.indexOf("<details>"), page.indexOf("</details>"));
    assertThat(hours.lines().filter(line -> line.startsWith("| 2026-03-02T"))).hasSize(24);
    assertThat(hours).contains("| 2026-03-02T06:00:00Z | 0 | 45 | 0 | 21.6 | measured | made up |");
    assertThat(page).doesNotContain("NaN");
  }

  @Test
  void showsTheFirstAndTheLastOfManyDecisionsAndCountsTheRest() {
    RunAccount base = SampleAccount.make();
    List<RunAccount.DecisionMoment> many =
        Collections.nCopies(101, base.decisions().get(1));
    RunAccount account = new RunAccount(
        base.summary(),
        base.project(),
        base.training(),
        base.boundary(),
        base.components(),
        base.hours(),
        base.epochs(),
        base.pauses(),
        many,
        900,
        base.losses(),
        base.history(),
        base.hindsight(),
        base.footprint(),
        base.hosts());
    String page = MarkdownReport.of(account);
    String decisions = page.substring(page.indexOf("## Decisions"), page.indexOf("<details>"));
    assertThat(Arrays.stream(decisions.split("\n")).filter(line -> line.startsWith("| 2026")))
        .hasSize(40);
    assertThat(decisions).contains("961 more between the first and the last ones.");
  }
}
