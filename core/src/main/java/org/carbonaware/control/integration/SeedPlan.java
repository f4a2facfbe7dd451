package org.carbonaware.control.integration;

import java.util.function.IntConsumer;

/**
 * Seeds a framework's random generators by the position in the training, so that a resumed process
 * draws the numbers the first one would have drawn: for frameworks whose generators can be seeded
 * but not read. Belongs to the training thread.
 */
public final class SeedPlan {
  /** Stands for the begin of an epoch, before its first batch: there the data is shuffled. */
  private static final long EPOCH_BEGIN = -1;

  private final IntConsumer generators;
  private final boolean everyEpoch;
  private final boolean everyBatch;
  private int seed;

  /**
   * Makes a plan.
   *
   * @param generators seeds the generators
   * @param seed decides all seeds
   * @param everyEpoch whether to seed at the begin of an epoch
   * @param everyBatch whether to seed before every batch
   */
  public SeedPlan(IntConsumer generators, int seed, boolean everyEpoch, boolean everyBatch) {
    this.generators = generators;
    this.seed = seed;
    this.everyEpoch = everyEpoch;
    this.everyBatch = everyBatch;
  }

  /**
   * The seed of all, to be saved.
   *
   * @return any number
   */
  public int seed() {
    return seed;
  }

  /**
   * Goes on with the plan of a checkpoint.
   *
   * @param saved its seed
   */
  public void restore(int saved) {
    seed = saved;
  }

  /**
   * An epoch begins.
   *
   * @param epoch its number, from 0
   */
  public void epochBegins(long epoch) {
    if (everyEpoch) {
      generators.accept(mixed(epoch, EPOCH_BEGIN));
    }
  }

  /**
   * A batch begins.
   *
   * @param epoch the epoch it belongs to, from 0
   * @param batch its place in the epoch, from 0
   */
  public void batchBegins(long epoch, long batch) {
    if (everyBatch) {
      generators.accept(mixed(epoch, batch));
    }
  }

  private int mixed(long epoch, long batch) {
    return (int) (mix(mix(mix(seed) + epoch) + batch) >>> 32);
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) after its increment. */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
