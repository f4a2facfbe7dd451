package org.carbonaware.plan;

import java.util.Arrays;
import org.carbonaware.plan.CheapestPath.Node;

/**
 * The cheapest emissions from a node to a later one: filled from the last slot backwards, kept for
 * as many slots as a step reaches ahead.
 */
final class CostsToGo {
  private static final double IMPOSSIBLE = Double.POSITIVE_INFINITY;

  /**
   * Sums of the same figures in another order differ by rounding. That must not decide between
   * plans that are equally cheap, or a plan made later would be another.
   */
  private static final double ROUNDING = 1e-12;

  private final SwitchingSteps steps;
  private final Node from;
  private final Node to;
  private final int middle;
  private final Row[] rows;
  private final Row beyond;

  /** Emissions before a slot by work left, counted from the goal's less one, where none is. */
  @SuppressWarnings("ArrayRecordComponent") // private, never compared
  private record Row(double[] on, double[] off, long[] onCrossing, long[] offCrossing) {
    Row(int size) {
      this(new double[size], new double[size], new long[size], new long[size]);
      Arrays.fill(on, IMPOSSIBLE);
      Arrays.fill(off, IMPOSSIBLE);
    }
  }

  private CostsToGo(SwitchingSteps steps, Node from, Node to) {
    this.steps = steps;
    this.from = from;
    this.to = to;
    this.middle = from.slot() + (to.slot() - from.slot() + 1) / 2;
    int size = from.left() - to.left() + 2;
    this.beyond = new Row(size);
    this.rows = new Row[Math.min(steps.reach(), to.slot() - from.slot()) + 1];
    Arrays.setAll(rows, i -> new Row(size));
    if (to.left() == 0) {
      long done = steps.code(middle - 1, 0, true, false);
      for (Row row : rows) {
        row.on[1] = 0;
        row.onCrossing[1] = done;
      }
    }
  }

  static CostsToGo between(SwitchingSteps steps, Node from, Node to) {
    CostsToGo costs = new CostsToGo(steps, from, to);
    Row goal = costs.row(to.slot());
    (to.on() ? goal.on : goal.off)[1] = 0;
    for (int slot = to.slot() - 1; slot > from.slot(); slot--) {
      costs.fill(slot);
    }
    return costs;
  }

  double keepGrams() {
    int slot = from.slot();
    Row next = row(slot + 1);
    int i = index(from.left());
    return from.on()
        ? steps.keepRunning(slot, from.left()) + next.on[i - 1]
        : steps.keepPausing(slot) + next.off[i];
  }

  double changeGrams() {
    return from.on()
        ? stop(from.slot()) + row(steps.afterStop(from.slot())).off[index(from.left())]
        : start(from.slot(), from.left());
  }

  /** The code of the step of the cheapest path that begins before the middle and ends after it. */
  long crossing() {
    double keep = keepGrams();
    double change = changeGrams();
    boolean changes = from.on() ? isLess(change, keep) : !isLess(keep, change);
    Node next = steps.next(from, changes);
    if (next.slot() >= middle) {
      return steps.code(from.slot(), from.left(), from.on(), changes);
    }
    Row row = row(next.slot());
    return (next.on() ? row.onCrossing : row.offCrossing)[index(next.left())];
  }

  private static boolean isLess(double one, double other) {
    return one < other * (1 - ROUNDING);
  }

  private int index(int left) {
    return left - to.left() + 1;
  }

  private Row row(int slot) {
    return slot > to.slot() ? beyond : rows[slot % rows.length];
  }

  private double stop(int slot) {
    return steps.afterStop(slot) > to.slot() ? IMPOSSIBLE : steps.stop(slot);
  }

  /** The start and all that follows it. */
  private double start(int slot, int left) {
    int then = steps.afterStart(slot, left);
    int i = index(left - Math.min(left, steps.minimumRun()));
    return then > to.slot() || i < 1 ? IMPOSSIBLE : steps.start(slot, left) + row(then).on[i];
  }

  /** Only amounts of work that can be left at this slot and still fit are looked at. */
  private void fill(int slot) {
    Row now = row(slot);
    Row next = row(slot + 1);
    boolean crosses = slot < middle;
    int afterStop = steps.afterStop(slot);
    Row stopped = row(afterStop);
    double stopGrams = stop(slot);
    int minimumRun = steps.minimumRun();
    int afterStart = steps.afterLongStart(slot);
    Row started = row(afterStart);
    double startGrams = afterStart > to.slot() ? IMPOSSIBLE : steps.longStart(slot);
    double idleGrams = steps.keepPausing(slot);
    int least = Math.max(Math.max(1, to.left()), from.left() - (slot - from.slot()));
    for (int left = Math.min(from.left(), to.left() + to.slot() - slot); left >= least; left--) {
      int i = index(left);
      double goOn = steps.keepRunning(slot, left) + next.on[i - 1];
      double stop = stopGrams + stopped.off[i];
      boolean plain = left > minimumRun && i > minimumRun && !steps.startsFree(left);
      double begin = plain ? startGrams + started.on[i - minimumRun] : start(slot, left);
      double stay = idleGrams + next.off[i];
      boolean stops = isLess(stop, goOn);
      boolean begins = !isLess(stay, begin) && begin < IMPOSSIBLE;
      now.on[i] = Math.min(stop, goOn);
      now.off[i] = Math.min(begin, stay);
      if (crosses) {
        int then = stops ? afterStop : slot + 1;
        now.onCrossing[i] = then >= middle
            ? steps.code(slot, left, true, stops)
            : stops ? stopped.offCrossing[i] : next.onCrossing[i - 1];
        now.offCrossing[i] = offCrossing(slot, left, begins);
      }
    }
  }

  private long offCrossing(int slot, int left, boolean begins) {
    int then = begins ? steps.afterStart(slot, left) : slot + 1;
    if (then >= middle) {
      return steps.code(slot, left, false, begins);
    }
    return begins
        ? row(then).onCrossing[index(left - Math.min(left, steps.minimumRun()))]
        : row(then).offCrossing[index(left)];
  }
}
