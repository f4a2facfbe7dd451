package org.carbonaware.grid.watttime;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.HttpAnswer;

/** Asks the service's endpoints and checks what comes back. Blocks; safe for several threads. */
final class Questions {
  static final String SIGNAL = "co2_moer";
  private static final String VERSION = "v3";

  private final Session session;
  private final Warnings warnings = Warnings.logged();

  Questions(Session session) {
    this.session = session;
  }

  Body forecast(Place place, long hours) {
    Map<String, String> horizon = Map.of("horizon_hours", Long.toString(hours));
    return ask("forecast", "forecasts", place, horizon, Moer.UNITS);
  }

  /** Both times are part of what is asked for. */
  Body historical(Place place, String start, String end) {
    Map<String, String> span = new LinkedHashMap<>();
    span.put("start", start);
    span.put("end", end);
    span.put("include_imputed_marker", "true");
    return ask("historical", "history", place, span, Moer.UNITS);
  }

  Body signalIndex(Place place) {
    return ask("signal-index", "the signal index", place, Map.of(), "percentile");
  }

  private Body ask(
      String endpoint, String what, Place place, Map<String, String> parameters, String units) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("region", place.region());
    query.put("signal_type", SIGNAL);
    query.putAll(parameters);
    HttpAnswer answer = session.get(List.of(VERSION, endpoint), query);
    if (Refusal.isOne(answer)) {
      throw Refusal.of(answer, what, place);
    }
    Body body = Body.read(answer, place, units);
    warnings.tell(answer, place.toString(), body.meta().path("warnings"));
    return body;
  }

  Zone regionAt(double latitude, double longitude) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("latitude", degrees(latitude));
    query.put("longitude", degrees(longitude));
    query.put("signal_type", SIGNAL);
    HttpAnswer answer = session.get(List.of(VERSION, "region-from-loc"), query);
    if (answer.mentions("No coverage")) {
      throw GridException.lasting(WattTimeGridSource.NAME + ": no region covers latitude "
          + degrees(latitude) + ", longitude " + degrees(longitude)
          + "; for what it covers see docs.watttime.org");
    }
    String region = answer.json().path("region").asText("");
    if (!Zone.isKey(region)) {
      throw answer.broken("sent no region");
    }
    return Zone.of(region);
  }

  /** About 10 m: enough for a region. Never with a decimal comma or an exponent. */
  private static String degrees(double value) {
    return BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_EVEN).toPlainString();
  }

  @Override
  public String toString() {
    return session.toString();
  }
}
