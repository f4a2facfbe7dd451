package org.carbonaware.dl4j;

import java.util.function.LongConsumer;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Data that says which batch it hands out, from the moment counting begins. */
final class CountedData extends DelegatingDataSetIterator {
  private static final long serialVersionUID = 1L;

  private final transient LongConsumer onBatch;
  private long batch = -1;

  CountedData(DataSetIterator data, LongConsumer onBatch) {
    super(data);
    this.onBatch = onBatch;
  }

  /** Begins to count after batches that were done before. */
  void countFrom(long done) {
    batch = done;
  }

  @Override
  public DataSet next() {
    count();
    return super.next();
  }

  @Override
  public DataSet next(int examples) {
    count();
    return super.next(examples);
  }

  private void count() {
    if (batch >= 0) {
      batch++;
      onBatch.accept(batch);
    }
  }
}
