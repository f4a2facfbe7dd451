package org.carbonaware.djl;

import ai.djl.engine.Engine;
import ai.djl.util.RandomUtils;

/**
 * Seeds DJL's random generators by the position in the training, so that a resumed process draws
 * the numbers the first one would have drawn.
 */
final class SeedPlan {
  /** Stands for the begin of an epoch, before its first batch: there the data is shuffled. */
  private static final long EPOCH_BEGIN = -1;

  private final Engine engine;
  private final Determinism determinism;
  private int seed;

  private SeedPlan(Engine engine, Determinism determinism, int seed) {
    this.engine = engine;
    this.determinism = determinism;
    this.seed = seed;
  }

  /**
   * A plan whose seed is drawn from DJL's own generator: whoever seeds that decides the plan too. A
   * resumed process draws as well, so that what is drawn later (to split the data, say) is the same
   * in every process.
   */
  static SeedPlan drawn(Engine engine, Determinism determinism) {
    return new SeedPlan(engine, determinism, RandomUtils.nextInt());
  }

  Determinism determinism() {
    return determinism;
  }

  int seed() {
    return seed;
  }

  void restore(int saved) {
    seed = saved;
  }

  void epochBegins(long epoch) {
    if (determinism != Determinism.OFF) {
      engine.setRandomSeed(mixed(epoch, EPOCH_BEGIN));
    }
  }

  void batchBegins(long epoch, long batch) {
    if (determinism == Determinism.STEP) {
      engine.setRandomSeed(mixed(epoch, batch));
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
