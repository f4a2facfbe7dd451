package org.carbonaware.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.SampleAccount;
import org.junit.jupiter.api.Test;

class AccountTextTest {
  private static final Pattern QUANTITY =
      Pattern.compile("(-?[0-9][0-9.]*(?:e[+-]?[0-9]+)?) (g|kg|t|Wh|kWh|MWh)\\b");

  @Test
  void tellsTheWholeAccountOfARun() {
    assertThat(TextReport.of(SampleAccount.make())).isEqualTo("""
            Run               20260302T000000Z-1a2b3c4d, project digits
            Training          small <net>, task imageClassification, Deeplearning4j
                              1.0.0-M2.1, on cuda:0, 1,250,000 parameters, 64,000 samples
                              per epoch
            Computer          AMD EPYC 7763 64-Core Processor, 15.5 threads, 64 GB of
                              memory, 1 x NVIDIA A100-SXM4-40GB, Linux-6.1.0-amd64, Java
                              17.0.15, aws eu-central-1
            Grid              Germany (grid zone DE), lifecycle; intensity measured (made
                              up)
            Policy            plan
            State             finished, all work done: 24,000 batches and 12 epochs done
            From, to          2026-03-02T00:00:00Z, 2026-03-03T00:00:00Z
            Time              12 h active, 12 h paused, 0 s away (suspended or not running)
            Delay             12 h; 6 h left before the deadline 2026-03-03T06:00:00Z
            Pauses            2; 2 checkpoints written

            Energy            4.86 kWh of the computer (measured and estimated), of which
                              540 Wh in pauses
              gpu0            3.96 kWh measured (nvml-energy, whole device, covers 99.8 % of
                              the time), NVIDIA A100-SXM4-40GB: nvml-energy of NVIDIA
                              A100-SXM4-40GB
              cpu             900 Wh estimated (tdp-load, whole device, covers 100.0 % of
                              the time), AMD EPYC 7763: tdp-load of AMD EPYC 7763
            With facility     5.83 kWh (PUE 1.2, the data centre's own figure)

            Emitted           1.3 kg CO2e location-based, pauses included, at 222 g/kWh on
                              average
            Market-based      1.45 kg CO2e: 60.0 % by guarantees of origin 2026 at 0 g/kWh,
                              the rest by the residual mix at 620 g/kWh (made up, 2025)
            Hardware          249 g CO2e estimated for making it (embodied), of which 125 g
                              for pauses: NVIDIA A100-SXM4-40GB: 273 kg over 26,280 h (made
                              up for this test)
            Together          1.55 kg CO2e: operation location-based and hardware; range
                              1.34 kg to 2.06 kg CO2e
            Water             2.43 L (0.5 L per kWh of the computer, a typical one)

            Straight through  1.56 kg CO2e by the same active energy without pauses
            Avoided           259 g CO2e (16.7 %) less than straight through
            Best possible     1.04 kg CO2e in hindsight, by the same active energy in the
                              cleanest moments from 2026-03-02T00:00:00Z to
                              2026-03-03T00:00:00Z, where the record ends: what came until
                              the deadline is not known; kept 50.0 % of what was possible
            Cost of pauses    259 g CO2e and 540 Wh: 0 g CO2e and 0 Wh to save and resume,
                              259 g CO2e and 540 Wh idle; besides 125 g CO2e of hardware

            Rates (SCI)       1.55 kg CO2e per run, 129 g CO2e per epoch, 0.00201 g CO2e per
                              sample, 0.00124 g CO2e per parameter, 2.68e-10 g CO2e per
                              FLOP; operation location-based and hardware
            Assumed           the processor's power was computed from its load
            """);
  }

  @Test
  void fits80ColumnsWithoutControlCharactersWhateverIsInTheRecord() {
    OddAccounts.all()
        .forEach((name, account) -> assertThat(TextReport.of(account).lines())
            .as(name)
            .isNotEmpty()
            .allMatch(line -> line.codePointCount(0, line.length()) <= 80)
            .noneMatch(line -> line.matches(".*[\\p{Cc}\\p{Cf}].*"))
            .noneMatch(line -> line.endsWith(" "))
            .noneMatch(line -> line.contains("NaN") || line.contains("Infinity")));
  }

