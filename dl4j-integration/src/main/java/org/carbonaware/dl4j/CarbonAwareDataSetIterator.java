package org.carbonaware.dl4j;

import org.carbonaware.control.integration.BatchBoundary;
import org.nd4j.linalg.dataset.AsyncDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * The user's data with a safe point before each batch. The reader that works ahead is inside: ahead
 * of the safe point it would be ahead of training.
 */
final class CarbonAwareDataSetIterator extends DelegatingDataSetIterator {
  private static final long serialVersionUID = 1L;

  private final transient ReadAhead<DataSet, AsyncDataSetIterator> ahead;
  private final transient BatchBoundary boundary;

  CarbonAwareDataSetIterator(
      DataSetIterator data,
      ReadAhead<DataSet, AsyncDataSetIterator> ahead,
      BatchBoundary boundary) {
    super(data);
    this.ahead = ahead;
    this.boundary = boundary;
  }

  @Override
  public boolean hasNext() {
    boolean more = ahead.hasNext();
    boundary.asked(more);
    return more;
  }

  @Override
  public DataSet next() {
    boundary.wanted();
    DataSet batch = ahead.next();
    boundary.given();
    return batch;
  }

  @Override
  public DataSet next(int examples) {
    if (ahead.running()) {
      throw new UnsupportedOperationException(
          "this data is read ahead in whole batches: ask for next()");
    }
    boundary.wanted();
    DataSet batch = super.next(examples);
    boundary.given();
    return batch;
  }

  @Override
  public void reset() {
    boundary.reset();
    ahead.reset();
  }
}
