package org.carbonaware.dl4j;

import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.MultiDataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/** As {@link CarbonAwareDataSetIterator}, for graphs with several inputs or outputs. */
final class CarbonAwareMultiDataSetIterator implements MultiDataSetIterator {
  private static final long serialVersionUID = 1L;

  private final transient MultiDataSetIterator data;
  private final transient BatchBoundary boundary;

  CarbonAwareMultiDataSetIterator(MultiDataSetIterator data, BatchBoundary boundary) {
    this.data = data;
    this.boundary = boundary;
  }

  @Override
  public boolean hasNext() {
    boolean more = data.hasNext();
    boundary.asked(more);
    return more;
  }

  @Override
  public MultiDataSet next() {
    boundary.wanted();
    return data.next();
  }

  @Override
  public MultiDataSet next(int examples) {
    boundary.wanted();
    return data.next(examples);
  }

  @Override
  public void reset() {
    boundary.reset();
    data.reset();
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
