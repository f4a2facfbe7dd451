package org.carbonaware.ledger;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.footprint.Facility;

/** What a run comes to, and how far that may be off. */
final class FootprintBuilder {
  private final AccountBuilder account;
  private final Boundary boundary;
  private final boolean overridden;
  private final RunSummary summary;
  private final List<RunAccount.ComponentTotal> components;

  FootprintBuilder(
      AccountBuilder account,
      Boundary boundary,
      boolean overridden,
      RunSummary summary,
      List<RunAccount.ComponentTotal> components) {
    this.account = account;
    this.boundary = boundary;
    this.overridden = overridden;
    this.summary = summary;
    this.components = components;
  }

  /**
   * Computes it.
   *
   * @param highestGramsPerKwh the highest known intensity; 0 if none is
   */
  Footprint build(double highestGramsPerKwh) {
    Facility facility = boundary.facility();
    double joules = summary.joules();
    double facilityKwh = joules * facility.pue() / RunAccount.JOULES_PER_KWH;
    double location = summary.grams();
    HardwareShare hardware = new HardwareShare(boundary, components);
    double embodiedActive = hardware.grams(summary.active().time());
    double embodiedPaused = hardware.grams(summary.pauses().time());
    double embodied = embodiedActive + embodiedPaused;
    Duration kept = summary.active().time().plus(summary.pauses().time());
    double error = hardware.error(kept);
    MeterErrors errors = new MeterErrors(components);
    FootprintRange range = new FootprintRange(account.uncertain, errors, facility.pue());
    double unbooked = account.course.unbookedNanos / 1e9 * account.uncertain.highestWatts();
    double missing = account.joulesWithoutIntensity + unbooked;
    double total = location + embodied;
    return new Footprint(
        joules,
        joules * facility.pue(),
        location,
        boundary.market().map(market -> facilityKwh * market.gramsPerKwh()),
        embodiedActive,
        embodiedPaused,
        hardware.sources(),
        // Sums are rounded: their order must not turn the range around.
        Math.min(total, range.low() + embodied - error),
        Math.max(total, range.high(missing, highestGramsPerKwh) + embodied + error),
        facility.litresPerKwh().isPresent()
            ? OptionalDouble.of(
                joules / RunAccount.JOULES_PER_KWH * facility.litresPerKwh().getAsDouble())
            : OptionalDouble.empty(),
        new Assumptions(account, boundary, summary, components)
            .sentences(overridden, hardware, errors, unbooked));
  }
}
