package org.carbonaware.plan;

/**
 * When to run without a forecast, with a guarantee: DTPR, the optimal deterministic rule for
 * pausing and resuming with switching costs (A. Lechowicz et al., The Online Pause and Resume
 * Problem, SIGMETRICS 2024), with its thresholds recomputed from the balance of costs.
 *
 * <p>The intensity stays between two bounds, and each change of state, the first start and the last
 * stop included, emits a constant. While running, the next slot of work is accepted at or below
 * {@link #whileRunning}, while paused at or below {@link #whilePaused}; when as many slots remain
 * as work, all are. What that emits is never more than {@link #guarantee()} times the least
 * possible. The published {@link #ratio()} is smaller and holds only as long as no slot that was
 * taken was cleaner than one that was left later.
 *
 * <p>Immutable.
 */
public final class DoubleThreshold {
  /** What the last threshold is for. */
  public enum Closing {
    /** The threshold after the last is the lower bound, as published. */
    LOWER_BOUND,
    /** It counts that after the last slot no more change follows: a smaller ratio. */
    TIGHT
  }

  private final int work;
  private final double upper;
  private final double lower;
  private final double change;
  private final double ratio;

  private DoubleThreshold(int work, double upper, double lower, double change, Closing closing) {
    this.work = work;
    this.upper = upper;
    this.lower = lower;
    this.change = change;
    this.ratio = solve(closing);
  }

  /**
   * Finds the ratio and with it the thresholds.
   *
   * @param work slots of work, 1 or more
   * @param upper what a slot emits at most, in grams
   * @param lower what a slot emits at least, in grams, above 0
   * @param change what a change of state emits, in grams, 0 or more and below half the distance of
   *     the bounds: dearer changes never pay
   * @param closing what the last threshold is for
   * @return the rule
   * @throws IllegalArgumentException if the figures are out of these ranges
   */
  public static DoubleThreshold of(
      int work, double upper, double lower, double change, Closing closing) {
    if (work < 1 || !(lower > 0 && upper < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("double threshold: " + work + " slots of work, from "
          + lower + " to " + upper + " g: expected 1 slot or more, finite bounds above 0");
    }
    if (!(change >= 0 && 2 * change < upper - lower)) {
      throw new IllegalArgumentException("double threshold: a change of " + change
          + " g between bounds of " + lower + " and " + upper
          + " g: expected 0 or more and less than half their distance");
    }
    return new DoubleThreshold(work, upper, lower, change, closing);
  }

  /**
   * As {@link #of} with bounds that were only observed, such as the 10th and 90th percentile of the
   * last 7 days: dearer changes count as 0.99 of half the distance of the bounds. The ratio then
   * holds no longer.
   *
   * @param work slots of work, 1 or more
   * @param upper what a slot emits at most, in grams, above the lower bound
   * @param lower what a slot emits at least, in grams, above 0
   * @param change what a change of state emits, in grams, 0 or more
   * @param closing what the last threshold is for
   * @return the rule
   * @throws IllegalArgumentException if the figures are out of these ranges
   */
  public static DoubleThreshold observed(
      int work, double upper, double lower, double change, Closing closing) {
    return of(work, upper, lower, Math.min(change, 0.99 * (upper - lower) / 2), closing);
  }

  /**
   * The ratio that the thresholds are made for: how many times the least possible it emits at worst
   * if the slots it takes are just acceptable, as published. A lucky start can make it worse: with
   * 2 slots of work between 1 and 100 g and free changes the ratio is 8.8, but after a slot of 1 g
   * one of 6.4 g is left, and if nothing but 100 g follows that is 13.7 times the least possible.
   *
   * @return above 1
   */
  public double ratio() {
    return ratio;
  }

  /**
   * How many times it emits at worst what the cleanest slots emit, whatever comes between the
   * bounds, also against changes that are free for the other side. It holds as well if each change
   * emits at most what was said, if the training runs at first, and if the last stop is free.
   *
   * @return at least {@link #ratio()}, but for changes so dear that the optimum pays for them, too
   */
  public double guarantee() {
    double[] take = new double[work];
    double[] leave = new double[work];
    for (int i = 0; i < work; i++) {
      take[i] = whileRunning(i);
      leave[i] = whilePaused(i);
    }
    return ThresholdBound.worst(take, leave, upper, lower, change);
  }

  /**
   * Up to where a running training takes the next slot.
   *
   * @param accepted slots of work accepted before, from 0 to one less than the work
   * @return grams per slot; falls with each accepted slot
   */
  public double whileRunning(int accepted) {
    double first = upper / ratio + 2 * change * (1 / (ratio * work) - 1.0 / work + 1);
    return upper - (upper - first) * Math.exp(accepted * Math.log1p(1 / (ratio * work)));
  }

  /**
   * Up to where a paused training takes the next slot.
   *
   * @param accepted slots of work accepted before, from 0 to one less than the work
   * @return grams per slot, two changes below {@link #whileRunning}
   */
  public double whilePaused(int accepted) {
    return whileRunning(accepted) - 2 * change;
  }

  /**
   * Whether to do the next slot of work now, as long as waiting is possible at all.
   *
   * @param gramsPerSlot what it would emit
   * @param running whether the training runs
   * @param accepted slots of work accepted before, from 0 to one less than the work
   * @return true to run in this slot, false to pause
   */
  public boolean accepts(double gramsPerSlot, boolean running, int accepted) {
    return gramsPerSlot <= (running ? whileRunning(accepted) : whilePaused(accepted));
  }

  double upper() {
    return upper;
  }

  double lower() {
    return lower;
  }

  double change() {
    return change;
  }

  /** Bisection: what the chain of thresholds leaves open rises with the ratio. */
  private double solve(Closing closing) {
    double low = 1;
    double high = Math.max(2 * upper / lower, 10);
    while (true) {
      double middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) {
        return high;
      }
      if (open(middle, closing) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
  }

  private double open(double alpha, Closing closing) {
    double growth = Math.exp(work * Math.log1p(1 / (alpha * work)));
    double bracket = upper * (1 - 1 / alpha) - 2 * change * (1 - 1.0 / work + 1 / (work * alpha));
    double rest = closing == Closing.TIGHT ? 2 * change / (alpha * work) : 0;
    return growth * bracket - (upper - lower - 2 * change - rest);
  }
}
