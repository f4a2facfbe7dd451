package org.carbonaware.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.carbonaware.control.HostFacts;
import org.carbonaware.control.HostFacts.Coordinates;
import org.carbonaware.control.HostFacts.Site;

/** How {@link HostFacts} are written in a ledger: what is unknown is left out. */
final class HostFields {
  private static final int MOST_GPUS = 256;

  private HostFields() {}

  static void write(HostFacts host, ObjectNode to) {
    host.os().ifPresent(value -> to.put("os", value));
    host.javaVersion().ifPresent(value -> to.put("javaVersion", value));
    host.javaVm().ifPresent(value -> to.put("javaVm", value));
    host.cpuModel().ifPresent(value -> to.put("cpuModel", value));
    host.cpuThreads().ifPresent(value -> to.put("cpuThreads", value));
    host.givenThreads().ifPresent(value -> to.put("givenThreads", value));
    host.memoryBytes().ifPresent(value -> to.put("memoryBytes", value));
    host.givenMemoryBytes().ifPresent(value -> to.put("givenMemoryBytes", value));
    if (!host.gpus().isEmpty()) {
      ArrayNode gpus = to.putArray("gpus");
      host.gpus().forEach(gpus::add);
    }
    host.virtual().ifPresent(value -> to.put("virtual", value));
    host.timeZone().ifPresent(value -> to.put("timeZone", value.getId()));
    Site site = host.site();
    site.coordinates().ifPresent(point -> {
      to.put("latitude", point.latitude()).put("longitude", point.longitude());
    });
    site.cloudProvider().ifPresent(value -> to.put("cloudProvider", value));
    site.cloudRegion().ifPresent(value -> to.put("cloudRegion", value));
  }

  /** Reads what {@link #write} wrote; what is missing or no such value is unknown. */
  static HostFacts read(JsonNode from) {
    List<String> gpus = new ArrayList<>();
    for (int i = 0; i < Math.min(MOST_GPUS, from.path("gpus").size()); i++) {
      gpus.add(from.path("gpus").path(i).asText());
    }
    return new HostFacts(
        text(from, "os"),
        text(from, "javaVersion"),
        text(from, "javaVm"),
        text(from, "cpuModel"),
        from.path("cpuThreads").canConvertToInt()
            ? OptionalInt.of(from.path("cpuThreads").asInt())
            : OptionalInt.empty(),
        number(from, "givenThreads"),
        count(from, "memoryBytes"),
        count(from, "givenMemoryBytes"),
        gpus,
        Optional.of(from.path("virtual")).filter(JsonNode::isBoolean).map(JsonNode::asBoolean),
        text(from, "timeZone").flatMap(HostFields::zone),
        new Site(coordinates(from), text(from, "cloudProvider"), text(from, "cloudRegion")));
  }

  private static Optional<Coordinates> coordinates(JsonNode from) {
    double latitude = number(from, "latitude").orElse(Double.NaN);
    double longitude = number(from, "longitude").orElse(Double.NaN);
    return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
        ? Optional.of(new Coordinates(latitude, longitude))
        : Optional.empty();
  }

  private static Optional<ZoneId> zone(String id) {
    try {
      return Optional.of(ZoneId.of(id));
    } catch (DateTimeException e) { // a zone that this Java runtime does not know
      return Optional.empty();
    }
  }

  private static Optional<String> text(JsonNode from, String name) {
    return Optional.of(from.path(name).asText()).filter(value -> !value.isEmpty());
  }

  private static OptionalDouble number(JsonNode from, String name) {
    return from.path(name).isNumber()
        ? OptionalDouble.of(from.path(name).asDouble())
        : OptionalDouble.empty();
  }

  private static OptionalLong count(JsonNode from, String name) {
    return from.path(name).canConvertToLong()
        ? OptionalLong.of(from.path(name).asLong())
        : OptionalLong.empty();
  }
}
