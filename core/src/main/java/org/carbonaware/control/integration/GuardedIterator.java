package org.carbonaware.control.integration;

import java.util.Iterator;
import java.util.function.Supplier;

/**
 * Batches with a safe point before each: every question passes a {@link BatchBoundary}. Belongs to
 * the training thread.
 *
 * @param <T> the framework's batch
 */
public final class GuardedIterator<T> implements Iterator<T> {
  private final Iterator<? extends T> data;
  private final BatchBoundary boundary;
  private final Supplier<T> inTurn;

  /**
   * Guards data.
   *
   * @param data the batches of one epoch, or of one after the other if they can be reset
   * @param boundary the boundary of the training that is fed
   */
  public GuardedIterator(Iterator<? extends T> data, BatchBoundary boundary) {
    this.data = data;
    this.boundary = boundary;
    this.inTurn = data::next;
  }

  @Override
  public boolean hasNext() {
    boundary.draws();
    boolean more = data.hasNext();
    boundary.asked(more);
    return more;
  }

  @Override
  public T next() {
    return next(inTurn);
  }

  /**
   * Hands out a batch that is read in another way than the next in turn.
   *
   * @param reading reads it
   * @return the batch
   */
  public T next(Supplier<? extends T> reading) {
    boundary.draws();
    boundary.wanted();
    T batch = reading.get();
    boundary.given();
    return batch;
  }
}
