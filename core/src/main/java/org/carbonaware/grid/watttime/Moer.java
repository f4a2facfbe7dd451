package org.carbonaware.grid.watttime;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Provenance.Kind;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.Estimates;
import org.carbonaware.grid.http.IntensityRows;
import org.carbonaware.grid.http.JsonFields;
import org.jspecify.annotations.Nullable;

/** Marginal operating emission rates of one zone, as answers list them. */
final class Moer {
  static final String UNITS = "lbs_co2_per_mwh";
  private static final double GRAMS_PER_KWH = 0.45359237; // of 1 lb per MWh, exactly
  private static final Duration USUAL_STEP = Duration.ofMinutes(5);

  private final Zone zone;
  private final Estimates estimates = new Estimates();
  private @Nullable IntensityRows rows;

  Moer(Zone zone) {
    this.zone = zone;
  }

  Moer add(Body body) {
    if (rows == null) {
      rows = new IntensityRows(body.step());
    }
    for (JsonNode row : body.rows()) {
      Instant start = body.start(row);
      double grams = JsonFields.number(row.get("value")) * GRAMS_PER_KWH;
      if (!rows.add(start, grams)) {
        throw body.answer().broken("sent a row with point_time " + start);
      }
      estimates.note(start, grams, row.path("imputed_data_used").asBoolean());
    }
    return this;
  }

  /** What was in an interval, of kind ESTIMATED if all of it stands on filled-in data. */
  IntensitySeries past(Instant from, Instant to) {
    IntensitySeries known = series(new Provenance(WattTimeGridSource.NAME, Kind.MEASURED));
    return estimates.marked(
        IntensityRows.trimmed(known.between(from, to)), WattTimeGridSource.NAME);
  }

  IntensitySeries series(Provenance provenance) {
    IntensityRows known = rows == null ? new IntensityRows(USUAL_STEP) : rows;
    return known.series(zone, Basis.MARGINAL, provenance);
  }
}
