package org.carbonaware.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.SampleAccount;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** The page of the sample run, whose figures are known. */
class HtmlReportTest {
  private final String html = HtmlReport.of(SampleAccount.make());
  private final ParsedPage page = ParsedPage.of(html);

  @Test
  void hasItsSectionsInTheOrderOfInterest() {
    assertThat(page.all("section").stream().map(section -> section.getAttribute("id")))
        .containsExactly(
            "figures",
            "intensity",
            "emissions",
            "power",
            "loss",
            "pauses",
            "decisions",
            "epochs",
            "components",
            "footprint",
            "rates",
            "hours",
            "method",
            "cite");
    assertThat(page.text("h1")).isEqualTo("digits: small <net>");
  }

  @Test
  void tellsTheKeyFiguresWithTheirUnits() {
    assertThat(page.text("figures"))
        .contains("The run emitted 1.30 kg CO₂e, which is 259 g (16.7 %) less than it would have"
            + " without any pause.")
        .contains("16.7 % of the 1.56 kg that the same energy would have emitted straight through")
        .contains("50.0 % of the best possible in hindsight, 518 g")
        .contains("4.86 kWh")
        .contains("5.83 kWh with the facility, PUE 1.2")
        .contains("2 pauses, 12 h in memory, saving and resuming included; 540 Wh")
        .contains("6 h left before the deadline")
        .contains("measured")
        .contains("estimated");
  }

  @Test
  void givesEachPictureAnAlternativeWithItsFigures() {
    List<Element> pictures = page.pictures();
    assertThat(pictures).hasSize(6);
    assertThat(pictures).allSatisfy(svg -> {
      String names = svg.getAttribute("aria-labelledby");
      int space = names.indexOf(' ');
      assertThat(page.named(names.substring(0, space))).isNotBlank();
      assertThat(page.named(names.substring(space + 1))).containsPattern("\\d");
    });
    assertThat(page.named("intensityChart-text"))
        .contains("at most 400 g/kWh, mean 300 g/kWh; mean while it ran 200 g/kWh, while it stood"
            + " still or was away 400 g/kWh");
    assertThat(page.named("emissionsChart-text"))
        .contains("run at once 1.56 kg CO₂e; this run 1.30 kg CO₂e; best in hindsight 1.04 kg");
    assertThat(page.named("powerChart-text"))
        .contains("At most 360 W")
        .contains("processor 900 Wh (18.5 %), GPU 3.96 kWh (81.5 %)");
    assertThat(page.named("lossChart-text")).contains("2.3 at first, 0.255 after 22,000 batches");
  }

  @Test
  void hidesEveryOtherDrawingFromScreenReaders() {
    assertThat(page.all("svg"))
        .allSatisfy(svg -> assertThat(svg.getAttribute("role").equals("img")
                || svg.getAttribute("aria-hidden").equals("true")
                || svg.getParentNode().getNodeName().equals("svg"))
            .isTrue());
  }

  @Test
  void drawsTheRunToTheUnit() {
    // 200, 400, 200, 400 g/kWh on an axis to 400, each for a quarter of the time
    assertThat(page.path("intensity", "line outline"))
        .isEqualTo("M0 500H2500V0H5000V500H7500V0H10000");
    assertThat(page.path("intensity", "area step-2"))
        .isEqualTo("M0 1000H0V500H2500V1000ZM5000 1000H5000V500H7500V1000Z");
    // 300 W and 60 W on it; 30 W and 15 W on it; an axis to 400 W
    assertThat(page.path("power", "area kind-gpu"))
        .isEqualTo("M0 1000H0V250H2500V925H5000V250H7500V925H10000V1000Z");
    assertThat(page.path("power", "area kind-cpu"))
        .isEqualTo("M0 1000H0V100H2500V888H5000V100H7500V888H10000V1000Z");
    // 1036.8 g of the best possible on an axis to 2 kg
    assertThat(page.path("emissions", "line best"))
        .startsWith("M0 1000L417 957")
        .endsWith("L10000 482");
    assertThat(page.path("emissions", "line own")).endsWith("L10000 352");
    assertThat(page.path("emissions", "line straight")).endsWith("L10000 222");
    assertThat(page.path("loss", "line loss").chars().filter(c -> c == 'M')).hasSize(2);
  }

