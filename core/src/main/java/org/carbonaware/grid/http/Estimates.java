package org.carbonaware.grid.http;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Provenance.Kind;

/** Knows which of a provider's past values are estimates. Not for several threads. */
public final class Estimates {
  private final TreeMap<Instant, Boolean> rows = new TreeMap<>();

  /** Nothing known yet. */
  public Estimates() {}

  /**
   * Notes a value.
   *
   * @param start the start of the time it stands for
   * @param grams the value, ignored if it is NaN
   * @param isEstimated whether the provider says that it is an estimate
   */
  public void note(Instant start, double grams, boolean isEstimated) {
    if (!Double.isNaN(grams)) {
      rows.put(start, isEstimated);
    }
  }

  /**
   * The same values, said to be of kind ESTIMATED if none is measured. Only values in the series
   * count, of all that were noted.
   *
   * @param known what is known, which begins with a known value if it is not empty
   * @param source the provider
   * @return the series with a provenance that says how many values are estimated if some are
   */
  public IntensitySeries marked(IntensitySeries known, String source) {
    return known.withProvenance(provenance(known, source));
  }

  private Provenance provenance(IntensitySeries series, String source) {
    int known = 0;
    int estimated = 0;
    Instant first = rows.floorKey(series.start()); // may have begun before the series
    for (Map.Entry<Instant, Boolean> row :
        rows.tailMap(first == null ? series.start() : first, true).entrySet()) {
      Instant shown = row.getKey().isBefore(series.start()) ? series.start() : row.getKey();
      if (series.at(shown).isPresent()) {
        known++;
        estimated += row.getValue() ? 1 : 0;
      }
    }
    if (estimated > 0 && estimated < known) {
      return new Provenance(
          source + " (" + estimated + " of " + known + " values estimated)", Kind.MEASURED);
    }
    return new Provenance(source, estimated > 0 ? Kind.ESTIMATED : Kind.MEASURED);
  }
}
