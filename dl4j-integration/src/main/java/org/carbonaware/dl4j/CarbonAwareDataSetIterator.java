package org.carbonaware.dl4j;

import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * The user's data with a safe point before each batch. A reader that works ahead belongs inside:
 * ahead of the safe point it would be ahead of training.
 */
final class CarbonAwareDataSetIterator extends DelegatingDataSetIterator {
  private static final long serialVersionUID = 1L;

  private final transient BatchBoundary boundary;

  CarbonAwareDataSetIterator(DataSetIterator data, BatchBoundary boundary) {
    super(data);
    this.boundary = boundary;
  }

  @Override
  public boolean hasNext() {
    boolean more = super.hasNext();
    boundary.asked(more);
    return more;
  }

  @Override
  public DataSet next() {
    boundary.wanted();
    return super.next();
  }

  @Override
  public DataSet next(int examples) {
    boundary.wanted();
    return super.next(examples);
  }

  @Override
  public void reset() {
    boundary.reset();
    super.reset();
  }
}
