package org.carbonaware.dl4j;

import java.util.List;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * The user's data with a safe point before each batch. DL4J must not read ahead of training through
 * it, so it says that it does not support that; a reader that works ahead belongs inside.
 */
final class CarbonAwareDataSetIterator implements DataSetIterator {
  private static final long serialVersionUID = 1L;

  private final transient DataSetIterator data;
  private final transient BatchBoundary boundary;

  CarbonAwareDataSetIterator(DataSetIterator data, BatchBoundary boundary) {
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
  public DataSet next() {
    boundary.wanted();
    return data.next();
  }

  @Override
  public DataSet next(int examples) {
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
