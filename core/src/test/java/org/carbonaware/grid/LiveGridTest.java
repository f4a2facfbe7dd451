package org.carbonaware.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveGridTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:30:00Z");
  private static final String KEY = "k3y-that-nobody-may-see";
  private static final Map<String, String> WITH_KEY = Map.of(LiveGrid.ELECTRICITY_MAPS_KEY, KEY);

  private static GridSource live(String zone, Map<String, String> environment) {
    return LiveGrid.of(Zone.of(zone), environment);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DE | Energy-Charts, else typical year, else yearly averages | lifecycle",
        "FR | Energy-Charts, else typical year, else yearly averages | lifecycle",
        "GB | NESO Carbon Intensity | direct",
        "GB-LONDON | NESO Carbon Intensity | direct",
        "GB-NIR | Electricity Maps, else typical year, else yearly averages | lifecycle",
        "GB-ZET | Electricity Maps, else typical year, else yearly averages | lifecycle",
        "SE-SE3 | Energy-Charts for SE, else typical year, else yearly averages | lifecycle",
        "ES-IB-MA | Electricity Maps, else typical year, else yearly averages | lifecycle",
        "US-CAL-CISO | Electricity Maps, else typical year, else yearly averages | lifecycle",
      })
  void withoutAKeyAsksWhoNeedsNone(String zone, String name, String basis) {
    GridSource source = live(zone, Map.of());
    assertThat(source.name()).isEqualTo(name);
    assertThat(source.basis().label()).isEqualTo(basis);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DE | Electricity Maps, else Energy-Charts, else typical year, else yearly averages",
        "GB | Electricity Maps, else typical year, else yearly averages",
        "GB-NIR | Electricity Maps, else typical year, else yearly averages",
        "US-CAL-CISO | Electricity Maps, else typical year, else yearly averages",
      })
  void withAKeyAsksElectricityMapsFirst(String zone, String name) {
    GridSource source = live(zone, WITH_KEY);
    assertThat(source.name()).isEqualTo(name);
    assertThat(source.basis()).isEqualTo(Basis.LIFECYCLE);
    assertThat(source.toString() + source.health()).doesNotContain(KEY);
  }

  @Test
  void asksNesoForItsRegionsEvenWithAKeySinceNobodyElseKnowsThem() {
    assertThat(live("GB-LONDON", WITH_KEY).name()).isEqualTo("NESO Carbon Intensity");
    assertThat(live("GB-SCOTLAND", WITH_KEY).basis()).isEqualTo(Basis.DIRECT);
  }

  @Test
  void saysWhatWouldHelpWhereNobodyIsLive() {
    GridSource source = live("CL-SEN", Map.of());
    Intensity assumed = source.current(Zone.of("CL-SEN"), NOW).orElseThrow();
    assertThat(assumed.provenance().kind()).isEqualTo(Provenance.Kind.ASSUMED);
    assertThat(assumed.provenance().source()).contains("Chile");
    assertThat(source.health()).singleElement().satisfies(health -> {
      assertThat(health.state()).isEqualTo(SourceHealth.State.BROKEN);
      assertThat(health.lastError())
          .contains("Electricity Maps: no key; set CARBON_ELECTRICITYMAPS_KEY for live data of"
              + " this zone");
    });
  }

  @Test
  void aZoneThatNobodyKnowsIsRefusedWithWhatMayBeMeant() {
    assertThatThrownBy(() -> live("DEE", Map.of()))
        .isInstanceOf(GridException.class)
        .hasMessageContainingAll("zone \"DEE\" is not known", "DE (Germany)");
    assertThatThrownBy(() -> live("UK", Map.of()))
        .isInstanceOf(GridException.class)
        .hasMessageStartingWith("zone \"UK\" is called GB (");
    assertThatThrownBy(() -> live("DE", Map.of(LiveGrid.ELECTRICITY_MAPS_KEY, "two " + KEY)))
        .isInstanceOf(GridException.class)
        .hasMessageContaining("environment variable CARBON_ELECTRICITYMAPS_KEY")
        .hasMessageNotContaining(KEY);
  }
}
