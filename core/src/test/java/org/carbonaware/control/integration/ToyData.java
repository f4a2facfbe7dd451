package org.carbonaware.control.integration;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.function.LongConsumer;

/** Data whose order changes at each reset. */
final class ToyData implements Iterator<Double> {
  private final Random random = new Random(3);
  private final double[] targets = random.doubles(ToyDescent.BATCHES).toArray();
  private LongConsumer onRead = batch -> {};
  private long read;
  private int next;

  /** Calls somebody before each batch, with the number of batches so far. */
  void onRead(LongConsumer hook) {
    onRead = hook;
  }

  @Override
  public boolean hasNext() {
    return next < ToyDescent.BATCHES;
  }

  @Override
  public Double next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    onRead.accept(++read);
    return targets[next++];
  }

  void reset() {
    next = 0;
    targets[random.nextInt(ToyDescent.BATCHES)] = random.nextDouble();
  }
}
