package org.carbonaware.grid.electricitymaps;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.HttpAnswer;
import org.carbonaware.grid.http.JsonExchange;

/**
 * Why access was refused. HTTP 401 means a wrong key, a zone or endpoint that is not in the plan,
 * or an exhausted quota; where the text does not tell, the list of zones does.
 */
final class Refusal {
  private static final int MOST_ZONES_NAMED = 5;

  private Refusal() {}

  static boolean isOne(HttpAnswer answer) {
    return answer.status() == 401 || answer.status() == 403;
  }

  /** Whether the plan lacks what was asked for, as far as the text tells. */
  static boolean isOfThePlan(HttpAnswer answer) {
    return isOne(answer)
        && (answer.mentions("unauthorized for zoneKey")
            || answer.mentions("do not have access")
            || answer.mentions("Endpoint not available"));
  }

  static GridException reason(JsonExchange http, HttpAnswer answer, Zone zone, String temporality) {
    if (answer.mentions("Invalid auth-token")) {
      return wrongKey();
    }
    if (isOfThePlan(answer)) {
      return notInPlan(zone, temporality, "");
    }
    HttpAnswer zones;
    try {
      zones = http.get(List.of("zones"), Map.of());
      if (zones.status() == 401) {
        return wrongKey();
      }
      return fromZones(zones, answer, zone, temporality);
    } catch (GridException e) {
      return answer.failure(); // what the list would have told stays unknown
    }
  }

  private static GridException fromZones(
      HttpAnswer list, HttpAnswer answer, Zone zone, String temporality) {
    JsonNode zones = list.json();
    if (!zones.has(zone.key())) {
      return notInPlan(zone, temporality, zonesOf(list, zones));
    }
    JsonNode access = zones.path(zone.key()).path("access");
    if (access.isMissingNode()) { // the list as everybody gets it
      return wrongKey();
    }
    if (allows(access, "carbon-intensity/" + temporality)) {
      return GridException.passing(
          answer.failure().getMessage() + "; the plan has this, so its quota is probably used up",
          null);
    }
    return notInPlan(zone, temporality, "");
  }

  private static boolean allows(JsonNode access, String endpoint) {
    if (access.isTextual()) {
      return access.textValue().equals("*");
    }
    for (JsonNode allowed : access) {
      if (allowed.asText().equals(endpoint) || allowed.asText().equals("*")) {
        return true;
      }
    }
    return false;
  }

  private static String zonesOf(HttpAnswer list, JsonNode zones) {
    if (zones.isEmpty()) {
      return "; the plan has no zone at all";
    }
    List<String> names = new ArrayList<>();
    zones.fieldNames().forEachRemaining(name -> {
      if (names.size() < MOST_ZONES_NAMED && Zone.isKey(name)) {
        names.add(list.words(name));
      }
    });
    return "; it has " + String.join(", ", names)
        + (zones.size() > names.size() ? " and " + (zones.size() - names.size()) + " more" : "");
  }

  private static GridException wrongKey() {
    return GridException.lasting(
        ElectricityMapsGridSource.NAME + ": HTTP 401, the key is not accepted; is it complete?");
  }

  private static GridException notInPlan(Zone zone, String temporality, String zones) {
    return GridException.lasting(ElectricityMapsGridSource.NAME + ": HTTP 401, the key's plan does"
        + " not include " + temporality + " carbon intensity of zone " + zone + zones
        + ". The key itself is not the problem; a free plan has one zone");
  }
}
