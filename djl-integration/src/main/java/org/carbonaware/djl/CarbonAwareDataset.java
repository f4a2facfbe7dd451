package org.carbonaware.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.Sampler;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorOptions;
import ai.djl.util.Progress;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.ExecutorService;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.control.integration.BatchBoundary;
import org.carbonaware.control.integration.DataPosition;
import org.carbonaware.control.integration.GuardedIterator;
import org.jspecify.annotations.Nullable;

/**
 * The user's training data with a safe point before each batch: there the batch before is trained
 * completely, its update included. The first epoch of a resumed process begins where the training
 * was.
 */
final class CarbonAwareDataset implements Dataset {
  private final Dataset data;
  private final @Nullable Sampler sampler;
  private final BatchBoundary boundary;
  private final DataPosition position;
  private final TrainerState state;
  private boolean begun;

  CarbonAwareDataset(
      Dataset data,
      @Nullable Sampler sampler,
      BatchBoundary boundary,
      DataPosition position,
      TrainerState state) {
    this.data = data;
    this.sampler = sampler;
    this.boundary = boundary;
    this.position = position;
    this.state = state;
  }

  @Override
  public Iterable<Batch> getData(NDManager manager) throws IOException, TranslateException {
    return getData(manager, null);
  }

  @Override
  public Iterable<Batch> getData(NDManager manager, @Nullable ExecutorService executor)
      throws IOException, TranslateException {
    if (begun || position.resets() < position.epochs()) {
      boundary.reset(); // an epoch that was left in its middle counts as ended
    }
    begun = true;
    state.epochBegins();
    long done = position.batchesInEpoch();
    Iterator<Batch> batches = sampler != null && data instanceof RandomAccessDataset indexed
        ? skipped(indexed, sampler, done, manager, executor)
        : replayed(done, manager, executor);
    if (data instanceof RandomAccessDataset indexed) {
      state.dataSize().examples(indexed.size());
    }
    FedBatches fed = new FedBatches(new GuardedIterator<>(batches, boundary), position, state);
    return () -> fed;
  }

  private Iterator<Batch> skipped(
      RandomAccessDataset indexed,
      Sampler its,
      long done,
      NDManager manager,
      @Nullable ExecutorService executor)
      throws IOException, TranslateException {
    if (done > 0) {
      state.dataSize().firstBatch(its.getBatchSize());
    }
    return indexed
        .getData(manager, new SkippingSampler(its, done, state), executor)
        .iterator();
  }

  private Iterator<Batch> replayed(long done, NDManager manager, @Nullable ExecutorService executor)
      throws IOException, TranslateException {
    Iterator<Batch> batches = data.getData(manager, executor).iterator();
    for (long skipped = 0; skipped < done; skipped++) {
      state.batchDrawn(skipped);
      if (!batches.hasNext()) {
        throw endsTooSoon(skipped, done);
      }
      Batch batch = batches.next();
      if (skipped == 0) {
        state.dataSize().firstBatch(batch.getSize());
      }
      batch.close();
    }
    return batches;
  }

  static CheckpointException endsTooSoon(long found, long wanted) {
    return new CheckpointException("the data ends after " + found
        + " batches, but the checkpoint was taken after " + wanted
        + " of an epoch: give the data the training began with");
  }

  @Override
  public void prepare(@Nullable Progress progress) throws IOException, TranslateException {
    data.prepare(progress);
  }

  @Override
  public @Nullable TranslatorOptions matchingTranslatorOptions() {
    return data.matchingTranslatorOptions();
  }

  /** Tells the size of the first batch of each epoch. */
  private record FedBatches(
      GuardedIterator<Batch> guarded, DataPosition position, TrainerState state)
      implements Iterator<Batch> {
    @Override
    public boolean hasNext() {
      return guarded.hasNext();
    }

    @Override
    public Batch next() {
      Batch batch = guarded.next();
      if (position.batchesInEpoch() == 0) {
        state.dataSize().firstBatch(batch.getSize());
      }
      return batch;
    }
  }
}
