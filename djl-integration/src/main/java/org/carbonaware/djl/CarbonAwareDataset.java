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
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import org.carbonaware.checkpoint.CheckpointException;
import org.jspecify.annotations.Nullable;

/**
 * The user's training data with a safe point before each batch: there the batch before is trained
 * completely, its update included. The first epoch of a resumed process begins where the training
 * was.
 */
final class CarbonAwareDataset implements Dataset {
  private final Dataset data;
  private final @Nullable Sampler sampler;
  private final Feed feed;

  CarbonAwareDataset(Dataset data, @Nullable Sampler sampler, Feed feed) {
    this.data = data;
    this.sampler = sampler;
    this.feed = feed;
  }

  @Override
  public Iterable<Batch> getData(NDManager manager) throws IOException, TranslateException {
    return getData(manager, null);
  }

  @Override
  public Iterable<Batch> getData(NDManager manager, @Nullable ExecutorService executor)
      throws IOException, TranslateException {
    long done = feed.beginEpoch();
    Iterator<Batch> batches = sampler != null && data instanceof RandomAccessDataset indexed
        ? skipped(indexed, sampler, done, manager, executor)
        : replayed(done, manager, executor);
    if (data instanceof RandomAccessDataset indexed) {
      feed.size().examples(indexed.size());
    }
    FedBatches fed = new FedBatches(batches, feed);
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
      feed.size().firstBatch(its.getBatchSize());
    }
    return indexed
        .getData(manager, new SkippingSampler(its, done, feed), executor)
        .iterator();
  }

  private Iterator<Batch> replayed(long done, NDManager manager, @Nullable ExecutorService executor)
      throws IOException, TranslateException {
    Iterator<Batch> batches = data.getData(manager, executor).iterator();
    for (long skipped = 0; skipped < done; skipped++) {
      feed.replays(skipped);
      if (!batches.hasNext()) {
        throw endsTooSoon(skipped, done);
      }
      Batch batch = batches.next();
      if (skipped == 0) {
        feed.size().firstBatch(batch.getSize());
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

  private record FedBatches(Iterator<Batch> batches, Feed feed) implements Iterator<Batch> {
    @Override
    public boolean hasNext() {
      feed.draws();
      boolean more = batches.hasNext();
      feed.asked(more);
      return more;
    }

    @Override
    public Batch next() {
      feed.draws();
      if (!batches.hasNext()) {
        throw new NoSuchElementException("the epoch has no more batches");
      }
      feed.wanted();
      Batch batch = batches.next();
      feed.given(batch.getSize());
      return batch;
    }
  }
}
