package org.carbonaware.forecast;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How good forecasts of a zone were, over many issues; or the mean of that over zones. Immutable.
 *
 * @param mapePercent mean absolute percentage error over all hours ahead and all issues; NaN if all
 *     values were 0
 * @param mapePercentByDay the same for each day ahead: the first value is about the first 24 h; NaN
 *     for a day of which nothing became known
 * @param coverage80Percent how many of 100 values lay within p10 and p90, 80 by right; empty if no
 *     forecast had such an interval
 * @param rankCorrelation Spearman's rank correlation of forecast and truth within an issue, from -1
 *     to 1, as the mean over issues: whether clean hours were told from dirty ones; empty if it is
 *     defined for no issue, as on a constant grid
 * @param rankRegretPercent what a wrong order costs: the extra emission of running in the cleanest
 *     quarter of the horizon by the forecast rather than by the truth, over all issues; a bias
 *     costs nothing
 */
public record ForecastScore(
    double mapePercent,
    List<Double> mapePercentByDay,
    OptionalDouble coverage80Percent,
    OptionalDouble rankCorrelation,
    double rankRegretPercent) {

  /** Copies the list. */
  public ForecastScore {
    mapePercentByDay = List.copyOf(mapePercentByDay);
  }

  /** The mean of scores, each field for itself, over those that have it. */
  static ForecastScore mean(List<ForecastScore> scores) {
    int days = scores.get(0).mapePercentByDay.size();
    return new ForecastScore(
        meanOfNumbers(scores.stream().mapToDouble(ForecastScore::mapePercent)),
        IntStream.range(0, days)
            .mapToObj(day -> meanOfNumbers(
                scores.stream().mapToDouble(score -> score.mapePercentByDay.get(day))))
            .toList(),
        meanOfKnown(scores.stream().map(ForecastScore::coverage80Percent)),
        meanOfKnown(scores.stream().map(ForecastScore::rankCorrelation)),
        scores.stream().mapToDouble(ForecastScore::rankRegretPercent).average().orElseThrow());
  }

  // A grid of 0 g has no percentage error; that must not make the others' unknown.
  private static double meanOfNumbers(DoubleStream values) {
    return values.filter(value -> !Double.isNaN(value)).average().orElse(Double.NaN);
  }

  private static OptionalDouble meanOfKnown(Stream<OptionalDouble> values) {
    return values.flatMapToDouble(OptionalDouble::stream).average();
  }
}
