package org.carbonaware.grid.carbonawaresdk;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Provenance.Kind;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.HttpAnswer;
import org.carbonaware.grid.http.IntensityRows;
import org.carbonaware.grid.http.JsonFields;
import org.jspecify.annotations.Nullable;

/** The rows of answers about one location. */
final class SdkRows {
  private static final Duration USUAL_STEP = Duration.ofHours(1);

  private final Zone zone;
  private final String location;
  private final Basis basis;
  private final IntensityRows rows = new IntensityRows(USUAL_STEP);
  private @Nullable String toldLocation;
  private @Nullable Instant generatedAt;
  private boolean offsetsMissing;

  SdkRows(Zone zone, String location, Basis basis) {
    this.zone = zone;
    this.location = location;
    this.basis = basis;
  }

  /** Adds the rows of {@code /emissions/bylocation}, which has no content where it has no rows. */
  SdkRows addEmissions(HttpAnswer answer) {
    if (answer.status() == 204) {
      return this;
    }
    JsonNode body = answer.json();
    if (!body.isArray()) {
      throw answer.broken("sent no list of emissions");
    }
    for (JsonNode row : body) {
      add(answer, row, "time", "rating");
    }
    return this;
  }

  /** Adds the rows of {@code /emissions/forecasts/current}; what it calls optimal is ignored. */
  SdkRows addForecast(HttpAnswer answer) {
    JsonNode body = answer.json();
    if (!body.isArray()) {
      throw answer.broken("sent no list of forecasts");
    }
    for (JsonNode forecast : body) {
      String told = forecast.path("location").asText("");
      if (!told.isBlank() && !told.equalsIgnoreCase(location)) {
        throw GridException.lasting(CarbonAwareSdkGridSource.NAME + ": sent the forecast of "
            + printable(told) + " instead of " + location + " for zone " + zone);
      }
      JsonNode data = forecast.path("forecastData");
      if (!data.isArray() && !data.isNull()) {
        throw answer.broken("sent no forecastData");
      }
      for (JsonNode row : data) {
        add(answer, row, "timestamp", "value");
      }
      time(forecast.get("generatedAt")).ifPresent(time -> generatedAt = time);
    }
    return this;
  }

  private void add(HttpAnswer answer, JsonNode row, String timeField, String valueField) {
    checkLocation(row.path("location").asText(""));
    Optional<Instant> start = time(row.get(timeField)).map(IntensityRows::fullFiveMinutes);
    double value = JsonFields.number(row.get(valueField));
    // The SDK writes 0 for a null of its own source; nothing is free of lifecycle emissions.
    double grams = value == 0 && basis == Basis.LIFECYCLE ? Double.NaN : value;
    if (start.isEmpty()
        || !rows.add(start.get(), grams, JsonFields.duration(row.get("duration")))) {
      throw answer.broken(
          "sent a row with " + timeField + " " + row.path(timeField).asText("absent"));
    }
  }

  /** Rows may carry the name that the SDK's own source has for the location, but only one name. */
  private void checkLocation(String told) {
    if (told.isBlank()) {
      return;
    }
    if (toldLocation != null && !toldLocation.equalsIgnoreCase(told)) {
      throw GridException.lasting(CarbonAwareSdkGridSource.NAME + ": sent rows of "
          + printable(toldLocation) + " and of " + printable(told) + " together, asked for "
          + location + " for zone " + zone);
    }
    toldLocation = told;
  }

  private Optional<Instant> time(@Nullable JsonNode node) {
    return JsonFields.time(node).or(() -> {
      Optional<Instant> naive = JsonFields.naiveTime(node);
      offsetsMissing |= naive.isPresent();
      return naive;
    });
  }

  /** Whether a time had no offset and was taken as UTC. */
  boolean offsetsMissing() {
    return offsetsMissing;
  }

  IntensitySeries past() {
    return rows.series(zone, basis, new Provenance(source(), Kind.MEASURED));
  }

  /** What will be, as old as the answer says. */
  IntensitySeries forecast(Instant now) {
    return rows.series(
        zone, basis, new Provenance(source(), Kind.FORECAST).withFreshness(freshness(now)));
  }

  private Freshness freshness(Instant now) {
    // .NET writes an unset time as the year 1.
    return generatedAt == null || generatedAt.isBefore(Instant.EPOCH)
        ? Freshness.LIVE
        : Freshness.ofForecastMade(Duration.between(generatedAt, now));
  }

  private String source() {
    return toldLocation == null || toldLocation.equalsIgnoreCase(location)
        ? CarbonAwareSdkGridSource.NAME
        : CarbonAwareSdkGridSource.NAME + " (" + printable(toldLocation) + ")";
  }

  private static String printable(String text) {
    return text.length() <= 60 && text.matches("[\\w .-]+") ? text : "something unreadable";
  }
}
