package org.carbonaware.benchmarks.published;

/** The files of CarbonCast's data set: 13 grids, hourly, 2020 and 2021. */
final class CarbonCast {
  static final String HOURLY_LIFECYCLE = "carboncast_2020_2021_hourly_lifecycle.csv.gz";

  private CarbonCast() {}
}
