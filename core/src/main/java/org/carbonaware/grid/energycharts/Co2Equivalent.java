package org.carbonaware.grid.energycharts;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Provenance.Kind;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.HttpAnswer;
import org.carbonaware.grid.http.IntensityRows;
import org.carbonaware.grid.http.JsonFields;
import org.jspecify.annotations.Nullable;

/** The body of {@code /co2eq}: one time axis, actual values and forecasts beside each other. */
final class Co2Equivalent {
  private static final Duration USUAL_STEP = Duration.ofMinutes(15);
  private static final String SOURCE = "Energy-Charts.info";

  private final IntensityRows actual = new IntensityRows(USUAL_STEP);
  private final IntensityRows forecast = new IntensityRows(USUAL_STEP);

  Co2Equivalent add(HttpAnswer answer, JsonNode body) {
    JsonNode times = body.path("unix_seconds");
    if (!times.isArray() || !(body.has("co2eq") || body.has("co2eq_forecast"))) {
      throw answer.broken("sent no unix_seconds with co2eq or co2eq_forecast");
    }
    for (int i = 0; i < times.size(); i++) {
      // Both lists may be shorter than the axis.
      if (!times.get(i).isIntegralNumber() || !add(times.get(i).longValue(), body, i)) {
        throw answer.broken("sent unix_seconds[" + i + "] that is no full 5 minutes or years away");
      }
    }
    return this;
  }

  private boolean add(long second, JsonNode body, int index) {
    if (Math.abs(second) > Instant.parse("9999-01-01T00:00:00Z").getEpochSecond()) {
      return false;
    }
    Instant start = Instant.ofEpochSecond(second);
    return actual.add(start, value(body.path("co2eq").get(index)))
        && forecast.add(start, value(body.path("co2eq_forecast").get(index)));
  }

  private static double value(@Nullable JsonNode node) {
    double grams = JsonFields.number(node);
    return grams == 0 ? Double.NaN : grams; // outages have shown as zeros
  }

  IntensitySeries actual(Zone zone) {
    return actual.series(zone, Basis.LIFECYCLE, new Provenance(SOURCE, Kind.MEASURED));
  }

  IntensitySeries forecast(Zone zone) {
    return forecast.series(zone, Basis.LIFECYCLE, new Provenance(SOURCE, Kind.FORECAST));
  }

  /** The forecast, with the actual value of the running step where that is no longer forecast. */
  IntensitySeries expected(Zone zone, Instant now) {
    IntensitySeries ahead = forecast(zone);
    IntensitySeries known = actual(zone);
    if (ahead.mean().isEmpty() || ahead.at(now).isPresent() || known.at(now).isEmpty()) {
      return ahead;
    }
    double[] values = ahead.toArray();
    values[ahead.indexOf(now)] = known.at(now).getAsDouble();
    return IntensitySeries.of(
        zone, ahead.basis(), ahead.provenance(), ahead.start(), ahead.step(), values);
  }
}
