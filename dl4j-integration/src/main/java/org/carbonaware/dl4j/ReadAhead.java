package org.carbonaware.dl4j;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.AsyncDataSetIterator;
import org.nd4j.linalg.dataset.AsyncMultiDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/**
 * Data that is read ahead of training, where it allows that, as DL4J's own {@code fit} does. DL4J's
 * reader is begun at the first question for data and ended by a reset, not before and after: the
 * data stands where it was put until then, and no reading thread is left behind. What the data
 * throws while it is read ahead is thrown where its batch would have been.
 */
final class ReadAhead<T, A extends Iterator<T>> implements Iterator<T> {
  private static final int BATCHES_AHEAD = 2;

  private final Iterator<T> data;
  private final Runnable reset;
  private final @Nullable Supplier<Reading<T, A>> reader;
  private final Consumer<A> shutdown;
  private @Nullable Reading<T, A> running;

  /** A reader at work, and what its data throws. */
  private record Reading<T, A extends Iterator<T>>(A reader, ReadingFaults<T> faults) {}

  private ReadAhead(
      Iterator<T> data,
      Runnable reset,
      @Nullable Supplier<Reading<T, A>> reader,
      Consumer<A> shutdown) {
    this.data = data;
    this.reset = reset;
    this.reader = reader;
    this.shutdown = shutdown;
  }

  static ReadAhead<DataSet, AsyncDataSetIterator> of(DataSetIterator data) {
    return new ReadAhead<>(
        data,
        data::reset,
        data.asyncSupported()
            ? reading(
                new DataSet(),
                faults -> new AsyncDataSetIterator(
                    faults.kept(DataSetIterator.class, data), BATCHES_AHEAD, true))
            : null,
        AsyncDataSetIterator::shutdown);
  }

  static ReadAhead<MultiDataSet, AsyncMultiDataSetIterator> of(MultiDataSetIterator data) {
    return new ReadAhead<>(
        data,
        data::reset,
        data.asyncSupported()
            ? reading(
                new org.nd4j.linalg.dataset.MultiDataSet(),
                faults -> new AsyncMultiDataSetIterator(
                    faults.kept(MultiDataSetIterator.class, data), BATCHES_AHEAD, true))
            : null,
        AsyncMultiDataSetIterator::shutdown);
  }

  private static <T, A extends Iterator<T>> Supplier<Reading<T, A>> reading(
      T inPlaceOfOne, Function<ReadingFaults<T>, A> begin) {
    return () -> {
      ReadingFaults<T> faults = new ReadingFaults<>(inPlaceOfOne);
      return new Reading<>(begin.apply(faults), faults);
    };
  }

  /** A batch of another size, read past the reader, which must not have begun. */
  T next(IntFunction<T> direct, int examples) {
    if (running != null) {
      throw new UnsupportedOperationException(
          "this data is read ahead in whole batches: ask for next()");
    }
    return direct.apply(examples);
  }

  @Override
  public boolean hasNext() {
    Reading<T, A> ahead = running;
    if (ahead != null) {
      return ahead.reader().hasNext();
    }
    boolean more = data.hasNext();
    if (more && reader != null) { // never over exhausted data, which DL4J's reader would reset
      Reading<T, A> begun = reader.get();
      running = begun;
      return begun.reader().hasNext();
    }
    return more;
  }

  @Override
  public T next() {
    if (!hasNext()) { // DL4J's reader gives null if it was not asked before
      throw new NoSuchElementException("the data has no more batches: reset it first");
    }
    Reading<T, A> ahead = running;
    return ahead == null ? data.next() : ahead.faults().thrownFor(ahead.reader().next());
  }

  void reset() {
    stop();
    reset.run();
  }

  /**
   * Ends the reading thread, if any, and gives its memory back; also on an interrupted thread,
   * where DL4J's reader would give up.
   */
  void stop() {
    Reading<T, A> ahead = running;
    if (ahead != null) {
      running = null;
      boolean interrupted = Thread.interrupted();
      try {
        shutdown.accept(ahead.reader());
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
