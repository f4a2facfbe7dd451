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
  private final Runnable onBatch;

  private RepeatedBatch(NDArray data, NDArray labels, int size, Runnable onBatch) {
    this.data = data;
    this.labels = labels;
    this.size = size;
    this.onBatch = onBatch;
  }

  /** Of random numbers; {@code onBatch} runs whenever one is asked for. */
  static Dataset of(Workload workload, NDManager manager, Runnable onBatch) {
    return new RepeatedBatch(
        manager.randomNormal(DjlBlocks.input(workload)),
        manager.arange(0f, workload.batchSize(), 1f).mod(Workload.CLASSES),
        workload.batchSize(),
        onBatch);
  }

  @Override
  public Iterable<Batch> getData(NDManager manager) {
    return () -> IntStream.range(0, Workload.BATCHES_PER_EPOCH)
        .mapToObj(i -> batch(manager, i))
        .iterator();
  }

  private Batch batch(NDManager manager, int index) {
    onBatch.run();
    return new Batch(
        manager.newSubManager(),
        new NDList(data.duplicate()),
        new NDList(labels.duplicate()),
        size,
        Batchifier.STACK,
        Batchifier.STACK,
        index,
        Workload.BATCHES_PER_EPOCH);
  }

  @Override
  public void prepare(@Nullable Progress progress) {}
}
