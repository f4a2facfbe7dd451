package org.carbonaware.grid.zones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.zones.KnownZone.Extent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestZoneTest {
  private static KnownZone zone(String key) {
    return Zones.find(Zone.of(key)).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "52.5,13.4,DE",
    "55.6,13.0,SE-SE4",
    "40.4,-3.7,ES",
    "39.6,2.7,ES-IB-MA",
    "51.5,-0.1,GB",
    "54.6,-5.9,GB-NIR",
    "40.7,-74.0,US-NY-NYIS",
    "37.8,-122.4,US-CAL-CISO",
    "25.0,121.5,TW",
    "-33.9,151.2,AU-NSW",
    "21.3,-157.9,US-HI",
    "-16.5,-180,FJ",
    "-16.5,180,FJ",
    "90,0,SJ",
    "-90,77,AQ",
    "41.9,12.5,IT-CSO",
    "28.5,-16.3,ES-CN-TE"
  })
  void findsTheNearestZone(double latitude, double longitude, String key) {
    assertThat(Zones.nearest(latitude, longitude).zone()).isEqualTo(zone(key));
  }

  @Test
  void saysHowFarTheNearestPlaceIs() {
    assertThat(Zones.nearest(50.1, 8.7).kilometres()).isZero();
    NearestZone ocean = Zones.nearest(0, -150);
    assertThat(ocean.zone()).isEqualTo(zone("PF"));
    double metresApart = 1000 * Math.abs(ocean.kilometres() - haversineKm(0, -150, -17.5, -149.6));
    assertThat(metresApart).isLessThan(1);
  }

  /** Checked with another formula, at random points and beside every zone. */
  @Test
  void noPlaceOfAnyGridIsNearerThanTheNearest() {
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < 2000; i++) {
      double latitude = Math.toDegrees(Math.asin(random.nextDouble(-1, 1)));
      double longitude = random.nextDouble(-180, 180);
      NearestZone nearest = Zones.nearest(latitude, longitude);
      assertThat(nearest.zone().extent()).isEqualTo(Extent.AREA);
      for (KnownZone zone : Zones.all()) {
        if (zone.extent() == Extent.AREA) {
          assertThat(haversineKm(latitude, longitude, zone.latitude(), zone.longitude()) + 1e-6)
              .as("%s from %s, %s", zone, latitude, longitude)
              .isGreaterThanOrEqualTo(nearest.kilometres());
        }
      }
    }
    for (KnownZone zone : Zones.all()) {
      NearestZone nearest = Zones.nearest(zone.latitude(), zone.longitude());
      assertThat(nearest.kilometres()).isLessThan(500);
      if (zone.extent() == Extent.AREA) {
        assertThat(nearest.zone()).as("its own city").isEqualTo(zone);
      }
    }
  }

  private static double haversineKm(double lat1, double lon1, double lat2, double lon2) {
    double north = Math.toRadians(lat2 - lat1) / 2;
    double east = Math.toRadians(lon2 - lon1) / 2;
    double h = Math.pow(Math.sin(north), 2)
        + Math.cos(Math.toRadians(lat1))
            * Math.cos(Math.toRadians(lat2))
            * Math.pow(Math.sin(east), 2);
    return 2 * 6371.0088 * Math.asin(Math.min(1, Math.sqrt(h)));
  }

  @ParameterizedTest
  @CsvSource({"90.1,0,latitude", "NaN,0,latitude", "0,-180.1,longitude", "0,NaN,longitude"})
  void refusesPointsThatAreNowhere(double latitude, double longitude, String what) {
    assertThatThrownBy(() -> Zones.nearest(latitude, longitude))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(what)
        .hasMessageContaining("expected -");
  }
}
