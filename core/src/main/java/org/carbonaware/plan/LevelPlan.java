package org.carbonaware.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.carbonaware.plan.LevelProfile.Level;

/**
 * At which level to run in each slot so that the work is done with the least emissions: the elastic
 * form of {@link Optimum#interruptible}. Changes of level are free.
 *
 * <p>Greedy, as in CarbonScaler (W. Hanafy et al., SIGMETRICS 2024): of all steps up in all slots
 * the one that emits least for its work is taken next, until the work is done; the last one for a
 * part of its slot. Since a step up never emits less for its work than the one below it in the same
 * slot, that is the optimum of the linear programme in which a slot may be divided between levels.
 *
 * <p>Immutable.
 */
public final class LevelPlan {
  private static final double WATTS_PER_KILOWATT = 1000;

  private final LevelProfile profile;
  private final double slotHours;
  private final double[] gramsPerKwh;
  private final int[] levels;
  private final double[] shares;

  private LevelPlan(
      LevelProfile profile, double slotHours, double[] gramsPerKwh, int[] levels, double[] shares) {
    this.profile = profile;
    this.slotHours = slotHours;
    this.gramsPerKwh = gramsPerKwh;
    this.levels = levels;
    this.shares = shares;
  }

  /** One step up in one slot. */
  private record Step(int slot, int level, double gramsPerWork) {}

  /**
   * Plans.
   *
   * @param gramsPerKwh the intensity of each slot, finite, 0 or more; copied
   * @param slotHours the length of a slot in hours, above 0
   * @param work the work to do, above 0, in the unit of the levels' speeds times hours
   * @param profile the levels
   * @return the plan; of equally clean steps it takes the lower, then the earlier
   * @throws IllegalArgumentException if the figures are out of range or the work does not fit at
   *     the fastest level
   */
  public static LevelPlan of(
      double[] gramsPerKwh, double slotHours, double work, LevelProfile profile) {
    check(gramsPerKwh, slotHours, work, profile);
    double[] grams = gramsPerKwh.clone();
    int[] levels = new int[grams.length];
    double[] shares = new double[grams.length];
    double left = work;
    for (Step step : steps(grams, profile)) {
      double most = slotHours * speedGained(profile, step.level());
      levels[step.slot()] = step.level();
      shares[step.slot()] = Math.min(1, left / most);
      left -= most;
      if (left <= 0) {
        break;
      }
    }
    return new LevelPlan(profile, slotHours, grams, levels, shares);
  }

  private static void check(
      double[] gramsPerKwh, double slotHours, double work, LevelProfile profile) {
    double most = gramsPerKwh.length * slotHours * profile.speed();
    if (!(slotHours > 0 && work > 0 && work <= most * (1 + 1e-12))) {
      throw new IllegalArgumentException("work " + work + " in " + gramsPerKwh.length + " slots of "
          + slotHours + " h: expected more than 0 and at most the " + most
          + " that the fastest level does");
    }
    for (int t = 0; t < gramsPerKwh.length; t++) {
      if (!(gramsPerKwh[t] >= 0 && gramsPerKwh[t] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "slot " + t + ": " + gramsPerKwh[t] + " g/kWh: expected a finite figure of 0 or more");
      }
    }
  }

  /** All steps, cleanest first; within a slot always from the bottom up. */
  private static List<Step> steps(double[] gramsPerKwh, LevelProfile profile) {
    return IntStream.rangeClosed(1, profile.efficient().size())
        .boxed()
        .flatMap(level -> IntStream.range(0, gramsPerKwh.length)
            .mapToObj(t -> new Step(
                t,
                level,
                gramsPerKwh[t] * wattsGained(profile, level) / speedGained(profile, level))))
        .sorted(Comparator.comparingDouble(Step::gramsPerWork)) // stable: lower levels first
        .toList();
  }

  private static double speed(LevelProfile profile, int level) {
    return level == 0 ? 0 : profile.efficient().get(level - 1).speed();
  }

  private static double watts(LevelProfile profile, int level) {
    return level == 0
        ? profile.pausedWatts()
        : profile.efficient().get(level - 1).watts();
  }

  private static double speedGained(LevelProfile profile, int level) {
    return speed(profile, level) - speed(profile, level - 1);
  }

  private static double wattsGained(LevelProfile profile, int level) {
    return watts(profile, level) - watts(profile, level - 1);
  }

  /**
   * How many slots there are.
   *
   * @return the count
   */
  public int slots() {
    return levels.length;
  }

  /**
   * The highest level in a slot.
   *
   * @param slot the slot, from 0
   * @return one of the {@link LevelProfile#efficient() efficient} levels, or empty for standing
   *     still
   */
  public Optional<Level> level(int slot) {
    return at(levels[slot]);
  }

  /**
   * What a slot is at besides its highest level.
   *
   * @param slot the slot, from 0
   * @return the efficient level below, or empty for standing still
   */
  public Optional<Level> below(int slot) {
    return at(Math.max(0, levels[slot] - 1));
  }

  private Optional<Level> at(int level) {
    return level == 0 ? Optional.empty() : Optional.of(profile.efficient().get(level - 1));
  }

  /**
   * For which share of a slot its highest level runs; for the rest the level below does. Only one
   * slot of a plan is divided.
   *
   * @param slot the slot, from 0
   * @return above 0, at most 1; 0 for standing still
   */
  public double share(int slot) {
    return shares[slot];
  }

  /**
   * The work done in a slot.
   *
   * @param slot the slot, from 0
   * @return in the unit of the plan's work
   */
  public double work(int slot) {
    return levels[slot] == 0
        ? 0
        : slotHours
            * (speed(profile, levels[slot] - 1)
                + shares[slot] * speedGained(profile, levels[slot]));
  }

  /**
   * What a slot emits; one of standing still emits at the paused power, also after the work is
   * done: the machine is held for all slots.
   *
   * @param slot the slot, from 0
   * @return gCO2e
   */
  public double grams(int slot) {
    double watts = levels[slot] == 0
        ? profile.pausedWatts()
        : watts(profile, levels[slot] - 1) + shares[slot] * wattsGained(profile, levels[slot]);
    return slotHours * gramsPerKwh[slot] * watts / WATTS_PER_KILOWATT;
  }

  /**
   * What all slots emit.
   *
   * @return gCO2e
   */
  public double grams() {
    return IntStream.range(0, slots()).mapToDouble(this::grams).sum();
  }

  @Override
  public String toString() {
    return grams() + " g in " + slots() + " slots";
  }
}
