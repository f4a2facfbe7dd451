package org.carbonaware.benchmarks.training;

import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** One batch again and again: data as fast as they can be had. */
final class RepeatedDataSet implements DataSetIterator {
  private static final long serialVersionUID = 1L;

  private final transient DataSet batch;
  private final transient Runnable onBatch;
  private int given;

  /** Runs {@code onBatch} whenever a batch is asked for. */
  RepeatedDataSet(DataSet batch, Runnable onBatch) {
    this.batch = batch;
    this.onBatch = onBatch;
  }

  @Override
  public boolean hasNext() {
    return given < Workload.BATCHES_PER_EPOCH;
  }

  @Override
  public DataSet next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the epoch is over: reset it first");
    }
    given++;
    onBatch.run();
    return batch;
  }

  @Override
  public DataSet next(int examples) {
    return next();
  }

  @Override
  public void reset() {
    given = 0;
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  @Override
  public boolean asyncSupported() {
    return false; // nothing is to be read ahead
  }

  @Override
  public int inputColumns() {
    return batch.numInputs();
  }

  @Override
  public int totalOutcomes() {
    return batch.numOutcomes();
  }

  @Override
  public int batch() {
    return batch.numExamples();
  }

  @Override
  public void setPreProcessor(DataSetPreProcessor preProcessor) {
    throw new UnsupportedOperationException("these numbers are random: nothing prepares them");
  }

  @Override
  public @Nullable DataSetPreProcessor getPreProcessor() {
    return null;
  }

  @Override
  public @Nullable List<String> getLabels() {
    return null;
  }
}
