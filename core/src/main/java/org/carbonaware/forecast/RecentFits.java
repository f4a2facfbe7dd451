package org.carbonaware.forecast;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The fits that were asked for last, so that they need not be made again; those of a day share what
 * they have in common. The days used longest ago are given up first: not the least used, as in most
 * caches, because then the fits of a week just begun would be turned away for those of a week that
 * has passed.
 *
 * <p>Safe for several threads. A fit is made once; threads that need the same wait for it. Besides
 * a fit, 0.2 MB, a day keeps what is in common and the hours it was made from, 0.3 MB for two
 * years.
 */
final class RecentFits {
  private final RidgeRecipe recipe;
  private final int most;
  private final Map<RidgeData, Day> days = new LinkedHashMap<>(16, 0.75f, true);
  private int count;

  /**
   * Keeps fits, none so far.
   *
   * @param recipe how they are made
   * @param most how many, though always those of one day
   */
  RecentFits(RidgeRecipe recipe, int most) {
    this.recipe = recipe;
    this.most = most;
  }

  /**
   * The fit to what is known before an hour.
   *
   * @param from the first hour to learn from
   * @param hour the hour of the fit
   * @param offsetSeconds from the hours to the local time by which weekdays are told
   */
  Optional<RidgeFit> get(KnownHours hours, long from, long hour, int offsetSeconds) {
    long day = startOfDay(hour);
    RidgeData before = new RidgeData(hours, from, day, offsetSeconds);
    RidgeData since = new RidgeData(hours.part(day, hour), day, hour, offsetSeconds);
    RidgeData all = new RidgeData(hours, from, hour, offsetSeconds);
    return made(before, since, all).get();
  }

  static long startOfDay(long hour) {
    return hour - Math.floorMod(hour, (long) RidgeInputs.DAY);
  }

  private Made made(RidgeData before, RidgeData since, RidgeData all) {
    synchronized (days) {
      Day day = days.computeIfAbsent(before, data -> new Day(new Made(() -> recipe.common(data))));
      Made known = day.hours.get(since);
      if (known != null) {
        return known;
      }
      Made made = new Made(() -> recipe.fit(all, day.common.get()));
      day.hours.put(since, made);
      count++;
      forgetOldest(day);
      return made;
    }
  }

  private void forgetOldest(Day latest) {
    Iterator<Day> oldest = days.values().iterator();
    while (count > most && days.size() > 1) {
      count -= oldest.next().hours.size();
      oldest.remove();
    }
    if (latest.hours.size() > RidgeInputs.DAY) { // as when values are corrected again and again
      latest.hours.remove(latest.hours.keySet().iterator().next());
      count--;
    }
  }

  private static final class Day {
    private final Made common;
    private final Map<RidgeData, Made> hours = new LinkedHashMap<>(16, 0.75f, true);

    Day(Made common) {
      this.common = common;
    }
  }

  /** A fit that is made when it is first asked for. */
  private static final class Made {
    private @Nullable Supplier<Optional<RidgeFit>> source;
    private Optional<RidgeFit> fit = Optional.empty();

    Made(Supplier<Optional<RidgeFit>> source) {
      this.source = source;
    }

    synchronized Optional<RidgeFit> get() {
      if (source != null) {
        fit = source.get();
        source = null; // it holds on to the hours
      }
      return fit;
    }
  }
}
