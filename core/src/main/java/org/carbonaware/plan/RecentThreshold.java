package org.carbonaware.plan;

/**
 * {@link Threshold} at two places between the bounds of the last days, so that it fits any grid.
 */
record RecentThreshold(double pauseAbove, double resumeBelow) implements Policy {
  @Override
  public String name() {
    return "threshold(pause above " + Text.percent(pauseAbove) + ", resume at "
        + Text.percent(resumeBelow) + " of the last 7 days' range)";
  }

  @Override
  public Decision decide(Situation situation) {
    if (situation.recent().isEmpty()) {
      return Decision.run(
          situation.nextLook(),
          Reason.Code.UNKNOWN_INTENSITY,
          "less than a day of the grid's past is known, so the training runs");
    }
    RecentRange range = situation.recent().get();
    return new Threshold(at(range, pauseAbove), at(range, resumeBelow)).decide(situation);
  }

  private static double at(RecentRange range, double share) {
    return range.lowGramsPerKwh() + share * (range.highGramsPerKwh() - range.lowGramsPerKwh());
  }
}
