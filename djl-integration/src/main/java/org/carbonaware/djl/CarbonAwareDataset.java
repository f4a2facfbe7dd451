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
    if (sampler != null && data instanceof RandomAccessDataset indexed) {
      return once(indexed
          .getData(manager, new SkippingSampler(sampler, done, feed), executor)
          .iterator());
    }
    Iterator<Batch> batches = data.getData(manager, executor).iterator();
    for (long skipped = 0; skipped < done; skipped++) {
      feed.replays(skipped);
      if (!batches.hasNext()) {
        throw endsTooSoon(skipped, done);
      }
      batches.next().close();
    }
    return once(batches);
  }

  static CheckpointException endsTooSoon(long found, long wanted) {
    return new CheckpointException("the data ends after " + found
        + " batches, but the checkpoint was taken after " + wanted
        + " of an epoch: give the data the training began with");
  }

  private Iterable<Batch> once(Iterator<Batch> batches) {
    FedBatches fed = new FedBatches(batches, feed);
    return () -> fed;
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
      feed.given();
      return batch;
    }
  }
}
