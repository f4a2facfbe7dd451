package org.carbonaware.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.BatchSampler;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.Sampler;
import ai.djl.training.dataset.SequenceSampler;
import ai.djl.translate.Batchifier;
import ai.djl.translate.TranslateException;
import ai.djl.util.Progress;
import ai.djl.util.RandomUtils;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A stream of batches that is shuffled through a buffer, as streams are; each batch is drawn when
 * it is asked for, or already when it is asked whether there is one.
 */
record DrawnData(ArrayDataset data, boolean oneAhead) implements Dataset {
  private static final int BUFFER = 5;

  @Override
  public Iterable<Batch> getData(NDManager manager) throws IOException, TranslateException {
    Sampler inOrder = new BatchSampler(new SequenceSampler(), ToyTrainings.BATCH_SIZE);
    List<Batch> all = new ArrayList<>();
    for (Batch batch : data.getData(manager, inOrder)) {
      all.add(new Batch(
          manager.newSubManager(),
          copy(manager, batch.getData()),
          copy(manager, batch.getLabels()),
          batch.getSize(),
          Batchifier.STACK,
          Batchifier.STACK,
          0,
          0));
    }
    Shuffled shuffled = new Shuffled(all.iterator(), oneAhead);
    return () -> shuffled;
  }

  private static NDList copy(NDManager manager, NDList arrays) {
    NDList copies = new NDList(arrays.stream().map(array -> array.duplicate()).toList());
    copies.attach(manager);
    return copies;
  }

  @Override
  public void prepare(@Nullable Progress progress) {}

  private static final class Shuffled implements Iterator<Batch> {
    private final Iterator<Batch> source;
    private final boolean oneAhead;
    private final List<Batch> buffer = new ArrayList<>();
    private @Nullable Batch drawn;

    Shuffled(Iterator<Batch> source, boolean oneAhead) {
      this.source = source;
      this.oneAhead = oneAhead;
    }

    @Override
    public boolean hasNext() {
      if (oneAhead && drawn == null) {
        drawn = draw();
      }
      return drawn != null || !buffer.isEmpty() || source.hasNext();
    }

    @Override
    public Batch next() {
      Batch next = drawn == null ? draw() : drawn;
      drawn = null;
      if (next == null) {
        throw new NoSuchElementException("the stream has ended");
      }
      return next;
    }

    private @Nullable Batch draw() {
      while (buffer.size() < BUFFER && source.hasNext()) {
        buffer.add(source.next());
      }
      return buffer.isEmpty() ? null : buffer.remove(RandomUtils.nextInt(buffer.size()));
    }
  }

  /** Draws one index after the other, each once. */
  static final class LazySampler implements Sampler {
    @Override
    public Iterator<List<Long>> sample(RandomAccessDataset dataset) {
      List<Long> left = LongStream.range(0, dataset.size())
          .boxed()
          .collect(Collectors.toCollection(ArrayList::new));
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return !left.isEmpty();
        }

        @Override
        public List<Long> next() {
          List<Long> batch = new ArrayList<>();
          while (batch.size() < ToyTrainings.BATCH_SIZE && !left.isEmpty()) {
            batch.add(left.remove(RandomUtils.nextInt(left.size())));
          }
          return batch;
        }
      };
    }

    @Override
    public int getBatchSize() {
      return ToyTrainings.BATCH_SIZE;
    }
  }
}
