package org.carbonaware.plan;

import java.util.Arrays;

/**
 * The cheapest path of a {@link SwitchingPlan} from its first slot to the end of the work.
 *
 * <p>The path itself is found by divide and conquer (D. S. Hirschberg, A linear space algorithm for
 * computing maximal common subsequences, Communications of the ACM 18, 1975): each pass of
 * {@link CostsToGo} remembers only which step crosses the middle, and both halves are solved again.
 * The passes halve, so all together take twice the time of the first, O(T * work), and memory is
 * linear in T.
 */
final class CheapestPath {
  private final SwitchingSteps steps;
  private final boolean[] running;
  private double keepGrams;
  private double changeGrams;

  private CheapestPath(SwitchingSteps steps) {
    this.steps = steps;
    this.running = new boolean[steps.slots()];
  }

  static CheapestPath solve(SlotGrams grams, int work, Before before) {
    SwitchingSteps steps = new SwitchingSteps(grams, work, before);
    CheapestPath path = new CheapestPath(steps);
    Node from = new Node(0, work, before == Before.RUNNING);
    Node to = new Node(grams.slots(), 0, true);
    CostsToGo costs = CostsToGo.between(steps, from, to);
    path.keepGrams = costs.keepGrams();
    path.changeGrams = costs.changeGrams();
    if (Math.min(path.keepGrams, path.changeGrams) < Double.POSITIVE_INFINITY) {
      path.split(costs, from, to);
    }
    return path;
  }

  /** The emissions if the first step keeps the state before, infinite if impossible. */
  double keepGrams() {
    return keepGrams;
  }

  /** The emissions if the first step changes it, infinite if impossible. */
  double changeGrams() {
    return changeGrams;
  }

  /** The slots that run, or come back to running. */
  boolean[] running() {
    return running;
  }

  private void walk(Node from, Node to) {
    int slots = to.slot() - from.slot();
    if (slots == 0 || from.left() == 0) {
      return;
    }
    boolean runsThrough = from.on() && to.on() && from.left() - to.left() == slots;
    boolean pausesThrough = !from.on() && from.left() == to.left();
    if (runsThrough || pausesThrough) {
      Arrays.fill(running, from.slot(), to.slot(), from.on());
      return;
    }
    split(CostsToGo.between(steps, from, to), from, to);
  }

  private void split(CostsToGo costs, Node from, Node to) {
    Node last = steps.node(costs.crossing());
    boolean changes = steps.changes(costs.crossing());
    Node next = steps.next(last, changes);
    walk(from, last);
    if (last.left() > 0) {
      Arrays.fill(running, last.slot(), next.slot(), next.on());
    }
    walk(next, to);
  }

  /** A point on a path: before a slot, so much work left, having run or paused until then. */
  record Node(int slot, int left, boolean on) {}
}
