package org.carbonaware.dl4j;

import java.util.List;
import org.carbonaware.control.integration.BatchBoundary;
import org.carbonaware.control.integration.GuardedIterator;
import org.nd4j.linalg.dataset.AsyncDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * The user's data with a safe point before each batch. The reader that works ahead is inside: ahead
 * of the safe point it would be ahead of training.
 */
final class CarbonAwareDataSetIterator implements DataSetIterator {
  private static final long serialVersionUID = 1L;

  private final transient DataSetIterator data;
  private final transient ReadAhead<DataSet, AsyncDataSetIterator> ahead;
  private final transient BatchBoundary boundary;
  private final transient NetworkState state;
  private final transient GuardedIterator<DataSet> guarded;

  CarbonAwareDataSetIterator(
      DataSetIterator data,
      ReadAhead<DataSet, AsyncDataSetIterator> ahead,
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
  public DataSet next() {
    return fed(guarded.next());
  }

  @Override
  public DataSet next(int examples) {
    return fed(guarded.next(() -> ahead.next(data::next, examples)));
  }

  private DataSet fed(DataSet batch) {
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
  public int inputColumns() {
    return data.inputColumns();
  }

  @Override
  public int totalOutcomes() {
    return data.totalOutcomes();
  }

  @Override
  public int batch() {
    return data.batch();
  }

  @Override
  public void setPreProcessor(DataSetPreProcessor preProcessor) {
    data.setPreProcessor(preProcessor);
  }

  @Override
  public DataSetPreProcessor getPreProcessor() {
    return data.getPreProcessor();
  }

  @Override
  public List<String> getLabels() {
    return data.getLabels();
  }
}
