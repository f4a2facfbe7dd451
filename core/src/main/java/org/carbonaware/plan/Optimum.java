package org.carbonaware.plan;

import java.util.Arrays;

/**
 * The schedules that emit least when the intensity of every slot is known: what any policy can be
 * measured against. Pure functions; nothing is rounded but by floating point.
 *
 * <p>A slot's grams are what running it in full emits; in hours at 1 kW that is its intensity in
 * g/kWh. Work is counted in slots and must fit. Of equally cheap schedules an earlier one is
 * chosen. All throw {@link IllegalArgumentException} for work that does not fit and for slots
 * without a finite figure.
 */
public final class Optimum {
  private Optimum() {}

  /**
   * Runs from the first slot until the work is done: what others are compared with.
   *
   * @param gramsPerSlot what each slot emits
   * @param work slots of work, above 0; a fraction fills the last slot partly
   * @return the schedule
   */
  public static Schedule runNow(double[] gramsPerSlot, double work) {
    check(gramsPerSlot, work);
    double[] shares = new double[gramsPerSlot.length];
    int whole = (int) work;
    Arrays.fill(shares, 0, whole, 1);
    if (work > whole) {
      shares[whole] = work - whole;
    }
    return Schedule.of(gramsPerSlot, shares);
  }

  /**
   * The cleanest slots wherever they are, with free changes. Expected time is linear.
   *
   * @param gramsPerSlot what each slot emits
   * @param work slots of work, above 0; a fraction fills the dearest chosen slot partly
   * @return the schedule
   */
  public static Schedule interruptible(double[] gramsPerSlot, double work) {
    check(gramsPerSlot, work);
    double limit = Selection.smallest(gramsPerSlot, (int) Math.ceil(work));
    double[] shares = new double[gramsPerSlot.length];
    double left = work;
    for (int t = 0; t < shares.length; t++) {
      if (gramsPerSlot[t] < limit) {
        shares[t] = 1;
        left -= 1;
      }
    }
    for (int t = 0; t < shares.length && left > 0; t++) {
      if (gramsPerSlot[t] == limit) {
        shares[t] = Math.min(1, left);
        left -= shares[t];
      }
    }
    return Schedule.of(gramsPerSlot, shares);
  }

  /**
   * The cleanest window without a pause. Time is linear.
   *
   * @param gramsPerSlot what each slot emits
   * @param work slots of work, above 0; of a fraction the first or the last slot is filled partly
   * @return the schedule
   */
  public static Schedule contiguous(double[] gramsPerSlot, double work) {
    check(gramsPerSlot, work);
    int whole = (int) work;
    double part = work - whole;
    double[] sums = new double[gramsPerSlot.length + 1];
    for (int t = 0; t < gramsPerSlot.length; t++) {
      sums[t + 1] = sums[t] + gramsPerSlot[t];
    }
    // Within slots the intensity is constant: a cheapest window begins or ends between two.
    double rounding = 1e-14 * gramsPerSlot.length * largest(gramsPerSlot);
    double best = Double.POSITIVE_INFINITY;
    int begin = 0;
    boolean partFirst = false;
    int slots = part > 0 ? whole + 1 : whole;
    for (int t = 0; t + slots <= gramsPerSlot.length; t++) {
      double last = sums[t + whole] - sums[t] + (part > 0 ? part * gramsPerSlot[t + whole] : 0);
      double first = part > 0
          ? part * gramsPerSlot[t] + sums[t + slots] - sums[t + 1]
          : Double.POSITIVE_INFINITY;
      if (Math.min(last, first) < best - rounding) {
        best = Math.min(last, first);
        begin = t;
        partFirst = first < last - rounding;
      }
    }
    double[] shares = new double[gramsPerSlot.length];
    Arrays.fill(shares, begin, begin + slots, 1);
    if (part > 0) {
      shares[partFirst ? begin : begin + whole] = part;
    }
    return Schedule.of(gramsPerSlot, shares);
  }

  /**
   * The cheapest schedule when changes and pauses cost something and have shortest lengths; nothing
   * runs before the first slot. Dynamic programming: O(slots * work) time, memory linear in slots.
   *
   * @param gramsPerSlot what each slot emits
   * @param work whole slots of work, 1 or more
   * @param switching what changes and pauses cost
   * @return the schedule; its grams count what is charged
   */
  public static Schedule switching(double[] gramsPerSlot, int work, Switching switching) {
    check(gramsPerSlot, work);
    SwitchingPlan plan = SwitchingPlan.solve(
        SlotGrams.of(gramsPerSlot, switching),
        work,
        switching.firstStart() ? Before.PAUSED : Before.NOT_STARTED);
    double[] shares = new double[gramsPerSlot.length];
    Arrays.setAll(shares, t -> plan.running()[t] ? 1 : 0);
    return new Schedule(plan.grams(), shares);
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().orElse(0);
  }

  private static void check(double[] gramsPerSlot, double work) {
    if (!(work > 0 && work <= gramsPerSlot.length)) {
      throw new IllegalArgumentException("work of " + work + " slots: expected more than 0 and at"
          + " most the " + gramsPerSlot.length + " slots there are");
    }
    for (int t = 0; t < gramsPerSlot.length; t++) {
      if (!Double.isFinite(gramsPerSlot[t])) {
        throw new IllegalArgumentException(
            "slot " + t + ": " + gramsPerSlot[t] + " g: expected a finite figure");
      }
    }
  }
}
