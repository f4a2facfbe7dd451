package org.carbonaware.simulate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.carbonaware.grid.Zone;

/** Sums over the runs of a strategy. Confined to one thread at a time. */
final class Totals {
  private static final double NOTHING = 1e-6;

  private long runs;
  private double baseline;
  private double grams;
  private double optimal;
  private double savingPercents;
  private long misses;
  private long switches;
  private double delaySeconds;

  void add(double baselineGrams, double optimalGrams, RunOutcome outcome) {
    runs++;
    baseline += baselineGrams;
    optimal += optimalGrams;
    grams += outcome.grams();
    savingPercents += baselineGrams > 0 ? 100 * (1 - outcome.grams() / baselineGrams) : 0;
    misses += outcome.met() ? 0 : 1;
    switches += outcome.switches();
    delaySeconds += outcome.delaySeconds();
  }

  void add(Totals more) {
    runs += more.runs;
    baseline += more.baseline;
    grams += more.grams;
    optimal += more.optimal;
    savingPercents += more.savingPercents;
    misses += more.misses;
    switches += more.switches;
    delaySeconds += more.delaySeconds;
  }

  long runs() {
    return runs;
  }

  StrategyResult result(Zone zone, Strategy strategy) {
    double saving = baseline > 0 ? 100 * (1 - grams / baseline) : 0;
    double possible = baseline > 0 ? 100 * (1 - optimal / baseline) : 0;
    return new StrategyResult(
        Optional.of(zone),
        strategy.name(),
        strategy.foresight().label(),
        runs,
        baseline / runs,
        grams / runs,
        optimal / runs,
        saving,
        savingPercents / runs,
        possible,
        kept(),
        kept(),
        misses,
        (double) switches / runs,
        delaySeconds / runs / 3600);
  }

  private OptionalDouble kept() {
    double possible = baseline - optimal;
    return possible > NOTHING * baseline
        ? OptionalDouble.of(100 * (baseline - grams) / possible)
        : OptionalDouble.empty();
  }

  /** The mean over zones, each of which counts alike; runs and misses are summed. */
  static StrategyResult mean(List<StrategyResult> zones, Totals all) {
    StrategyResult any = zones.get(0);
    return new StrategyResult(
        Optional.empty(),
        any.strategy(),
        any.forecast(),
        all.runs,
        mean(zones, StrategyResult::baselineGrams),
        mean(zones, StrategyResult::grams),
        mean(zones, StrategyResult::optimalGrams),
        mean(zones, StrategyResult::savingPercent),
        mean(zones, StrategyResult::meanSavingPercent),
        mean(zones, StrategyResult::optimalSavingPercent),
        zones.stream()
            .filter(zone -> zone.keptPercent().isPresent())
            .mapToDouble(zone -> zone.keptPercent().orElseThrow())
            .average(),
        all.kept(),
        all.misses,
        mean(zones, StrategyResult::meanSwitches),
        mean(zones, StrategyResult::meanDelayHours));
  }

  private static double mean(List<StrategyResult> zones, ToDoubleFunction<StrategyResult> figure) {
    return zones.stream().mapToDouble(figure).average().orElseThrow();
  }
}
