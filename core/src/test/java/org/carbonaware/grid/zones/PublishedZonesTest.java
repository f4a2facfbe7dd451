package org.carbonaware.grid.zones;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.tck.PublishedTables;
import org.junit.jupiter.api.Test;

/** Compares the registry with published tables where they are at hand. */
class PublishedZonesTest {
  @Test
  void knowsEveryZoneOfThePublishedSeriesByItsKey() {
    List<String> head =
        PublishedTables.csv("em_2022_hourly_lca_123zones.csv.gz").get(0);
    List<String> keys = head.subList(1, head.size());
    assertThat(keys).hasSize(123);
    assertThat(keys)
        .allSatisfy(
            key -> assertThat(Zones.find(key).orElseThrow().zone()).isEqualTo(Zone.of(key)));
  }

  @Test
  void knowsEveryZoneThatCloudTablesName() {
    Set<String> unknown = new TreeSet<>();
    PublishedTables.csv("mappings", "ccf_cloud_region_to_em_zone.csv").stream()
        .skip(1)
        .map(row -> row.get(2))
        .filter(zone -> Zones.find(zone).isEmpty())
        .forEach(unknown::add);
    for (List<String> row : PublishedTables.csv("mappings", "if-plugins_gsf-data.csv")) {
      String zone = row.get(4);
      if (!zone.isEmpty() && !zone.equals("em-zone-id") && Zones.find(zone).isEmpty()) {
        unknown.add(zone);
      }
    }
    assertThat(unknown).isEmpty();
  }

  /** The newest year of each region; older ones have zones on the wrong continent. */
  @Test
  void hasTheWattTimeRegionsOfTheNewestYear() {
    Map<String, List<String>> newest = new TreeMap<>();
    for (List<String> row : PublishedTables.csv("mappings", "if-plugins_gsf-data.csv")) {
      newest.merge(
          row.get(1) + row.get(2), row, (a, b) -> a.get(0).compareTo(b.get(0)) > 0 ? a : b);
    }
    Map<String, Set<String>> elsewhere = new TreeMap<>();
    for (List<String> row : newest.values()) {
      String region = row.get(5);
      if (region.isEmpty() || region.equals("wt-region-id")) {
        continue;
      }
      KnownZone zone = Zones.find(row.get(4)).orElse(Zones.find("IN").orElseThrow());
      boolean here = Zones.all().stream()
          .filter(known -> known.wattTimeRegions().contains(region))
          .anyMatch(known -> known.isWithin(zone.zone()) || zone.isWithin(known.zone()));
      if (!here) {
        elsewhere
            .computeIfAbsent(region, key -> new TreeSet<>())
            .add(zone.zone().key());
      }
    }
    // LDWP is Los Angeles' own grid, which the table puts into CAISO; QT is no code of Qatar, so
    // the registry keeps it as a wrong name of that country only.
    assertThat(elsewhere).isEqualTo(Map.of("LDWP", Set.of("US-CAL-CISO"), "QT", Set.of("QA")));
  }

  @Test
  void knowsTheCountriesOfThePublishedAveragesByTheirThreeLetters() {
    Set<String> unknown = new TreeSet<>();
    PublishedTables.json("mappings", "codecarbon_global_energy_mix.json")
        .fieldNames()
        .forEachRemaining(code -> {
          if (Zones.find(code).isEmpty()) {
            unknown.add(code);
          }
        });
    assertThat(unknown).isEmpty();
  }
}
