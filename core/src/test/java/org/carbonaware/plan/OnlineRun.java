package org.carbonaware.plan;

/** Runs a rule without a forecast slot by slot: waits while it may, then runs through. */
final class OnlineRun {
  private OnlineRun() {}

  @FunctionalInterface
  interface Rule {
    boolean accepts(double grams, boolean running, int accepted);
  }

  /** What that emits, the first start and the last stop included. */
  static double emitted(double[] grams, int work, double change, Rule rule) {
    double sum = 0;
    boolean running = false;
    int accepted = 0;
    for (int t = 0; accepted < work; t++) {
      boolean forced = grams.length - t == work - accepted;
      boolean run = forced || rule.accepts(grams[t], running, accepted);
      sum += (run ? grams[t] : 0) + (run == running ? 0 : change);
      accepted += run ? 1 : 0;
      running = run;
    }
    return sum + change;
  }
}
