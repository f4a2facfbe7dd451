package org.carbonaware.examples.dl4j;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The order in which an epoch hands out its examples. It depends on nothing but (seed, epoch), so
 * that a new iterator brought to the same epoch goes on exactly as the old one would have, in any
 * JVM. Not thread-safe.
 */
public final class EpochOrder {
  private final long seed;
  private final int[] order;
  private long epoch;

  /**
   * Creates the order of epoch 0.
   *
   * @param count how many examples there are, 0 or more
   * @param seed chooses the orders
   */
  public EpochOrder(int count, long seed) {
    this.seed = seed;
    this.order = IntStream.range(0, count).toArray();
    shuffle();
  }

  /** Starts the next epoch with an order of its own. */
  public void next() {
    epoch++;
    shuffle();
  }

  /** Returns which epoch it is, from 0. */
  public long epoch() {
    return epoch;
  }

  /** Returns how many examples there are. */
  public int size() {
    return order.length;
  }

  /**
   * Returns the examples at some places of the order.
   *
   * @param from the first place, from 0
   * @param count how many
   */
  public int[] range(int from, int count) {
    return IntStream.range(from, from + count).map(place -> order[place]).toArray();
  }

  /**
   * Fisher-Yates from the unshuffled order, so that no epoch depends on the ones before it. Bounds
   * are drawn by remainder: {@code nextLong} is the same in every Java release,
   * {@code nextInt(bound)} need not be.
   */
  private void shuffle() {
    SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong() + epoch);
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    for (int i = order.length - 1; i > 0; i--) {
      int j = (int) Long.remainderUnsigned(random.nextLong(), i + 1L);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }
}
