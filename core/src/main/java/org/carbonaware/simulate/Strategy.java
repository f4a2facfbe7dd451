package org.carbonaware.simulate;

import java.time.Duration;
import org.carbonaware.plan.Policies;
import org.carbonaware.plan.Policy;
import org.jspecify.annotations.Nullable;

/** A way to run the jobs of a {@link Simulation}. Immutable. */
public final class Strategy {
  enum Kind {
    OPTIMAL,
    CONTIGUOUS,
    SWITCHING,
    REPLAYED
  }

  private final String name;
  private final Kind kind;
  private final Foresight foresight;
  private final Policy policy;
  private final @Nullable Duration shortest;

  private Strategy(
      String name, Kind kind, Foresight foresight, Policy policy, @Nullable Duration shortest) {
    this.name = name;
    this.kind = kind;
    this.foresight = foresight;
    this.policy = policy;
    this.shortest = shortest;
  }

  private static Strategy exact(String name, Kind kind) {
    return new Strategy(name, kind, Foresight.perfect(), Policies.runNow(), null);
  }

  /**
   * The cleanest slots, chosen as if changes and pauses were free, and charged for them.
   *
   * @return {@code optimal}
   */
  public static Strategy optimal() {
    return exact("optimal", Kind.OPTIMAL);
  }

  /**
   * The cleanest window without a pause.
   *
   * @return {@code optimal-contiguous}
   */
  public static Strategy optimalContiguous() {
    return exact("optimal-contiguous", Kind.CONTIGUOUS);
  }

  /**
   * The least that can be emitted with what changes and pauses cost.
   *
   * @return {@code optimal-switching}
   */
  public static Strategy optimalSwitching() {
    return exact("optimal-switching", Kind.SWITCHING);
  }

  /**
   * A policy, replayed behind the deadline guard, as the live controller runs it.
   *
   * @param name what results call it
   * @param foresight what it expects
   * @param policy the policy
   * @return the strategy
   */
  public static Strategy of(String name, Foresight foresight, Policy policy) {
    return new Strategy(name, Kind.REPLAYED, foresight, policy, null);
  }

  /**
   * As {@link #of}, with the same policy for each job, which decides by the outlook alone and truly
   * says until when its decisions hold unless the outlook changes. Where the outlook cannot change
   * it is asked only then, which gives the same and is much quicker.
   *
   * @param name what results call it
   * @param foresight what it expects
   * @param policy the policy, such as {@link Policies#plan()}
   * @param shortest the shortest run or pause that it keeps to, whichever is longer; where looks
   *     come more often it is asked at each, as a plan does not know how long its state has lasted
   * @return the strategy
   */
  public static Strategy planned(
      String name, Foresight foresight, Policy policy, Duration shortest) {
    return new Strategy(name, Kind.REPLAYED, foresight, policy, shortest);
  }

  /** The same, asked at every look. */
  Strategy askedAlways() {
    return new Strategy(name, kind, foresight, policy, null);
  }

  /**
   * What results call it.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * What it expects of the grid.
   *
   * @return the foresight
   */
  public Foresight foresight() {
    return foresight;
  }

  Kind kind() {
    return kind;
  }

  Policy policy() {
    return policy;
  }

  /** Whether it need not be asked while a decision of it holds. */
  boolean holds(Duration replan) {
    return shortest != null && shortest.compareTo(replan) <= 0 && foresight.unchanging();
  }

  @Override
  public String toString() {
    return name + " (forecast " + foresight.label() + ")";
  }
}
