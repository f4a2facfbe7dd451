package org.carbonaware.grid.electricitymaps;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Provenance.Kind;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.Estimates;
import org.carbonaware.grid.http.HttpAnswer;
import org.carbonaware.grid.http.IntensityRows;
import org.carbonaware.grid.http.JsonFields;

/** The rows of answers about one zone, each labelled with its start. */
final class Hours {
  static final Duration STEP = Duration.ofHours(1);

  private final Zone zone;
  private final Basis basis;
  private final IntensityRows rows = new IntensityRows(STEP);
  private final Estimates estimates = new Estimates();

  Hours(Zone zone, Basis basis) {
    this.zone = zone;
    this.basis = basis;
  }

  /** Adds the rows in a field, which is {@code history}, {@code data} or {@code forecast}. */
  Hours addAll(HttpAnswer answer, String field) {
    JsonNode body = answer.json();
    checkZone(answer, body);
    JsonNode list = body.path(field);
    if (!list.isArray()) {
      throw answer.broken("sent no " + field);
    }
    for (JsonNode row : list) {
      add(answer, row, JsonFields.time(row.get("datetime")));
    }
    return this;
  }

  /** Adds the one row that the answer is. */
  Hours addLatest(HttpAnswer answer) {
    JsonNode body = answer.json();
    checkZone(answer, body);
    if (!body.has("datetime")) {
      throw answer.broken("sent no datetime");
    }
    if (!body.path("datetime").isNull()) {
      // The service's own example labels its latest value with a moment within the hour.
      add(answer, body, JsonFields.time(body.get("datetime")).map(IntensityRows::fullFiveMinutes));
    }
    return this;
  }

  private void add(HttpAnswer answer, JsonNode row, Optional<Instant> start) {
    checkBasis(answer, row);
    double value = JsonFields.number(row.get("carbonIntensity"));
    // Nothing is free of lifecycle emissions: such zeros are outages.
    double grams = value == 0 && basis == Basis.LIFECYCLE ? Double.NaN : value;
    if (start.isEmpty() || !rows.add(start.get(), grams)) {
      throw answer.broken("sent a row with datetime " + row.path("datetime").asText("absent"));
    }
    estimates.note(start.get(), grams, row.path("isEstimated").asBoolean());
  }

  /** Without a zone that it knows, the service may answer for where the question comes from. */
  private void checkZone(HttpAnswer answer, JsonNode body) {
    JsonNode told = body.path("zone");
    if (told.isTextual() && !told.textValue().equals(zone.key())) {
      throw GridException.lasting(ElectricityMapsGridSource.NAME + ": sent zone "
          + answer.words(told.textValue()) + " instead of zone " + zone
          + ", which it does not seem to know");
    }
  }

  private void checkBasis(HttpAnswer answer, JsonNode row) {
    JsonNode told = row.path("emissionFactorType");
    if (told.isTextual() && !told.textValue().equals(basis.label())) {
      throw GridException.lasting(ElectricityMapsGridSource.NAME + ": sent "
          + answer.words(told.textValue()) + " values of zone " + zone + " instead of "
          + basis.label() + " ones");
    }
  }

  IntensitySeries forecast() {
    return rows.series(zone, basis, new Provenance(ElectricityMapsGridSource.NAME, Kind.FORECAST));
  }

  /** What was in an interval, of kind ESTIMATED if no row of it is measured. */
  IntensitySeries past(Instant from, Instant to) {
    Provenance provenance = new Provenance(ElectricityMapsGridSource.NAME, Kind.MEASURED);
    IntensitySeries known =
        IntensityRows.trimmed(rows.series(zone, basis, provenance).between(from, to));
    return estimates.marked(known, ElectricityMapsGridSource.NAME);
  }
}
