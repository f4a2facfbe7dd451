package org.carbonaware.djl;

import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.Sampler;
import java.util.Iterator;
import java.util.List;

/**
 * A sampler that begins some batches later: it draws their indices, so that what follows is the
 * same, and none of their records is read.
 */
record SkippingSampler(Sampler sampler, long batches, TrainerState state) implements Sampler {
  @Override
  public Iterator<List<Long>> sample(RandomAccessDataset dataset) {
    Iterator<List<Long>> indices = sampler.sample(dataset);
    for (long skipped = 0; skipped < batches; skipped++) {
      state.batchDrawn(skipped);
      if (!indices.hasNext()) {
        throw CarbonAwareDataset.endsTooSoon(skipped, batches);
      }
      indices.next();
    }
    return indices;
  }

  @Override
  public int getBatchSize() {
    return sampler.getBatchSize();
  }
}
