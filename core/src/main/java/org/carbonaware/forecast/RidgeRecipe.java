package org.carbonaware.forecast;

import java.util.Optional;

/** How a fit for an hour of the day is made. Pure; safe for several threads. */
interface RidgeRecipe {
  /** What is learned from less than this many days is of no use. */
  int FEWEST_ORIGINS = 28;

  /**
   * What the fits of all hours of a day have in common.
   *
   * @param day the hours before the first of that day
   * @return the fit, or empty if there is nothing in common or too little to learn from
   */
  Optional<RidgeFit> common(RidgeData day);

  /**
   * Fits, or gives nothing if there is too little to learn from.
   *
   * @param hour the hours before the fit
   * @param common what {@link #common} gave
   */
  Optional<RidgeFit> fit(RidgeData hour, Optional<RidgeFit> common);
}