  @Test
  void marksPausesInEveryPicture() {
    for (String picture : List.of("intensity", "emissions", "power", "loss")) {
      assertThat(page.in(picture, "rect").stream()
              .filter(rect -> rect.getAttribute("class").equals("band ground pause"))
              .map(rect -> rect.getAttribute("x") + " " + rect.getAttribute("width")))
          .as(picture)
          .containsExactly("25% 25%", "75% 25%");
    }
  }

  @Test
  void listsPausesDecisionsComponentsHoursAndEpochs() {
    assertThat(page.text("pauses")).contains("2026-03-02 06:00", "in memory", "270 Wh", "130 g");
    assertThat(page.in("decisions", "li")).hasSize(4);
    assertThat(page.text("decisions")).contains("cleanest hours <left> & worth it");
    assertThat(page.text("components"))
        .contains("nvml-energy measured", "tdp-load estimated", "all of the device", "99.8 %");
    assertThat(page.in("hours", "tr")).hasSize(1 + 24);
    assertThat(page.in("epochs", "tr")).hasSize(1 + 12);
  }

  @Test
  void tellsTheFootprintAndItsRange() {
    assertThat(page.text("footprint"))
        .contains("Operation, location-based 1.30 kg")
        .contains(
            "Operation, market-based 1.45 kg CO₂e guarantees of origin 2026 60.0 % at 0 g/kWh; the"
                + " rest at the residual mix, 620 g/kWh (made up, 2025)")
        .contains("Total 1.55 kg")
        .contains("Water 2.43 L")
        .contains("may be from 1.34 kg to 2.06 kg");
    assertThat(page.text("method"))
        .contains("the processor's power was computed from its load")
        .contains("PUE 1.2 (the data centre's own figure)");
  }

  @Test
  void tellsTheRangeBesideTheFigure() {
    assertThat(page.text("figures"))
        .contains("1.55 kg with the hardware’s making, which may be 1.34 kg to 2.06 kg");
  }

  @Test
  void dividesByWhatWasTrained() {
    assertThat(page.text("rates")).contains("an epoch 129 g CO₂e 486 Wh 12");
  }

  @Test
  void tellsWhereTheTimeWent() {
    assertThat(page.text("h1")).isNotBlank();
    assertThat(page.all("dd").get(4).getTextContent().replace('\u00a0', ' '))
        .isEqualTo("12 h training, 12 h paused");
  }

  @Test
  void endsWithASentenceToCite() {
    assertThat(page.text("cite")).contains("To cite this run", "1.3 kg CO2e location-based");
  }

  @Test
  void asksForNothingAndAllowsNothing() throws Exception {
    assertThat(html).doesNotContain("<script", " style=", " onload", "javascript:", "@import");
    Set<String> addresses = new TreeSet<>();
    Matcher address = Pattern.compile("https?://[^\"' )]*").matcher(html);
    while (address.find()) {
      addresses.add(address.group());
    }
    assertThat(addresses).containsExactly("http://www.w3.org/2000/svg"); // a name, not a place
    assertThat(html).doesNotContainPattern(" (src|href)=").doesNotContainPattern("url\\((?!#)");
    String style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
    assertThat(page.all("meta").stream()
            .filter(meta -> meta.getAttribute("http-equiv").equals("Content-Security-Policy"))
            .map(meta -> meta.getAttribute("content")))
        .containsExactly("default-src 'none'; style-src 'sha256-"
            + Base64.getEncoder().encodeToString(digest)
            + "'; base-uri 'none'; form-action 'none'");
  }

  @Test
  void isTheSamePageForTheSameRun() {
    RunAccount again = SampleAccount.make();
    assertThat(HtmlReport.of(again)).isEqualTo(html);
  }
}
