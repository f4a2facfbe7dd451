package org.carbonaware.examples.training;

/** A trained network that puts images into classes. */
public interface TrainedClassifier extends TrainedNetwork {
  /**
   * Judges it by the test images; blocks for less than a second and changes nothing.
   *
   * @return the share of test images that it puts into their class, 0 to 1
   */
  double accuracy();
}
