package org.carbonaware.ledger;

import java.util.ArrayList;
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

  Footprint build(double highestGramsPerKwh) {
    Facility facility = boundary.facility();
    double joules = summary.joules();
    double facilityKwh = joules * facility.pue() / RunAccount.JOULES_PER_KWH;
    double location = summary.grams();
    List<String> assumptions = new ArrayList<>();
    return new Footprint(
        joules,
        joules * facility.pue(),
        location,
        boundary.market().map(market -> facilityKwh * market.gramsPerKwh()),
        0,
        0,
        List.of(),
        location,
        location,
        facility.litresPerKwh().isPresent()
            ? OptionalDouble.of(
                joules / RunAccount.JOULES_PER_KWH * facility.litresPerKwh().getAsDouble())
            : OptionalDouble.empty(),
        assumptions);
  }
}
