package org.carbonaware.grid.watttime;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.http.HttpAnswer;
import org.carbonaware.grid.http.JsonFields;

/**
 * An answer's {@code data} and {@code meta}, checked to be about what was asked.
 *
 * @param answer the answer
 * @param rows the array in {@code data}
 * @param meta what the answer says about itself
 * @param step how long a row holds
 */
record Body(HttpAnswer answer, JsonNode rows, JsonNode meta, Duration step) {
  private static final Set<Integer> STEPS = Set.of(300, 600, 900, 1800, 3600);

  static Body read(HttpAnswer answer, Place place, String units) {
    JsonNode body = answer.json();
    JsonNode meta = body.path("meta");
    if (!body.path("data").isArray() || !meta.isObject()) {
      throw answer.broken("sent no data with meta");
    }
    requireSame(answer, meta, "region", place.region(), place);
    requireSame(answer, meta, "signal_type", Questions.SIGNAL, place);
    if (!meta.path("units").isTextual()) {
      throw answer.broken("sent values without units");
    }
    requireSame(answer, meta, "units", units, place);
    int seconds = meta.path("data_point_period_seconds").asInt();
    if (!STEPS.contains(seconds)) {
      throw answer.broken("sent data_point_period_seconds "
          + answer.words(meta.path("data_point_period_seconds").asText("absent")));
    }
    return new Body(answer, body.path("data"), meta, Duration.ofSeconds(seconds));
  }

  private static void requireSame(
      HttpAnswer answer, JsonNode meta, String field, String expected, Place place) {
    JsonNode told = meta.path(field);
    if (told.isTextual() && !told.textValue().equals(expected)) {
      throw GridException.lasting(WattTimeGridSource.NAME + ": sent " + field + " "
          + answer.words(told.textValue()) + " instead of " + expected + " for " + place);
    }
  }

  /** When the model made the values; their first time if it does not say. */
  Instant generatedAt() {
    return JsonFields.time(meta.get("generated_at"))
        .orElseGet(() -> rows.isEmpty() ? Instant.EPOCH : start(rows.get(0)));
  }

  /** The start of a row's step. */
  Instant start(JsonNode row) {
    return JsonFields.time(row.get("point_time"))
        .orElseThrow(() -> answer.broken(
            "sent a row with point_time " + answer.words(row.path("point_time").asText("absent"))));
  }
}
