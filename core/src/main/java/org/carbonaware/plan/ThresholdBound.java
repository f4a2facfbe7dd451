package org.carbonaware.plan;

/**
 * What a rule that decides by thresholds alone emits at worst, as a multiple of what the cleanest
 * slots emit: proven case by case, not taken from a closed form.
 *
 * <p>The rule takes the slot of work after {@code i} others only at or below {@code take[i]} (two
 * changes less if it is paused), leaves one only above {@code leave[i]}, neither rising with
 * {@code i}, and takes everything once as many slots remain as work. Suppose it is forced after
 * {@code i} slots of its own choice. Then
 *
 * <ul>
 *   <li>each slot it chose cost, with the pause that it ended, at most its {@code take};
 *   <li>those it did not choose cost the upper bound at most, and two changes;
 *   <li>a slot it left emits more than {@code leave[i]}, so the cleanest slots emit that or are
 *       slots that it ran in as well;
 *   <li>of those it chose, so many may be at the lower bound and count for both sides: the worst
 *       number of them is tried. (To call every one of the cleanest slots dearer than
 *       {@code leave[i]} leaves this case out, and with it a third of what can happen to the
 *       published ratio.)
 * </ul>
 *
 * <p>A slot that was forced counts for both sides at best, and at the upper bound at worst. For a
 * cheaper one the left side falls by more than the ratio times what the right side falls by.
 */
final class ThresholdBound {
  private ThresholdBound() {}

  /**
   * The bound.
   *
   * @param take up to where each slot of work is taken while running, by slots taken before
   * @param leave above where a slot may be left, by slots taken before
   * @param upper the most a slot emits
   * @param lower the least a slot emits, above 0
   * @param change what a change emits at most, 0 or more
   * @return 1 or more
   */
  static double worst(double[] take, double[] leave, double upper, double lower, double change) {
    int work = take.length;
    double worst = 1;
    double taken = 0;
    for (int i = 0; i <= work; i++) {
      double forced = (work - i) * upper + (i < work ? 2 * change : 0);
      double others = i < work ? Math.max(lower, leave[i]) : lower;
      double emitted = taken + forced;
      worst = Math.max(worst, emitted / (work * others));
      for (int shared = 1; shared <= i; shared++) {
        double own = take[i - shared];
        emitted -= own - Math.min(own, lower + 2 * change);
        worst = Math.max(worst, emitted / (shared * lower + (work - shared) * others));
      }
      taken += i < work ? take[i] : 0;
    }
    return worst;
  }
}
