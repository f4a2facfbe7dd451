package org.carbonaware.grid.http;

import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Provenance.Kind;

/** Counts how many of a provider's past values are estimates. Not for several threads. */
public final class Estimates {
  private int known;
  private int estimated;

  /** Nothing counted yet. */
  public Estimates() {}

  /**
   * Counts a value.
   *
   * @param grams the value, not counted if it is NaN
   * @param isEstimated whether the provider says that it is an estimate
   */
  public void count(double grams, boolean isEstimated) {
    if (!Double.isNaN(grams)) {
      known++;
      estimated += isEstimated ? 1 : 0;
    }
  }

  /**
   * Where the values come from, of kind ESTIMATED if none is measured.
   *
   * @param source the provider
   * @return the provenance, which says how many values are estimated if some are
   */
  public Provenance provenance(String source) {
    if (estimated > 0 && estimated < known) {
      return new Provenance(
          source + " (" + estimated + " of " + known + " values estimated)", Kind.MEASURED);
    }
    return new Provenance(source, estimated > 0 ? Kind.ESTIMATED : Kind.MEASURED);
  }
}
