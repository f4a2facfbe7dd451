package org.carbonaware.plan;

import org.carbonaware.plan.CheapestPath.Node;

/**
 * The steps of a plan from node to node. One keeps the state for a slot; the other changes it,
 * which takes the slots of the change and the minimum of the new state. Work that is done stays so.
 */
final class SwitchingSteps {
  private final SlotGrams grams;
  private final SlotLengths lengths;
  private final int work;
  private final boolean firstStartFree;
  private final double[] runSums;
  private final double[] idleSums;

  SwitchingSteps(SlotGrams grams, int work, Before before) {
    this.grams = grams;
    this.lengths = grams.lengths();
    this.work = work;
    this.firstStartFree = before == Before.NOT_STARTED;
    this.runSums = sums(grams.run());
    this.idleSums = sums(grams.idle());
  }

  private static double[] sums(double[] values) {
    double[] sums = new double[values.length + 1];
    for (int i = 0; i < values.length; i++) {
      sums[i + 1] = sums[i] + values[i];
    }
    return sums;
  }

  /** A single slot is exact: ties between plans stay ties. */
  private static double sum(double[] values, double[] sums, int from, int to) {
    return to - from == 1 ? values[from] : sums[to] - sums[from];
  }

  int slots() {
    return grams.slots();
  }

  int minimumRun() {
    return lengths.run();
  }

  /** The most slots that a step takes. */
  int reach() {
    return Math.max(lengths.stop() + lengths.pause(), lengths.start() + lengths.run());
  }

  /** Whether the start from this amount of work left is free. */
  boolean startsFree(int left) {
    return firstStartFree && left == work;
  }

  /** How many slots running at least takes after the change to it, with so much work left. */
  private int runs(int left) {
    return Math.min(left, lengths.run());
  }

  int afterStop(int slot) {
    return slot + lengths.stop() + lengths.pause();
  }

  int afterStart(int slot, int left) {
    return slot + (startsFree(left) ? 0 : lengths.start()) + runs(left);
  }

  /** Running this slot, with so much work left: the end of the work included. */
  double keepRunning(int slot, int left) {
    return grams.run()[slot] + (left == 1 ? grams.end(slot + 1) : 0);
  }

  double keepPausing(int slot) {
    return grams.idle()[slot];
  }

  /** Up to {@link #afterStop}, which must not lie beyond the last slot. */
  double stop(int slot) {
    int end = afterStop(slot);
    return grams.stop()[slot] + sum(grams.idle(), idleSums, end - lengths.pause(), end);
  }

  int afterLongStart(int slot) {
    return slot + lengths.start() + lengths.run();
  }

  /** A charged start with more than its minimum of work left, not beyond the last slot. */
  double longStart(int slot) {
    int end = afterLongStart(slot);
    return grams.start()[slot] + sum(grams.run(), runSums, end - lengths.run(), end);
  }

  /** Up to {@link #afterStart}, which must not lie beyond the last slot. */
  double start(int slot, int left) {
    int end = afterStart(slot, left);
    return (startsFree(left) ? 0 : grams.start()[slot])
        + sum(grams.run(), runSums, end - runs(left), end)
        + (left <= lengths.run() ? grams.end(end) : 0);
  }

  Node next(Node node, boolean changes) {
    int slot = node.slot();
    int left = node.left();
    if (!changes) {
      return new Node(slot + 1, Math.max(0, node.on() ? left - 1 : left), node.on());
    }
    return node.on()
        ? new Node(afterStop(slot), left, false)
        : new Node(afterStart(slot, left), left - runs(left), true);
  }

  /** A step as a number. */
  long code(int slot, int left, boolean on, boolean changes) {
    return ((long) slot * (work + 1) + left) * 4 + (on ? 2 : 0) + (changes ? 1 : 0);
  }

  Node node(long code) {
    long cell = code >> 2;
    return new Node((int) (cell / (work + 1)), (int) (cell % (work + 1)), (code & 2) != 0);
  }

  boolean changes(long code) {
    return (code & 1) != 0;
  }
}
