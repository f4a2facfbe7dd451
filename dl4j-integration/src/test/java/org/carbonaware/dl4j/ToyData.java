package org.carbonaware.dl4j;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Small made-up data whose order changes at each reset by a random generator that runs on, as
 * DL4J's own MNIST iterator does: the case that a resume has to replay.
 */
final class ToyData implements DataSetIterator {
  private static final long serialVersionUID = 1L;

  static final int INPUTS = 6;
  static final int CLASSES = 3;

  private final transient List<DataSet> batches = new ArrayList<>();
  private final Random order = new Random(77);
  private final boolean async;
  private transient Runnable onBatch = () -> {};
  private int next;

  private ToyData(boolean async) {
    this.async = async;
  }

  /** Batches of flat examples. */
  static ToyData flat(int count) {
    return flat(count, false);
  }

  static ToyData flat(int count, boolean async) {
    ToyData data = new ToyData(async);
    Random random = new Random(5);
    for (int b = 0; b < count; b++) {
      float[][] features = new float[8][INPUTS];
      float[][] labels = new float[8][CLASSES];
      for (int i = 0; i < 8; i++) {
        int label = random.nextInt(CLASSES);
        labels[i][label] = 1;
        for (int j = 0; j < INPUTS; j++) {
          features[i][j] = (float) (random.nextGaussian() + (j == label ? 2 : 0));
        }
      }
      data.batches.add(new DataSet(Nd4j.create(features), Nd4j.create(labels)));
    }
    return data;
  }

  /** Batches of sequences, 12 steps long. */
  static ToyData sequences(int count) {
    ToyData data = new ToyData(false);
    Random random = new Random(6);
    for (int b = 0; b < count; b++) {
      INDArray features = Nd4j.zeros(DataType.FLOAT, 4, INPUTS, 12);
      INDArray labels = Nd4j.zeros(DataType.FLOAT, 4, CLASSES, 12);
      for (int i = 0; i < 4; i++) {
        for (int t = 0; t < 12; t++) {
          int label = random.nextInt(CLASSES);
          labels.putScalar(new int[] {i, label, t}, 1);
          for (int j = 0; j < INPUTS; j++) {
            features.putScalar(new int[] {i, j, t}, random.nextGaussian() + (j == label ? 2 : 0));
          }
        }
      }
      data.batches.add(new DataSet(features, labels));
    }
    return data;
  }

  @Override
  public boolean hasNext() {
    return next < batches.size();
  }

  /** Runs something whenever a batch is asked for. */
  void onBatch(Runnable action) {
    onBatch = action;
  }

  @Override
  public DataSet next() {
    onBatch.run();
    return batches.get(next++);
  }

  @Override
  public DataSet next(int examples) {
    return next();
  }

  @Override
  public void reset() {
    next = 0;
    Collections.shuffle(batches, order);
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  @Override
  public boolean asyncSupported() {
    return async;
  }

  @Override
  public int inputColumns() {
    return INPUTS;
  }

  @Override
  public int totalOutcomes() {
    return CLASSES;
  }

  @Override
  public int batch() {
    return 8;
  }

  @Override
  public void setPreProcessor(DataSetPreProcessor preProcessor) {
    throw new UnsupportedOperationException();
  }

  @Override
  public DataSetPreProcessor getPreProcessor() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<String> getLabels() {
    return List.of();
  }
}
