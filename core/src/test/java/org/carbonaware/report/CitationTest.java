package org.carbonaware.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.carbonaware.ledger.SampleAccount;
import org.junit.jupiter.api.Test;

class CitationTest {
  @Test
  void isOneSentenceWithFiguresMethodBasisPlaceAndRange() {
    assertThat(Citation.of(SampleAccount.make()).replaceAll("Trainer \\S+,", "Trainer V,"))
        .isEqualTo("As accounted by Carbon-Aware Trainer V, training small <net> with"
            + " Deeplearning4j 1.0.0-M2.1 (run 20260302T000000Z-1a2b3c4d, 2026-03-02 to"
            + " 2026-03-03, Germany (grid zone DE)) drew 4.86 kWh (measured and estimated; 5.83 kWh"
            + " with the facility at a PUE of 1.2) and emitted 1.3 kg CO2e location-based"
            + " (lifecycle grid intensity, measured) and 1.45 kg CO2e market-based; together with"
            + " 249 g CO2e estimated for making the hardware 1.55 kg CO2e, range 1.34 kg to"
            + " 2.06 kg CO2e; pausing avoided 259 g CO2e (16.7 %) less than straight through.");
  }

  @Test
  void claimsNothingThatIsNotKnown() {
    assertThat(Citation.of(OddAccounts.oneLine()))
        .contains("training a model (run-1, 2026-03-02, grid zone XX-NOWHERE)")
        .endsWith("emitted an unknown amount of CO2e (nothing was metered).");
    assertThat(Citation.of(OddAccounts.worse()))
        .contains("the hardware's making not counted")
        .endsWith("range 297 g to 363 g CO2e; it did not pause.");
    OddAccounts.all()
        .forEach((name, account) -> assertThat(Citation.of(account)).as(name).hasLineCount(1));
  }
}
