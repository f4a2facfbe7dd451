package org.carbonaware.benchmarks.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.translate.Batchifier;
import ai.djl.util.Progress;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One batch again and again, copied each time: data as fast as they can be had. */
final class RepeatedBatch implements Dataset {
  private final NDArray data;
  private final NDArray labels;
  private final int size;
  private final int count;

  RepeatedBatch(NDArray data, NDArray labels, int size, int count) {
    this.data = data;
    this.labels = labels;
    this.size = size;
    this.count = count;
  }

  @Override
  public Iterable<Batch> getData(NDManager manager) {
    return () -> IntStream.range(0, count).mapToObj(i -> batch(manager, i)).iterator();
  }

  private Batch batch(NDManager manager, int index) {
    return new Batch(
        manager.newSubManager(),
        new NDList(data.duplicate()),
        new NDList(labels.duplicate()),
        size,
        Batchifier.STACK,
        Batchifier.STACK,
        index,
        count);
  }

  @Override
  public void prepare(@Nullable Progress progress) {}
}
