package org.carbonaware.grid.yearly;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.tck.PublishedTables;
import org.carbonaware.grid.yearly.YearlyAverages.Average;
import org.carbonaware.grid.zones.Zones;
import org.junit.jupiter.api.Test;

/** Works the table out again from what was published, where that is at hand. */
class PublishedAveragesTest {
  private static final Map<String, Double> IPCC_AR5 = Map.of(
      "coal", 820.0,
      "naturalGas", 490.0,
      "petroleum", 650.0,
      "nuclear", 12.0,
      "hydro", 24.0,
      "solar", 45.0,
      "wind", 11.0,
      "biomass", 230.0);
  private static final Map<String, String> PROVINCES = Map.ofEntries(
      Map.entry("alberta", "CA-AB"),
      Map.entry("british columbia", "CA-BC"),
      Map.entry("manitoba", "CA-MB"),
      Map.entry("new brunswick", "CA-NB"),
      Map.entry("newfoundland and labrador", "CA-NL"),
      Map.entry("nova scotia", "CA-NS"),
      Map.entry("northwest territories", "CA-NT"),
      Map.entry("nunavut", "CA-NU"),
      Map.entry("ontario", "CA-ON"),
      Map.entry("prince edward island", "CA-PE"),
      Map.entry("quebec", "CA-QC"),
      Map.entry("saskatchewan", "CA-SK"),
      Map.entry("yukon", "CA-YT"));
  private static final Map<String, String> GOOGLE = Map.of(
      "australia-southeast1", "AU-NSW",
      "australia-southeast2", "AU-VIC",
      "southamerica-east1", "BR-CS",
      "asia-northeast1", "JP-TK",
      "asia-northeast2", "JP-KN",
      "asia-south1", "IN-WE",
      "asia-south2", "IN-NO",
      "us-west3", "US-NW-PACE",
      "us-west4", "US-NW-NEVP");
  private static final Map<String, String> CARBONCAST = Map.of(
      "CISO", "US-CAL-CISO",
      "PJM", "US-MIDA-PJM",
      "ERCO", "US-TEX-ERCO",
      "ISNE", "US-NE-ISNE",
      "NYISO", "US-NY-NYIS",
      "FPL", "US-FLA-FPL",
      "BPAT", "US-NW-BPAT");

  private record Figure(double grams, int year, String origin) {}

  private final Map<String, Figure> expected = new HashMap<>();

  @Test
  void everyFigureIsThePublishedOne() {
    countries();
    provinces();
    google();
    carbonCast();
    sustainDc();
    Map<String, Figure> bundled = new HashMap<>();
    for (Zone zone : YearlyAverageGridSource.zones()) {
      Average average = YearlyAverages.loaded().of(zone);
      bundled.put(zone.key(), new Figure(average.gramsPerKwh(), average.year(), average.origin()));
    }
    assertThat(bundled).isEqualTo(expected).hasSize(244);
  }

  private void countries() {
    Set<String> without = new TreeSet<>();
    for (JsonNode country : PublishedTables.json("mappings", "codecarbon_global_energy_mix.json")) {
      double grams = country.path("carbon_intensity").doubleValue();
      String code = country.path("iso_code").textValue();
      if (grams > 0) {
        String zone = Zones.find(code).orElseThrow().zone().key();
        expected.put(zone, new Figure(grams, country.path("year").intValue(), "Our World in Data"));
      } else {
        without.add(code);
      }
    }
    assertThat(without)
        .as("nothing but hydro power, and that counted as free")
        .containsExactly("CAF");
  }

  private void provinces() {
    JsonNode mixes = PublishedTables.json("mappings", "codecarbon_canada_energy_mix_2023.json");
    PROVINCES.forEach((name, zone) -> {
      JsonNode mix = mixes.path(name);
      double shares = 0;
      double grams = 0;
      for (Map.Entry<String, Double> factor : IPCC_AR5.entrySet()) {
        double share = mix.path(factor.getKey()).doubleValue();
        shares += share;
        grams += share * factor.getValue();
      }
      assertThat(shares).as(name).isBetween(99.0, 101.0);
      expected.put(
          zone,
          new Figure(
              rounded(grams / shares), 2023, "generation mix times lifecycle factors of IPCC AR5"));
    });
  }

  private void google() {
    for (List<String> row : PublishedTables.csv("mappings", "gcp_region_carbon_2020.csv")) {
      String zone = GOOGLE.get(row.get(0));
      if (zone != null) {
        expected.put(
            zone, new Figure(Double.parseDouble(row.get(3)), 2020, "Google region-carbon-info"));
      }
    }
  }

  private void carbonCast() {
    List<List<String>> rows = PublishedTables.csv("carboncast_2020_2021_hourly_lifecycle.csv.gz");
    List<List<String>> year =
        rows.stream().filter(row -> row.get(0).startsWith("2021-")).toList();
    assertThat(year).hasSize(8760);
    CARBONCAST.forEach((column, zone) -> {
      int at = rows.get(0).indexOf(column);
      double mean = year.stream()
          .mapToDouble(row -> Double.parseDouble(row.get(at)))
          .average()
          .orElseThrow();
      expected.put(zone, new Figure(rounded(mean), 2021, "CarbonCast"));
    });
  }

  private void sustainDc() {
    List<List<String>> rows = PublishedTables.csv("climatology_noise.csv");
    List<String> head = rows.get(0);
    for (List<String> row : rows) {
      if (row.get(head.indexOf("source")).startsWith("dc-rl")) {
        double mean = Double.parseDouble(row.get(head.indexOf("mean")));
        expected.put(row.get(head.indexOf("em_zone")), new Figure(mean, 2022, "SustainDC"));
      }
    }
  }

  private static double rounded(double grams) {
    return Math.round(grams * 10) / 10.0;
  }
}
