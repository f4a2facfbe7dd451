package org.carbonaware.examples.forecast.dl4j;

import java.util.List;
import java.util.NoSuchElementException;
import org.carbonaware.examples.dl4j.EpochOrder;
import org.carbonaware.examples.forecast.task.Examples;
import org.carbonaware.examples.forecast.task.Windows;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Mini-batches of examples for Deeplearning4j: features of shape (examples, channels, days) and
 * labels of shape (examples, hours ahead), in an order that depends on (seed, epoch) only. The last
 * batch of an epoch may be smaller. Not thread-safe.
 */
final class ExampleBatches implements DataSetIterator {
  private static final long serialVersionUID = 1L;

  private final Examples examples;
  private final int batchSize;
  private final EpochOrder order;
  private int handedOut;
  private @Nullable DataSetPreProcessor preProcessor;

  ExampleBatches(Examples examples, int batchSize, long seed) {
    this.examples = examples;
    this.batchSize = batchSize;
    this.order = new EpochOrder(examples.size(), seed);
  }

  int batchesPerEpoch() {
    return (order.size() + batchSize - 1) / batchSize;
  }

  @Override
  public boolean hasNext() {
    return handedOut < order.size();
  }

  @Override
  public DataSet next() {
    return next(batchSize);
  }

  @Override
  public DataSet next(int count) {
    if (!hasNext()) {
      throw new NoSuchElementException("epoch %d is over after %d examples; reset() starts the next"
          .formatted(order.epoch(), handedOut));
    }
    int[] chosen = order.range(handedOut, Math.min(count, order.size() - handedOut));
    handedOut += chosen.length;
    DataSet batch = batch(chosen);
    if (preProcessor != null) {
      preProcessor.preProcess(batch);
    }
    return batch;
  }

  private DataSet batch(int[] chosen) {
    float[] inputs = new float[chosen.length * Examples.INPUTS];
    float[] targets = new float[chosen.length * Examples.TARGETS];
    for (int row = 0; row < chosen.length; row++) {
      examples.copyInputs(chosen[row], inputs, row * Examples.INPUTS);
      examples.copyTargets(chosen[row], targets, row * Examples.TARGETS);
    }
    return new DataSet(
        features(inputs, chosen.length),
        Nd4j.create(targets, new long[] {chosen.length, Examples.TARGETS}, 'c'));
  }

  /** Day by day as examples come, to channel by channel as Deeplearning4j wants sequences. */
  static INDArray features(float[] inputs, int count) {
    return Nd4j.create(inputs, new long[] {count, Windows.DAYS, Windows.CHANNELS}, 'c')
        .permute(0, 2, 1)
        .dup('c');
  }

  @Override
  public void reset() {
    order.next();
    handedOut = 0;
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  /** A batch is put together in less than a millisecond: reading ahead would gain nothing. */
  @Override
  public boolean asyncSupported() {
    return false;
  }

  @Override
  public int inputColumns() {
    return Windows.CHANNELS;
  }

  @Override
  public int totalOutcomes() {
    return Examples.TARGETS;
  }

  @Override
  public int batch() {
    return batchSize;
  }

  @Override
  public List<String> getLabels() {
    return List.of();
  }

  @Override
  public void setPreProcessor(@Nullable DataSetPreProcessor preProcessor) {
    this.preProcessor = preProcessor;
  }

  @Override
  public @Nullable DataSetPreProcessor getPreProcessor() {
    return preProcessor;
  }
}
