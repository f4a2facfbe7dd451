package org.carbonaware.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.translate.TranslateException;
import ai.djl.util.Progress;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Data that calls somebody before each batch it hands out, with the number of batches so far. */
record HookedData(Dataset data, LongConsumer hook, AtomicLong read) implements Dataset {
  HookedData(Dataset data, LongConsumer hook) {
    this(data, hook, new AtomicLong());
  }

  @Override
  public Iterable<Batch> getData(NDManager manager) throws IOException, TranslateException {
    Iterator<Batch> batches = data.getData(manager).iterator();
    return () -> new Iterator<>() {
      @Override
      public boolean hasNext() {
        return batches.hasNext();
      }

      @Override
      public Batch next() {
        hook.accept(read.incrementAndGet());
        return batches.next();
      }
    };
  }

  @Override
  public void prepare(@Nullable Progress progress) throws IOException, TranslateException {
    data.prepare(progress);
  }
}
