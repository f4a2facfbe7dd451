package org.carbonaware.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTest {
  @ParameterizedTest
  @CsvSource({
    "DE, Germany, DEU, ''",
    "FR, France, FRA, ''",
    "XK, Kosovo, XKX, ''",
    "US-CAL-CISO, United States, USA, California ISO",
    "SE-SE3, Sweden, SWE, South Central Sweden"
  })
  void tellsCountryAndRegionOfAZone(String zone, String country, String alpha3, String region) {
    Place place = Place.of(zone);
    assertThat(place.alpha3()).isEqualTo(alpha3);
    assertThat(place.country()).startsWith(country);
    assertThat(place.region().isEmpty()).isEqualTo(region.isEmpty());
    assertThat(place.toString()).contains(country).endsWith("(grid zone " + zone + ")");
  }

  @Test
  void claimsNoCountryWhereThereIsNoneOrWereSeveral() {
    assertThat(Place.of("XX-NOWHERE").toString()).isEqualTo("grid zone XX-NOWHERE");
    assertThat(Place.of("DE, FR")).isEqualTo(new Place("DE, FR", "", "", ""));
    assertThat(Place.of("SE-SE3, SE-SE4").alpha3()).isEqualTo("SWE");
    assertThat(Place.of("").country()).isEmpty();
  }
}
