package org.carbonaware.benchmarks.published;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.carbonaware.grid.Basis;

/**
 * The data set of CarbonCast: 13 grids, hourly, 2020 and 2021, and its published forecasts of the
 * second half of 2021.
 */
final class CarbonCast {
  static final String SOURCE =
      "CarbonCast (D. Maji, P. Shenoy, R. Sitaraman; BuildSys 2022), data set"
          + " and first-tier forecasts of its repository";
  static final String HOURLY_LIFECYCLE = "carboncast_2020_2021_hourly_lifecycle.csv.gz";

  static final List<String> GRIDS = List.of(
      "CISO", "PJM", "ERCO", "ISNE", "NYISO", "FPL", "BPAT", "SE", "DE", "ES", "NL", "PL",
      "AUS_QLD");

  /** The first issue; one follows every day. */
  static final Instant FIRST_ISSUE = Instant.parse("2021-07-01T00:00:00Z");

  static final int ISSUES = 181;
  static final Duration HORIZON = Duration.ofDays(4);
  static final int DAYS_AHEAD = 4;

  private CarbonCast() {}

  static String hourly(Basis basis) {
    return "carboncast_2020_2021_hourly_" + basis.label() + ".csv.gz";
  }

  static String forecasts(Basis basis) {
    return "carboncast_tier1_96h_forecasts_2021H2_" + basis.label() + ".csv.gz";
  }
}
