package org.carbonaware.examples.training;

import java.util.Optional;
import org.carbonaware.examples.images.ImageSplit;

/** A framework that trains the demo's networks: Deeplearning4j or DJL. */
public interface TrainingFramework {
  /**
   * Gets the framework ready for trainings that can be repeated bit for bit: one computing thread,
   * no network. Call it once, before {@link #training}; loading native libraries may take seconds.
   *
   * @return what stands against training here, in one sentence with the remedy; empty if nothing
   *     does
   */
  Optional<String> prepare();

  /**
   * A training of one network.
   *
   * @param architecture the network
   * @param images what it learns from and what it is judged by
   * @param seed of the first parameters, of dropout and of the order of images
   * @return the training, as at its very start
   */
  DemoTraining<TrainedClassifier> training(Architecture architecture, ImageSplit images, long seed);
}
