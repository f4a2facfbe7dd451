package org.carbonaware.benchmarks.training;

import java.util.Arrays;
import java.util.Map;

/**
 * What a batch took in each turn of each arm. Turns of one round stand side by side in time, so
 * what slows the computer for longer than a round drops out of their quotient.
 *
 * @param groups how many parts of equal length the rounds are divided into, in their order
 * @param nanos for each arm the time of a batch in each round, in nanoseconds; equally many
 */
record Timings(int groups, Map<Arm, double[]> nanos) {
  /** The time of a batch in a typical turn, in nanoseconds. */
  Estimate typical(Arm arm) {
    double[] values = of(arm);
    return Estimate.of(byGroup(i -> values[i], Timings::middle));
  }

  /**
   * The time of a batch over that of another arm, as typical turns have it: in each group the
   * middle half of the logarithms of all rounds, from all groups the {@link Estimate#symmetric}.
   * What happens in few turns only is left out, as are all other disturbances.
   */
  Estimate ratio(Arm arm, Arm to) {
    double[] a = of(arm);
    double[] b = of(to);
    return Estimate.symmetric(byGroup(i -> Math.log(a[i] / b[i]), Timings::middle))
        .map(Math::exp);
  }

  /**
   * The time of all turns together over that of another arm's, with all that happened in them; its
   * interval is wide where the computer has anything else to do.
   */
  Estimate meanRatio(Arm arm, Arm to) {
    double[] a = means(arm);
    double[] b = means(to);
    double[] logs = new double[groups];
    Arrays.setAll(logs, i -> Math.log(a[i] / b[i]));
    return Estimate.symmetric(logs).map(Math::exp);
  }

  /** What an arm adds to a batch in a typical turn, in nanoseconds. */
  Estimate added(Arm arm) {
    double[] a = of(arm);
    double[] b = of(Arm.BARE);
    return Estimate.symmetric(byGroup(i -> a[i] - b[i], Timings::middle));
  }

  /** The mean time of a batch in each group, in nanoseconds. */
  double[] means(Arm arm) {
    double[] values = of(arm);
    return byGroup(i -> values[i], part -> Arrays.stream(part).average().orElseThrow());
  }

  private double[] of(Arm arm) {
    double[] values = nanos.get(arm);
    if (values == null) {
      throw new IllegalArgumentException(arm.label() + " was not measured");
    }
    return values;
  }

  private double[] byGroup(IntToDouble value, Summary summary) {
    int rounds = of(Arm.BARE).length / groups;
    double[] result = new double[groups];
    double[] part = new double[rounds];
    for (int group = 0; group < groups; group++) {
      for (int i = 0; i < rounds; i++) {
        part[i] = value.of(group * rounds + i);
      }
      result[group] = summary.of(part);
    }
    return result;
  }

  /** The mean of the middle half; sorts. */
  static double middle(double[] values) {
    Arrays.sort(values);
    int left = values.length / 4;
    return Arrays.stream(values, left, values.length - left).average().orElseThrow();
  }

  private interface IntToDouble {
    double of(int round);
  }

  private interface Summary {
    double of(double[] part);
  }
}
