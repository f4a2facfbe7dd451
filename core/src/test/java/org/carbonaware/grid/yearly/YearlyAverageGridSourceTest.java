package org.carbonaware.grid.yearly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.tck.GridSourceContract;
import org.carbonaware.grid.zones.Zones;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YearlyAverageGridSourceTest extends GridSourceContract {
  private static final Zone DE = Zone.of("DE");
  private static final Instant NOW = Instant.parse("2026-03-29T00:40:00Z");

  @Override
  protected GridSource source(InstantSource clock) {
    return YearlyAverageGridSource.of(clock);
  }

  @Override
  protected Zone zone() {
    return DE;
  }

  @Override
  protected Instant now() {
    return NOW;
  }

  private static Intensity current(String zone) {
    return YearlyAverageGridSource.of(InstantSource.fixed(NOW))
        .current(Zone.of(zone), NOW)
        .orElseThrow();
  }

  @Test
  void saysItIsAssumedAndStaticAndWhereItIsFrom() {
    assertThat(current("DE"))
        .isEqualTo(new Intensity(
            380.95,
            Basis.LIFECYCLE,
            Instant.parse("2026-03-29T00:00:00Z"),
            new Provenance(
                "Our World in Data, average of 2023 for DE (Germany)",
                Provenance.Kind.ASSUMED,
                Freshness.STATIC)));
  }

  @Test
  void theForecastIsFlatInHoursAsFarAsAsked() {
    IntensitySeries ahead =
        source(InstantSource.fixed(NOW)).forecast(DE, NOW, Duration.ofDays(2)).orElseThrow();
    assertThat(ahead.step()).isEqualTo(Duration.ofHours(1));
    assertThat(ahead.start()).isEqualTo(Instant.parse("2026-03-29T00:00:00Z"));
    assertThat(ahead.end()).isEqualTo(Instant.parse("2026-03-31T01:00:00Z"));
    assertThat(ahead.toArray()).containsOnly(380.95);
    assertThat(ahead.provenance()).isEqualTo(current("DE").provenance());
    assertThat(source(InstantSource.fixed(NOW)).forecast(DE, NOW, Duration.ZERO))
        .isEmpty();
  }

  @Test
  void whatEndsOnTheHourHasNoHourMore() {
    Instant hour = Instant.parse("2026-03-29T05:00:00Z");
    GridSource source = source(InstantSource.fixed(hour));
    assertThat(source.forecast(DE, hour, Duration.ofHours(2)).orElseThrow().size())
        .isEqualTo(2);
    assertThat(source.history(DE, hour.minusSeconds(7200), hour).size()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "SE-SE3,40.695,'Our World in Data, average of 2023 for SE (Sweden), in place of SE-SE3'",
    "GB-LONDON,237.589,'Our World in Data, average of 2023 for GB (United Kingdom), in place of GB-LONDON'",
    "AU-TAS-KI,548.692,'Our World in Data, average of 2023 for AU (Australia), in place of AU-TAS-KI'",
    "CAISO,268.1,'CarbonCast, average of 2021 for US-CAL-CISO (California ISO)'",
    "CA-QC,27.4,'generation mix times lifecycle factors of IPCC AR5, average of 2023 for CA-QC (Quebec)'",
    "US-SW-AZPS,575,'SustainDC, average of 2022 for US-SW-AZPS (Arizona Public Service)'",
    "JP-TK,554,'Google region-carbon-info, average of 2020 for JP-TK (Tokyo)'"
  })
  void saysOfWhichZoneAndFromWhomTheFigureIs(String zone, double grams, String source) {
    assertThat(current(zone).gramsPerKwh()).isEqualTo(grams);
    assertThat(current(zone).provenance().source()).isEqualTo(source);
  }

  @Test
  void everySubZoneOfAListedCountryHasAnAnswer() {
    GridSource source = YearlyAverageGridSource.of(InstantSource.fixed(NOW));
    assertThat(Zones.all().stream().filter(zone -> zone.parent().isPresent()))
        .allSatisfy(
            zone -> assertThat(source.current(zone.zone(), NOW).orElseThrow().gramsPerKwh())
                .isBetween(10.0, 1000.0));
  }

  @Test
  void hasFiguresOfTwoHundredCountriesAndSomeSubZones() {
    assertThat(YearlyAverageGridSource.zones())
        .hasSize(244)
        .isSortedAccordingTo(Comparator.comparing(Zone::key));
    assertThat(
            YearlyAverageGridSource.zones().stream().filter(zone -> zone.key().length() == 2))
        .hasSize(212);
    assertThat(YearlyAverageGridSource.zones())
        .allSatisfy(zone -> assertThat(current(zone.key()).gramsPerKwh()).isBetween(19.0, 1400.0));
  }

  @Test
  void aWrongZoneGetsSuggestionsAndAKnownOneWithoutAFigureTheReason() {
    assertThatThrownBy(() -> current("DEE"))
        .isInstanceOf(GridException.class)
        .hasMessage("yearly averages: zone \"DEE\" is not known; did you mean DE (Germany) or"
            + " EE (Estonia)?");
    assertThatThrownBy(() -> current("AD"))
        .isInstanceOf(GridException.class)
        .hasMessageContaining("AD (Andorra)")
        .hasMessageContaining("has no figure")
        .satisfies(e -> assertThat(((GridException) e).mayHelpToRetry()).isFalse());
  }

  @Test
  void oneQuestionCannotTakeAllMemory() {
    GridSource source = source(InstantSource.fixed(NOW));
    assertThatThrownBy(() -> source.forecast(DE, NOW, Duration.ofDays(10_000)))
        .isInstanceOf(GridException.class)
        .hasMessageContaining("expected at most 20 years");
    assertThat(source.forecast(DE, NOW, Duration.ofDays(366 * 19L))).isPresent();
  }
}
