package org.carbonaware.grid.uk;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.carbonaware.grid.Zone;

/**
 * Great Britain, or a region of it by the service's number. The names that regions carry in answers
 * change over time, the numbers do not.
 */
record NesoArea(Zone zone, int region) {
  private static final int NATION = 0;
  private static final List<NesoArea> ALL = all(
      "NORTH-SCOTLAND",
      "SOUTH-SCOTLAND",
      "NORTH-WEST-ENGLAND",
      "NORTH-EAST-ENGLAND",
      "YORKSHIRE",
      "NORTH-WALES",
      "SOUTH-WALES",
      "WEST-MIDLANDS",
      "EAST-MIDLANDS",
      "EAST-ENGLAND",
      "SOUTH-WEST-ENGLAND",
      "SOUTH-ENGLAND",
      "LONDON",
      "SOUTH-EAST-ENGLAND",
      "ENGLAND",
      "SCOTLAND",
      "WALES");
  private static final DateTimeFormatter TO_THE_MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static List<NesoArea> all(String... regions) {
    List<NesoArea> areas = new ArrayList<>();
    areas.add(new NesoArea(Zone.of("GB"), NATION));
    for (String region : regions) {
      areas.add(new NesoArea(Zone.of("GB-" + region), areas.size()));
    }
    return List.copyOf(areas);
  }

  static Optional<NesoArea> of(Zone zone) {
    return ALL.stream().filter(area -> area.zone.equals(zone)).findFirst();
  }

  static List<Zone> zones() {
    return ALL.stream().map(NesoArea::zone).toList();
  }

  boolean isNation() {
    return region == NATION;
  }

  /** The path of the running half hour. */
  List<String> now() {
    return isNation() ? List.of("intensity") : List.of("regional", "regionid", number());
  }

  /** The path of the half hours from one time on, as far as {@code reach} says. */
  List<String> from(Instant from, String reach) {
    String start = TO_THE_MINUTE.format(from);
    return isNation()
        ? List.of("intensity", start, reach)
        : List.of("regional", "intensity", start, reach, "regionid", number());
  }

  /** The path of the half hours in an interval. */
  List<String> between(Instant from, Instant to) {
    return from(from, TO_THE_MINUTE.format(to));
  }

  private String number() {
    return Integer.toString(region);
  }
}
