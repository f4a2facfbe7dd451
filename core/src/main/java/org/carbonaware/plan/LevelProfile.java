package org.carbonaware.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a training can do between standing still and full speed: so many workers, or GPU power
 * limits, each with its speed and power. Immutable.
 *
 * <p>Of these only the efficient ones are ever planned: those on the convex hull of power over
 * speed. A level above it does the work of two others, taken in turn, at a higher power; so does a
 * smallest number of workers that is the first level of all.
 */
public final class LevelProfile {
  private final double pausedWatts;
  private final List<Level> levels;
  private final List<Level> efficient;

  private LevelProfile(double pausedWatts, List<Level> levels, List<Level> efficient) {
    this.pausedWatts = pausedWatts;
    this.levels = levels;
    this.efficient = efficient;
  }

  /**
   * A level of running.
   *
   * @param speed work per hour, above 0; work is counted in any unit, such as hours at full speed
   * @param watts power, finite and above 0
   */
  public record Level(double speed, double watts) {
    /** Checks the ranges. */
    public Level {
      if (!(speed > 0 && watts > 0 && speed + watts < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "level of speed " + speed + " at " + watts + " W: expected finite figures above 0");
      }
    }
  }

  /**
   * Makes a profile.
   *
   * @param pausedWatts power while standing still, finite, 0 or more
   * @param levels the levels, at least one, in any order
   * @return the profile
   * @throws IllegalArgumentException if there is none, or the power is out of range
   */
  public static LevelProfile of(double pausedWatts, List<Level> levels) {
    if (levels.isEmpty() || !(pausedWatts >= 0 && pausedWatts < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("profile of " + levels.size() + " levels, paused at "
          + pausedWatts + " W: expected a level or more and a finite power of 0 W or more");
    }
    List<Level> sorted = levels.stream()
        .sorted(Comparator.comparingDouble(Level::speed).thenComparingDouble(Level::watts))
        .toList();
    return new LevelProfile(pausedWatts, sorted, hull(pausedWatts, sorted));
  }

  /** The lower hull from standing still to the fastest level, by falling back (A. Andrew, 1979). */
  private static List<Level> hull(double pausedWatts, List<Level> sorted) {
    List<Level> hull = new ArrayList<>();
    double reached = 0;
    for (Level level : sorted) {
      if (level.speed() == reached) {
        continue; // as fast as one before it at no less power
      }
      while (!hull.isEmpty() && !isConvex(pausedWatts, hull, level)) {
        hull.remove(hull.size() - 1);
      }
      hull.add(level);
      reached = level.speed();
    }
    return List.copyOf(hull);
  }

  /** Whether the last of the hull lies below the line from the one before it to a level. */
  private static boolean isConvex(double pausedWatts, List<Level> hull, Level level) {
    Level last = hull.get(hull.size() - 1);
    boolean first = hull.size() == 1;
    double speed = first ? 0 : hull.get(hull.size() - 2).speed();
    double watts = first ? pausedWatts : hull.get(hull.size() - 2).watts();
    return (last.watts() - watts) * (level.speed() - last.speed())
        < (level.watts() - last.watts()) * (last.speed() - speed);
  }

  /**
   * Power while standing still.
   *
   * @return watts
   */
  public double pausedWatts() {
    return pausedWatts;
  }

  /**
   * All levels.
   *
   * @return the levels, slowest first
   */
  public List<Level> levels() {
    return levels;
  }

  /**
   * The levels that a plan uses, slowest first: each step up costs at least as much power for its
   * speed as the one before. The fastest is among them.
   *
   * @return a part of the levels, at least one
   */
  public List<Level> efficient() {
    return efficient;
  }

  /** The fastest level. */
  double speed() {
    return efficient.get(efficient.size() - 1).speed();
  }

  @Override
  public String toString() {
    return "paused at " + pausedWatts + " W, " + levels;
  }
}
