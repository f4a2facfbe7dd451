package org.carbonaware.grid.uk;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Provenance.Kind;
import org.carbonaware.grid.http.HttpAnswer;
import org.carbonaware.grid.http.IntensityRows;
import org.carbonaware.grid.http.JsonFields;
import org.jspecify.annotations.Nullable;

/** The half hours that answers list: actual and forecast for the nation, forecast for regions. */
final class HalfHours {
  static final Duration STEP = Duration.ofMinutes(30);
  private static final String SOURCE = "NESO Carbon Intensity";

  private final NesoArea area;
  private final IntensityRows actual = new IntensityRows(STEP);
  private final IntensityRows forecast = new IntensityRows(STEP);

  HalfHours(NesoArea area) {
    this.area = area;
  }

  void add(HttpAnswer answer) {
    JsonNode data = answer.json().path("data");
    if (!data.isContainerNode()) {
      throw answer.broken("sent no data, as in an outage");
    }
    if (area.isNation()) {
      addAll(answer, data);
    } else {
      addRegion(answer, data);
    }
  }

  /** A region comes as an object, or as an array with the one object, depending on the path. */
  private void addRegion(HttpAnswer answer, JsonNode data) {
    if (data.isArray()) {
      data.forEach(region -> addRegion(answer, region));
      return;
    }
    JsonNode number = data.path("regionid");
    if (!number.isMissingNode() && number.asInt() != area.region()) {
      throw GridException.lasting(
          SOURCE + ": sent region " + number.asInt() + " instead of zone " + area.zone());
    }
    addAll(answer, data.path("data"));
  }

  private void addAll(HttpAnswer answer, JsonNode slots) {
    if (!slots.isArray()) {
      throw answer.broken("sent no list of half hours");
    }
    for (JsonNode slot : slots) {
      Optional<Instant> from = JsonFields.time(slot.get("from"));
      JsonNode intensity = slot.path("intensity");
      if (from.isEmpty()
          || !actual.add(from.get(), grams(intensity.get("actual")))
          || !forecast.add(from.get(), grams(intensity.get("forecast")))) {
        throw answer.broken("sent a half hour from " + slot.path("from").asText("nowhen"));
      }
    }
  }

  /** Regions have hours of wind alone, which is free of direct emissions; the nation has none. */
  private double grams(@Nullable JsonNode node) {
    double value = JsonFields.number(node);
    return value == 0 && area.isNation() ? Double.NaN : value;
  }

  /** What was: for regions, which have no actual values, what the service expected last. */
  IntensitySeries past() {
    return area.isNation() ? series(actual, Kind.MEASURED) : forecast();
  }

  IntensitySeries forecast() {
    return series(forecast, Kind.FORECAST);
  }

  private IntensitySeries series(IntensityRows rows, Kind kind) {
    return rows.series(area.zone(), Basis.DIRECT, new Provenance(SOURCE, kind));
  }
}
