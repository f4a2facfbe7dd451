package org.carbonaware.grid.cloud;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.zones.BundledTable;
import org.carbonaware.grid.zones.KnownZone;
import org.carbonaware.grid.zones.Spelling;
import org.carbonaware.grid.zones.Zones;
import org.jspecify.annotations.Nullable;

/**
 * Which grid zone a cloud region is in: a checked table of about 155 regions, read from the jar on
 * first use, then immutable and safe for several threads. What is known of a region's place is
 * coarse, and a provider may spread a region over 100 km; where tables disagree, the table in the
 * jar says why it has what it has.
 */
public final class CloudRegions {
  private static final int MOST_SUGGESTIONS = 3;

  private final List<CloudRegion> all;
  private final Map<String, CloudRegion> byName = new HashMap<>();

  private CloudRegions() {
    this.all = BundledTable.rows("cloud_regions.csv", 4).stream()
        .map(CloudRegions::region)
        .toList();
    for (CloudRegion region : all) {
      if (byName.put(region.name(), region) != null) {
        throw new IllegalStateException("cloud_regions.csv: two regions " + region.name());
      }
    }
  }

  private static CloudRegion region(String[] row) {
    KnownZone zone = Zones.find(row[2])
        .orElseThrow(
            () -> new IllegalStateException("cloud_regions.csv: " + Zones.unknown(row[2])));
    return new CloudRegion(
        CloudProvider.valueOf(row[0].toUpperCase(Locale.ROOT)), row[1], zone, row[3]);
  }

  private static final class Holder {
    static final CloudRegions LOADED = new CloudRegions();
  }

  /**
   * All regions.
   *
   * @return by provider, then by name
   */
  public static List<CloudRegion> all() {
    return Holder.LOADED.all;
  }

  /**
   * Finds a region, however it is written: {@code West Europe}, {@code westeurope} and
   * {@code WESTEUROPE} are the same. A zone inside a region ({@code us-east-1a},
   * {@code us-central1-b}, {@code us-south1-ai1b}) and the Azure regions for trials
   * ({@code eastus2euap}) stand for their region.
   *
   * @param provider whose region
   * @param name any text
   * @return the region, or empty if it is not in the table
   */
  public static Optional<CloudRegion> find(CloudProvider provider, String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", "");
    CloudRegion found = of(provider, plain);
    return Optional.ofNullable(found == null ? of(provider, provider.regionAround(plain)) : found);
  }

  private static @Nullable CloudRegion of(CloudProvider provider, String name) {
    CloudRegion region = Holder.LOADED.byName.get(name);
    return region != null && region.provider() == provider ? region : null;
  }

  /**
   * The regions in a zone or below it, to compare where work could go.
   *
   * @param zone a zone by its usual key, such as {@code US-MIDA-PJM}, or a country with all its
   *     sub-zones
   * @return the regions, possibly none
   */
  public static List<CloudRegion> in(Zone zone) {
    return all().stream().filter(region -> region.zone().isWithin(zone)).toList();
  }

  /**
   * A sentence for an error about a name that is no region's.
   *
   * @param provider whose region it should be
   * @param name what was given
   * @return such as {@code aws region "eu-centrl-1" is not known; did you mean eu-central-1?}
   */
  public static String unknown(CloudProvider provider, String name) {
    List<CloudRegion> own =
        all().stream().filter(region -> region.provider() == provider).toList();
    List<CloudRegion> near = Spelling.closest(
        name, own, region -> List.of(Spelling.normalized(region.name())), MOST_SUGGESTIONS);
    String rest = near.isEmpty()
        ? "; give the grid zone instead, such as DE or US-MIDA-PJM"
        : near.stream()
            .map(region -> region.name() + " (" + region.place() + ")")
            .collect(Collectors.joining(" or ", "; did you mean ", "?"));
    return provider.label() + " region " + Spelling.quoted(name) + " is not known" + rest;
  }
}
