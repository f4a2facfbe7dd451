package org.carbonaware.dl4j;

import org.carbonaware.control.integration.BatchBoundary;
import org.nd4j.linalg.dataset.AsyncMultiDataSetIterator;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.MultiDataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/** As {@link CarbonAwareDataSetIterator}, for graphs with several inputs or outputs. */
final class CarbonAwareMultiDataSetIterator implements MultiDataSetIterator {
  private static final long serialVersionUID = 1L;

  private final transient MultiDataSetIterator data;
  private final transient ReadAhead<MultiDataSet, AsyncMultiDataSetIterator> ahead;
  private final transient BatchBoundary boundary;

  CarbonAwareMultiDataSetIterator(
      MultiDataSetIterator data,
      ReadAhead<MultiDataSet, AsyncMultiDataSetIterator> ahead,
      BatchBoundary boundary) {
    this.data = data;
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
  public MultiDataSet next() {
    boundary.wanted();
    MultiDataSet batch = ahead.next();
    boundary.given();
    return batch;
  }

  @Override
  public MultiDataSet next(int examples) {
    if (ahead.running()) {
      throw new UnsupportedOperationException(
          "this data is read ahead in whole batches: ask for next()");
    }
    boundary.wanted();
    MultiDataSet batch = data.next(examples);
    boundary.given();
    return batch;
  }

  @Override
  public void reset() {
    boundary.reset();
    ahead.reset();
  }

  @Override
  public boolean asyncSupported() {
    return false;
  }

  @Override
  public boolean resetSupported() {
    return data.resetSupported();
  }

  @Override
  public void setPreProcessor(MultiDataSetPreProcessor preProcessor) {
    data.setPreProcessor(preProcessor);
  }

  @Override
  public MultiDataSetPreProcessor getPreProcessor() {
    return data.getPreProcessor();
  }
}