  @Test
  void neverShowsAnUnknownFigureAsNought() {
    assertThat(TextReport.of(OddAccounts.oneLine()).lines())
        .contains(
            "Energy            nothing was metered",
            "Emitted           unknown: nothing was metered",
            "Cost of pauses    none: it did not pause",
            "Avoided           unknown: nothing was metered",
            "Rates (SCI)       none: no emission is known",
            "Training          nothing is known of it",
            "Water             unknown: nothing is known of the facility's water")
        .noneMatch(line -> line.startsWith("Together"));
    assertThat(TextReport.of(OddAccounts.noIntensity()).lines())
        .contains(
            "Emitted           unknown: the grid's intensity was never known",
            "Not counted       1 kWh drawn while the intensity was unknown: their emissions",
            "Market-based      not reported: nothing is known of contracts",
            "Hardware          not counted: nothing is known of the hardware");
  }

  @Test
  void saysWhenPausingMadeItWorse() {
    assertThat(TextReport.of(OddAccounts.worse()))
        .contains(
            "Avoided           nothing: 20 g CO2e (6.5 %) more than straight through\n",
            "nothing was to be gained by waiting\n",
            "missed the deadline 2026-03-03T06:00:00Z by 11 h\n");
  }

  @Test
  void everyFigureIsTheAccountsAtThreeDigitsAndInItsUnit() {
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < 300; i++) {
      RunAccount account = OddAccounts.scaled(Math.pow(10, random.nextDouble(-6, 9)));
      Map<String, Double> shown = firstFigures(TextReport.of(account));
      var footprint = account.footprint();
      assertThat(shown.getOrDefault("Energy", 0.0) * 3600)
          .isCloseTo(footprint.joules(), withinPercentage(0.5));
      assertThat(shown.getOrDefault("With facility", 0.0) * 3600)
          .isCloseTo(footprint.facilityJoules(), withinPercentage(0.5));
      assertThat(shown.get("Emitted")).isCloseTo(footprint.locationGrams(), withinPercentage(0.5));
      assertThat(shown.get("Market-based"))
          .isCloseTo(footprint.marketGrams().orElseThrow(), withinPercentage(0.5));
      assertThat(shown.get("Hardware")).isCloseTo(footprint.embodiedGrams(), withinPercentage(0.5));
      assertThat(shown.get("Together")).isCloseTo(footprint.totalGrams(), withinPercentage(0.5));
      assertThat(shown.get("Straight through"))
          .isCloseTo(account.summary().counterfactualGrams(), withinPercentage(0.5));
      assertThat(shown.get("Avoided"))
          .isCloseTo(account.summary().avoidedGrams(), withinPercentage(0.5));
      assertThat(shown.get("Best possible"))
          .isCloseTo(account.hindsight().grams(), withinPercentage(0.5));
      assertThat(shown.get("Rates (SCI)")).isCloseTo(footprint.totalGrams(), withinPercentage(0.5));
    }
  }

  /** The first quantity of each line, in g or Wh. */
  private static Map<String, Double> firstFigures(String text) {
    Map<String, Double> figures = new HashMap<>();
    text.lines().forEach(line -> {
      Matcher matcher = QUANTITY.matcher(line);
      if (!line.startsWith(" ") && matcher.find()) {
        double unit = switch (matcher.group(2)) {
          case "kg", "kWh" -> 1e3;
          case "t", "MWh" -> 1e6;
          default -> 1;
        };
        figures.put(
            line.substring(0, TextLines.LABEL_WIDTH).strip(),
            Double.parseDouble(matcher.group(1)) * unit);
      }
    });
    return figures;
  }

  @Test
  void readsTheSameWhateverTheComputersLanguage() {
    RunAccount account = SampleAccount.make();
    String text = TextReport.of(account)
        + MarkdownReport.of(account)
        + ModelCard.of(account)
        + JsonReport.of(account);
    Locale before = Locale.getDefault();
    try {
      for (String tag : new String[] {"de-DE", "ar-EG-u-nu-arab", "tr-TR", "hi-IN-u-nu-deva"}) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(TextReport.of(account)
                + MarkdownReport.of(account)
                + ModelCard.of(account)
                + JsonReport.of(account))
            .as(tag)
            .isEqualTo(text);
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}
