package org.carbonaware.grid.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.carbonaware.grid.tck.PublishedTables;
import org.carbonaware.grid.zones.KnownZone;
import org.carbonaware.grid.zones.Zones;
import org.junit.jupiter.api.Test;

/**
 * Compares the regions with published tables where they are at hand: what agrees is counted, what
 * does not is listed. Why the table decides as it does is said in its head.
 */
class PublishedCloudRegionsTest {
  private static CloudProvider provider(String fullName) {
    return Arrays.stream(CloudProvider.values())
        .filter(provider -> provider.fullName().equals(fullName))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void agreesWithCloudCarbonFootprintButForKnownErrorsAndDisputes() {
    int agreed = 0;
    Map<String, String> apart = new TreeMap<>();
    for (List<String> row : rows("ccf_cloud_region_to_em_zone.csv")) {
      CloudProvider provider = CloudProvider.valueOf(row.get(0).toUpperCase(Locale.ROOT));
      String ours = CloudRegions.find(provider, row.get(1))
          .map(region -> region.zone().zone().key())
          .orElse("none");
      if (ours.equals(row.get(2))) {
        agreed++;
      } else {
        apart.put(row.get(1), row.get(2) + " -> " + ours);
      }
    }
    assertThat(apart)
        .isEqualTo(Map.ofEntries(
            Map.entry("us-west-2", "US-NW-PACW -> US-NW-BPAT"),
            Map.entry("us-gov-west-1", "US-NW-PACW -> US-NW-BPAT"),
            Map.entry("us-west1", "US-NW-PACW -> US-NW-BPAT"),
            Map.entry("us-central2", "US-MIDW-MISO -> US-CENT-SWPP"),
            Map.entry("us-east1", "US-CAR-SCEG -> US-CAR-SC"),
            Map.entry("NorthCentralUs", "US-MIDW-MISO -> US-MIDA-PJM"),
            Map.entry("northcentralusstage", "US-MIDW-MISO -> US-MIDA-PJM"),
            Map.entry("EastUS3", "US-MIDA-PJM -> US-SE-SOCO"),
            Map.entry("westus2", "US-NW-PACE -> US-NW-BPAT"),
            Map.entry("westus2stage", "US-NW-PACE -> US-NW-BPAT"),
            Map.entry("westus3", "US-NW-PACE -> US-SW-AZPS"),
            // No regions but everything in a country with many grids.
            Map.entry("USNorth", "US-MIDW-MISO -> none"),
            Map.entry("unitedstates", "US-MIDW-MISO -> none"),
            Map.entry("unitedstateseuap", "US-MIDW-MISO -> none")));
    assertThat(agreed).isEqualTo(99);
  }

  /** AWS and Google only: most of the table's Azure rows of 2024 are copies of other regions'. */
  @Test
  void agreesWithTheNewestYearOfIfPluginsForAwsAndGoogle() {
    int same = 0;
    int around = 0;
    Map<String, String> apart = new TreeMap<>();
    for (List<String> row : newestYear()) {
      Optional<CloudRegion> ours = CloudRegions.find(provider(row.get(1)), row.get(2));
      Optional<KnownZone> theirs = Zones.find(row.get(4));
      if (theirs.isEmpty() || row.get(1).equals("Microsoft Azure")) {
        continue;
      }
      KnownZone zone = ours.orElseThrow().zone();
      if (zone == theirs.get()) {
        same++;
      } else if (zone.isWithin(theirs.get().zone())) {
        around++;
      } else {
        apart.put(row.get(2), row.get(4) + " -> " + zone.zone());
      }
    }
    // Their Maharashtra and Uttar Pradesh are parts of ours.
    assertThat(apart)
        .isEqualTo(Map.of(
            "ap-south-1", "IN-MH -> IN-WE",
            "asia-south1", "IN-MH -> IN-WE",
            "asia-south2", "IN-UP -> IN-NO"));
    assertThat(same).isEqualTo(58);
    assertThat(around).as("a country instead of its sub-zone").isEqualTo(4);
  }

  /** What {@link Zones#nearest} is worth: how often it finds the zone of a published place. */
  @Test
  void theNearestZoneToAPublishedPlaceIsMostlyTheRegionsOwn() {
    Map<String, String> apart = new TreeMap<>();
    int asked = 0;
    JsonNode places = PublishedTables.json("mappings", "casdk_azure-regions.json");
    for (JsonNode place : places) {
      double latitude = Double.parseDouble(place.path("Latitude").textValue());
      double longitude = Double.parseDouble(place.path("Longitude").textValue());
      Optional<CloudRegion> region =
          CloudRegions.find(CloudProvider.AZURE, place.path("Name").textValue());
      if (region.isPresent()) {
        asked++;
        compare(region.get(), latitude, longitude, apart);
      }
    }
    assertThat(asked).isEqualTo(54);
    // 52 of 54. Boydton is nearer to Raleigh than to any city of PJM; the longitude of Madrid lacks
    // its sign in the table, which puts it into the sea.
    assertThat(apart)
        .isEqualTo(
            Map.of("eastus2", "US-MIDA-PJM -> US-CAR-CPLE", "spaincentral", "ES -> ES-IB-ME"));
  }

  @Test
  void theNearestZoneToAPlaceOfIfPluginsIsMostlyTheRegionsOwn() {
    Map<String, String> apart = new TreeMap<>();
    int asked = 0;
    for (List<String> row : newestYear()) {
      String[] place = row.get(7).split(",", -1);
      if (place.length == 2 && !row.get(1).equals("Microsoft Azure")) {
        asked++;
        compare(
            CloudRegions.find(provider(row.get(1)), row.get(2)).orElseThrow(),
            Double.parseDouble(place[0].strip()),
            Double.parseDouble(place[1].strip()),
            apart);
      }
    }
    assertThat(asked).isEqualTo(68);
    // 61 of 68. Sao Paulo is put into the Amazon forest, and Columbus, Dallas and Las Vegas are
    // taken
    // for towns of that name in Nebraska, Oregon and New Mexico; Greenville is on the other side of
    // South Carolina. Los Angeles alone is a real miss: the city has a grid of its own.
    assertThat(apart)
        .isEqualTo(Map.of(
            "sa-east-1", "BR-CS -> PE",
            "southamerica-east1", "BR-CS -> PE",
            "us-east5", "US-MIDA-PJM -> US-CENT-SWPP",
            "us-south1", "US-TEX-ERCO -> US-NW-PGE",
            "us-west4", "US-NW-NEVP -> US-SW-PNM",
            "us-east1", "US-CAR-SC -> US-CAR-DUK",
            "us-west2", "US-CAL-CISO -> US-CAL-LDWP"));
  }

  private static void compare(
      CloudRegion region, double latitude, double longitude, Map<String, String> apart) {
    KnownZone nearest = Zones.nearest(latitude, longitude).zone();
    if (nearest != region.zone()) {
      apart.put(region.name(), region.zone().zone() + " -> " + nearest.zone());
    }
  }

  /** Regions that Google publishes figures for. */
  @Test
  void knowsEveryRegionOfGooglesOwnTables() {
    Set<String> unknown = new TreeSet<>();
    for (int year = 2019; year <= 2024; year++) {
      for (List<String> row : rows("gcp_region_carbon_" + year + ".csv")) {
        if (row.size() > 1 && CloudRegions.find(CloudProvider.GCP, row.get(0)).isEmpty()) {
          unknown.add(row.get(0));
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  private static List<List<String>> rows(String table) {
    return PublishedTables.csv("mappings", table).stream().skip(1).toList();
  }

  private static List<List<String>> newestYear() {
    Map<String, List<String>> newest = new TreeMap<>();
    for (List<String> row : rows("if-plugins_gsf-data.csv")) {
      newest.merge(
          row.get(1) + row.get(2), row, (a, b) -> a.get(0).compareTo(b.get(0)) > 0 ? a : b);
    }
    return List.copyOf(newest.values());
  }
}
