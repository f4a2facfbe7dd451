package org.carbonaware.forecast;

import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.carbonaware.grid.IntensitySeries;

/** Adds up how good the forecasts of a zone were. Confined to one thread. */
final class ScoreSums {
  private static final int CHOSEN_PART = 4;

  private final int stepsPerDay;
  private final double[] errors; // by day ahead
  private final int[] steps;
  private int bounded;
  private int covered;
  private double correlation;
  private int correlated;
  private double chosen;
  private double best;

  /** A step under way when a forecast is issued counts besides the horizon, to the last day. */
  ScoreSums(Duration step, Duration horizon) {
    this.stepsPerDay = (int) Duration.ofDays(1).dividedBy(step);
    this.errors = new double[(int) horizon.minusNanos(1).toDays() + 1];
    this.steps = new int[errors.length];
  }

  /**
   * Adds an issue.
   *
   * @param forecast not empty
   * @param actual what came, from the forecast's first step on; NaN where it is not known
   */
  void add(Forecast forecast, double[] actual) {
    IntensitySeries mean = forecast.mean();
    int[] known = IntStream.range(0, Math.min(actual.length, mean.size()))
        .filter(i -> !Double.isNaN(actual[i]))
        .toArray();
    for (int lead : known) {
      addError(lead, actual[lead], mean.gramsPerKwh(lead));
      if (forecast.p10().isPresent() && forecast.p90().isPresent()) {
        bounded++;
        covered += actual[lead] >= forecast.p10().get().gramsPerKwh(lead)
                && actual[lead] <= forecast.p90().get().gramsPerKwh(lead)
            ? 1
            : 0;
      }
    }
    double[] came = Arrays.stream(known).mapToDouble(i -> actual[i]).toArray();
    double[] said = Arrays.stream(known).mapToDouble(mean::gramsPerKwh).toArray();
    Ranks.correlation(came, said).ifPresent(value -> {
      correlation += value;
      correlated++;
    });
    addChoice(came, said);
  }

  private void addError(int lead, double actual, double expected) {
    if (actual > 0) { // of nothing every error is infinitely many percent
      int day = Math.min(errors.length - 1, lead / stepsPerDay);
      errors[day] += Math.abs(expected - actual) / actual;
      steps[day]++;
    }
  }

  private void addChoice(double[] came, double[] said) {
    int[] bySaid = Ranks.order(said);
    double[] sorted = came.clone();
    Arrays.sort(sorted);
    int count = Math.max(1, came.length / CHOSEN_PART);
    for (int i = 0; i < Math.min(count, came.length); i++) {
      chosen += came[bySaid[i]];
      best += sorted[i];
    }
  }

  /** The scores of all issues, or NaN where none could be judged. */
  ForecastScore score() {
    double[] byDay = IntStream.range(0, errors.length)
        .mapToDouble(day -> 100 * errors[day] / steps[day])
        .toArray();
    return new ForecastScore(
        100 * Arrays.stream(errors).sum() / Arrays.stream(steps).sum(),
        Arrays.stream(byDay).boxed().toList(),
        bounded == 0 ? OptionalDouble.empty() : OptionalDouble.of(100.0 * covered / bounded),
        correlated == 0 ? OptionalDouble.empty() : OptionalDouble.of(correlation / correlated),
        best == 0 ? 0 : 100 * (chosen / best - 1));
  }
}
