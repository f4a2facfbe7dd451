package org.carbonaware.grid.document;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.trace.Trace;
import org.jspecify.annotations.Nullable;

/**
 * What a document says about one zone.
 *
 * @param trace its values, past and future, with the kind that the document says they are of
 * @param series those of the zone
 * @param made when the document says it was made, or null
 */
record Part(Trace trace, IntensitySeries series, @Nullable Instant made) {
  /** Of a document that does not say when it was made; fails if it lacks the zone. */
  static Part undated(Trace trace, Zone zone) {
    return new Part(trace, trace.series(zone), null);
  }

  /** Of a document that may say so; fails, naming the zones it has, if it lacks the zone. */
  static Part of(
      Document.Terms terms,
      Map<Zone, IntensitySeries> series,
      List<String> notes,
      @Nullable Instant made,
      Zone zone) {
    Trace trace = new Trace(terms.where(), series, notes, 0, 0);
    return new Part(trace, trace.series(zone), made);
  }

  /** The provenance of an answer given now. */
  Provenance asOf(Instant now, Provenance provenance) {
    return made == null
        ? provenance
        : provenance.withFreshness(Freshness.ofForecastMade(Duration.between(made, now)));
  }
}
