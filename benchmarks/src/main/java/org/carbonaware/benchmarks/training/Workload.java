package org.carbonaware.benchmarks.training;

/** What is trained: small, so that what is added to a batch shows. */
enum Workload {
  /** 784 inputs, 128 units, 10 classes. */
  MLP("mlp", 32),
  /** LeNet-5 on images of 28 by 28 points. */
  CNN("cnn", 64),
  /** One layer of 128 units over 32 steps of 16 features, 10 classes. */
  LSTM("lstm", 32);

  static final int CLASSES = 10;
  static final int BATCHES_PER_EPOCH = 1000;

  /** So small that hours of it lead to no numbers near zero, which processors are slow with. */
  static final float RATE = 1e-6f;

  private final String label;
  private final int batchSize;

  Workload(String label, int batchSize) {
    this.label = label;
    this.batchSize = batchSize;
  }

  String label() {
    return label;
  }

  int batchSize() {
    return batchSize;
  }
}
