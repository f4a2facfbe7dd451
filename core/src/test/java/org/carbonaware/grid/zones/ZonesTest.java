package org.carbonaware.grid.zones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.climatology.ClimatologyGridSource;
import org.carbonaware.grid.uk.NesoGridSource;
import org.carbonaware.grid.zones.KnownZone.Extent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZonesTest {
  private static KnownZone zone(String key) {
    return Zones.find(Zone.of(key)).orElseThrow();
  }

  @Test
  void knowsTheInhabitedCountriesAndAHundredAndSeventySubZones() {
    List<KnownZone> all = Zones.all();
    assertThat(all).hasSize(429);
    assertThat(all.stream().filter(zone -> zone.parent().isEmpty())).hasSize(248);
    assertThat(all.stream().map(zone -> zone.zone().key()).toList())
        .as("sorted, each once")
        .isSorted()
        .doesNotHaveDuplicates();
    assertThatThrownBy(() -> all.remove(0)).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void everyZoneHasACountryAPlaceAndATimeZoneThatJavaKnows() {
    Set<String> countries = new HashSet<>(List.of(Locale.getISOCountries()));
    countries.add("XK"); // Kosovo, not in the standard
    for (KnownZone zone : Zones.all()) {
      assertThat(countries).as(zone.toString()).contains(zone.countryCode());
      assertThat(zone.timeZone().getId()).as(zone.toString()).contains("/");
      assertThat(zone.latitude()).as(zone.toString()).isBetween(-90.0, 90.0);
      assertThat(zone.longitude()).as(zone.toString()).isBetween(-180.0, 180.0);
      assertThat(zone.name()).isNotBlank();
      assertThat(zone.isWithin(Zone.of(zone.countryCode()))).as(zone.toString()).isTrue();
    }
  }

  /** A city's offset from Greenwich follows its longitude, give or take what countries decide. */
  @Test
  void everyTimeZoneFitsThePlace() {
    Instant winter = Instant.parse("2024-01-15T00:00:00Z");
    for (KnownZone zone : Zones.all()) {
      double sun = zone.longitude() / 15;
      double clock =
          zone.timeZone().getRules().getStandardOffset(winter).getTotalSeconds() / 3600.0;
      double apart = Math.abs(clock - sun) % 24;
      assertThat(Math.min(apart, 24 - apart)).as(zone.toString()).isLessThan(3.1);
    }
  }

  @Test
  void threeLettersOfIsoNameEveryCountry() {
    for (KnownZone zone : Zones.all()) {
      if (zone.parent().isEmpty() && !zone.countryCode().equals("XK")) {
        String three =
            new Locale.Builder().setRegion(zone.countryCode()).build().getISO3Country();
        assertThat(Zones.find(three)).as(three).contains(zone);
      }
    }
  }

  @Test
  void everyNameFindsItsZoneWhateverItsCase() {
    assertThat(ZoneTable.loaded().names()).hasSizeGreaterThan(1200);
    ZoneTable.loaded().names().forEach((name, zone) -> {
      assertThat(Zones.find(name)).as(name).contains(zone);
      assertThat(Zones.find(name.toLowerCase(Locale.ROOT).replace('-', '_')))
          .as(name)
          .contains(zone);
    });
    Zones.all().forEach(zone -> assertThat(Zones.find(zone.name())).contains(zone));
  }

  @ParameterizedTest
  @CsvSource({
    "DE,DE",
    "de,DE",
    " De ,DE",
    "deu,DE",
    "Germany,DE",
    "deutschland,DE",
    "UK,GB",
    "GBR,GB",
    "United Kingdom,GB",
    "el,GR",
    "QT,QA",
    "usa,US",
    "CAISO,US-CAL-CISO",
    "CISO,US-CAL-CISO",
    "us_cal_ciso,US-CAL-CISO",
    "ERCOT,US-TEX-ERCO",
    "ERCO,US-TEX-ERCO",
    "PJM,US-MIDA-PJM",
    "MISO,US-MIDW-MISO",
    "SPP,US-CENT-SWPP",
    "NYISO,US-NY-NYIS",
    "ISO-NE,US-NE-ISNE",
    "CAISO_NORTH,US-CAL-CISO",
    "BPA,US-NW-BPAT",
    "ERCOT_NORTHCENTRAL,US-TEX-ERCO",
    "HQ,CA-QC",
    "NEM_NSW,AU-NSW",
    "AUS-NSW,AU-NSW",
    "AUS_QLD,AU-QLD",
    "SE3,SE-SE3",
    "dk1,DK-DK1",
    "Kansai,JP-KN",
    "Côte d’Ivoire,CI",
    "Türkiye,TR",
    "Curaçao,CW",
    "Viet Nam,VN",
    "GB-London,GB-LONDON"
  })
  void understandsOtherNames(String text, String key) {
    assertThat(Zones.find(text)).contains(zone(key));
  }

  @Test
  void aKeyOutranksWhatOthersCallByThatName() {
    assertThat(Zones.find("SC")).contains(zone("SC")); // WattTime: South Carolina
    assertThat(zone("US-CAR-SC").wattTimeRegions()).containsExactly("SC");
    assertThat(Zones.find("CHL")).contains(zone("CL")); // WattTime: the same country's main grid
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-", "DEE", "D", "Z1", "DE-", "\u0000", "🙂", "EU", "null"})
  void findsNothingUnderAWrongName(String text) {
    assertThat(Zones.find(text).filter(zone -> !text.startsWith("DE-"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "DEE,DE",
    "ED,DE",
    "DR,CD",
    "germny,DE",
    "Gremany,DE",
    "ercoot,US-TEX-ERCO",
    "US-CAL-CAISO,US-CAL-CISO",
    "DE-BAYERN,DE",
    "NO-SUCH-ZONE,NO",
    "SE-3,SE-SE3",
    "texas,US-TEX-ERCO",
    "arizona,US-SW-AZPS",
    "bonnevile,US-NW-BPAT",
    "Columbia,CO",
    "switz,CH",
    "XX,''",
    "qqqq,''",
    "Bavaria,''",
    "'',''"
  })
  void suggestsWhatWasMeant(String text, String first) {
    List<KnownZone> near = Zones.suggestions(text);
    assertThat(near).hasSizeLessThanOrEqualTo(5).doesNotHaveDuplicates();
    assertThat(near.stream().findFirst().map(zone -> zone.zone().key()).orElse(""))
        .isEqualTo(first);
  }

  @Test
  void suggestsTheSubZonesThatBeginLikeIt() {
    assertThat(Zones.suggestions("US-NW-"))
        .hasSize(5)
        .allMatch(zone -> zone.zone().key().startsWith("US-NW-"));
  }

  @Test
  void suggestsCountriesBeforeTheirPartsAmongEquals() {
    assertThat(
            Zones.suggestions("south").stream().map(zone -> zone.zone().key()).limit(4))
        .containsExactly("KR", "SS", "IT-SO", "GB-SOUTH-WALES");
  }

  @Test
  void refusesATableInWhichANameMeansTwoZones() {
    List<String[]> rows = List.of(
        "FR,area,FRA,France,Europe/Paris,48.9 2.4,,,GAUL".split(",", -1),
        "IT,area,ITA,Italy,Europe/Rome,41.9 12.5,,,GAUL".split(",", -1));
    assertThatThrownBy(() -> new ZoneTable(rows))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("\"GAUL\" means both FR (France) and IT (Italy)");
  }

  @Test
  void saysInASentenceWhatWasMeant() {
    assertThat(Zones.unknown("DEE"))
        .isEqualTo("zone \"DEE\" is not known; did you mean DE (Germany) or EE (Estonia)?");
    assertThat(Zones.unknown("germny"))
        .isEqualTo("zone \"germny\" is not known; did you mean DE (Germany)?");
    assertThat(Zones.unknown("US-NW-")).containsPattern("\\), .*\\), .* or US-NW-");
    assertThat(Zones.unknown("qqqq"))
        .isEqualTo("zone \"qqqq\" is not known; expected a key such as DE, SE-SE3 or US-CAL-CISO");
    assertThat(Zones.unknown("x\n".repeat(10_000)))
        .doesNotContain("\n")
        .contains("x?…\"")
        .hasSizeLessThan(200);
  }

  @Test
  void knowsWhatLiesInWhat() {
    assertThat(Zones.childrenOf(zone("SE")).stream().map(zone -> zone.zone().key()))
        .containsExactly("SE-SE1", "SE-SE2", "SE-SE3", "SE-SE4");
    assertThat(Zones.childrenOf(zone("SE-SE1"))).isEmpty();
    assertThat(zone("AU-TAS-KI").parent()).contains(zone("AU-TAS"));
    assertThat(zone("AU-TAS-KI").isWithin(Zone.of("AU"))).isTrue();
    assertThat(zone("AU").isWithin(Zone.of("AU-TAS"))).isFalse();
    assertThat(zone("ES-CN-TE").parent()).contains(zone("ES"));
    assertThat(zone("DE").parent()).isEmpty();
    Map<String, Extent> extents = Map.of(
        "SE", Extent.UMBRELLA,
        "SE-SE1", Extent.AREA,
        "ES", Extent.AREA,
        "GB-LONDON", Extent.PART);
    extents.forEach((key, extent) -> assertThat(zone(key).extent()).isEqualTo(extent));
    assertThat(Extent.UMBRELLA.label()).isEqualTo("umbrella");
    for (KnownZone zone : Zones.all()) {
      if (zone.extent() == Extent.UMBRELLA) {
        assertThat(Zones.childrenOf(zone)).as(zone.toString()).hasSizeGreaterThanOrEqualTo(2);
      }
    }
  }

  @Test
  void knowsTheZonesOfTheSourcesThatListThem() {
    List<Zone> neso = NesoGridSource.zones();
    for (int i = 0; i < neso.size(); i++) {
      KnownZone zone = Zones.find(neso.get(i)).orElseThrow();
      assertThat(zone.nesoRegion()).as(zone.toString()).hasValue(i);
      assertThat(zone.zone()).isEqualTo(neso.get(i));
    }
    assertThat(zone("GB-NIR").nesoRegion()).isEmpty();
    assertThat(ClimatologyGridSource.knownZones())
        .allSatisfy(zone -> assertThat(zone("" + zone).zone()).isEqualTo(zone));
    assertThat(zone("US-MIDA-PJM").wattTimeRegions()).containsExactly("PJM_DC", "PJM_SOUTHWEST_OH");
  }
}
