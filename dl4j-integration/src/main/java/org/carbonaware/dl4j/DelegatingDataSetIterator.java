package org.carbonaware.dl4j;

import java.util.List;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Hands everything on to another iterator, and does not let DL4J read ahead of training through it.
 */
abstract class DelegatingDataSetIterator implements DataSetIterator {
  private static final long serialVersionUID = 1L;

  private final transient DataSetIterator data;

  DelegatingDataSetIterator(DataSetIterator data) {
    this.data = data;
  }

  @Override
  public boolean hasNext() {
    return data.hasNext();
  }

  @Override
  public DataSet next() {
    return data.next();
  }

  @Override
  public DataSet next(int examples) {
    return data.next(examples);
  }

  @Override
  public void reset() {
    data.reset();
  }

  @Override
  public final boolean asyncSupported() {
    return false;
  }

  @Override
  public final boolean resetSupported() {
    return data.resetSupported();
  }

  @Override
  public final int inputColumns() {
    return data.inputColumns();
  }

  @Override
  public final int totalOutcomes() {
    return data.totalOutcomes();
  }

  @Override
  public final int batch() {
    return data.batch();
  }

  @Override
  public final void setPreProcessor(DataSetPreProcessor preProcessor) {
    data.setPreProcessor(preProcessor);
  }

  @Override
  public final DataSetPreProcessor getPreProcessor() {
    return data.getPreProcessor();
  }

  @Override
  public final List<String> getLabels() {
    return data.getLabels();
  }
}
