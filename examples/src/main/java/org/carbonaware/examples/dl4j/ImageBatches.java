package org.carbonaware.examples.dl4j;

import java.util.List;
import java.util.NoSuchElementException;
import org.carbonaware.examples.images.Images;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Mini-batches of images for Deeplearning4j: features scaled to 0 to 1, one row per image; labels
 * one-hot. Every epoch hands out every image exactly once, in an order that depends on nothing but
 * (seed, epoch), so that a new iterator brought to the same epoch and batch goes on exactly as the
 * old one would have, in any JVM. The last batch of an epoch may be smaller.
 *
 * <p>A new iterator is in epoch 0; each {@link #reset()} starts the next epoch, whether or not the
 * current one was finished. Not thread-safe.
 */
public final class ImageBatches implements DataSetIterator {
  private static final long serialVersionUID = 1L;

  private final Images images;
  private final int batchSize;
  private final EpochOrder order;
  private int handedOut;
  private @Nullable DataSetPreProcessor preProcessor;

  /**
   * Creates an iterator at the first batch of epoch 0.
   *
   * @param images what to hand out
   * @param batchSize images per batch, at least 1
   * @param seed of the order of images
   */
  public ImageBatches(Images images, int batchSize, long seed) {
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "batch size is %d images; it must be at least 1".formatted(batchSize));
    }
    this.images = images;
    this.batchSize = batchSize;
    this.order = new EpochOrder(images.size(), seed);
  }

  /** Returns how many batches an epoch has, the smaller last one included. */
  public int batchesPerEpoch() {
    return (order.size() + batchSize - 1) / batchSize;
  }

  /** Returns the epoch of the next batch: how often this iterator was reset. */
  public long epoch() {
    return order.epoch();
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
      throw new NoSuchElementException("epoch %d is over after %d images; reset() starts the next"
          .formatted(order.epoch(), handedOut));
    }
    int rows = Math.min(count, order.size() - handedOut);
    DataSet batch = batch(images, order.range(handedOut, rows));
    handedOut += rows;
    if (preProcessor != null) {
      preProcessor.preProcess(batch);
    }
    return batch;
  }

  /** Starts the next epoch with its own order of images. */
  @Override
  public void reset() {
    order.next();
    handedOut = 0;
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  /**
   * Returns false: a batch is put together in less than a millisecond, and read-ahead would move
   * the position ahead of the training.
   */
  @Override
  public boolean asyncSupported() {
    return false;
  }

  @Override
  public int inputColumns() {
    return images.pixelsPerImage();
  }

  @Override
  public int totalOutcomes() {
    return images.classNames().size();
  }

  @Override
  public int batch() {
    return batchSize;
  }

  @Override
  public List<String> getLabels() {
    return images.classNames();
  }

  @Override
  public void setPreProcessor(@Nullable DataSetPreProcessor preProcessor) {
    this.preProcessor = preProcessor;
  }

  @Override
  public @Nullable DataSetPreProcessor getPreProcessor() {
    return preProcessor;
  }

  /** Some images as features and labels. */
  static DataSet batch(Images images, int[] chosen) {
    int columns = images.pixelsPerImage();
    int classes = images.classNames().size();
    float[] features = new float[chosen.length * columns];
    float[] labels = new float[chosen.length * classes];
    for (int row = 0; row < chosen.length; row++) {
      images.copyScaled(chosen[row], features, row * columns);
      labels[row * classes + images.label(chosen[row])] = 1;
    }
    return new DataSet(
        matrix(features, chosen.length, columns), matrix(labels, chosen.length, classes));
  }

  private static INDArray matrix(float[] values, int rows, int columns) {
    return Nd4j.create(values, new long[] {rows, columns}, 'c');
  }
}
