package org.carbonaware.dl4j;

import org.carbonaware.control.integration.BatchBoundary;
import org.carbonaware.control.integration.GuardedIterator;
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
  private final transient NetworkState state;
  private final transient GuardedIterator<MultiDataSet> guarded;

  CarbonAwareMultiDataSetIterator(
      MultiDataSetIterator data,
      ReadAhead<MultiDataSet, AsyncMultiDataSetIterator> ahead,
      BatchBoundary boundary,
      NetworkState state) {
    this.data = data;
    this.ahead = ahead;
    this.boundary = boundary;
    this.state = state;
    this.guarded = new GuardedIterator<>(ahead, boundary);
  }

  @Override
  public boolean hasNext() {
    return guarded.hasNext();
  }

  @Override
  public MultiDataSet next() {
    return fed(guarded.next());
  }

  @Override
  public MultiDataSet next(int examples) {
    return fed(guarded.next(() -> ahead.next(data::next, examples)));
  }

  private MultiDataSet fed(MultiDataSet batch) {
    state.fed(batch);
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
