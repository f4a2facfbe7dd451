package org.carbonaware.control;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What is trained, for records and reports; everything may be unknown.
 *
 * @param model the model's name
 * @param framework such as {@code Deeplearning4j} or {@code DJL PyTorch}
 * @param frameworkVersion the framework's version
 * @param parameters how many trainable parameters the model has
 * @param samplesPerEpoch samples of one epoch
 * @param samplesPerBatch samples of one batch, the last one of an epoch aside
 * @param flopsPerSample floating point operations of training on one sample once, forward and
 *     backward, 0 or more: gross, as counted from the model's layers
 * @param device what it computes on, such as {@code cpu} or {@code cuda:0}
 * @param task what the model is for, such as {@code imageClassification}
 */
public record TrainingFacts(
    Optional<String> model,
    Optional<String> framework,
    Optional<String> frameworkVersion,
    OptionalLong parameters,
    OptionalLong samplesPerEpoch,
    OptionalLong samplesPerBatch,
    OptionalDouble flopsPerSample,
    Optional<String> device,
    Optional<String> task) {
  /** Nothing is known. */
  public static final TrainingFacts UNKNOWN = new TrainingFacts(
      Optional.empty(),
      Optional.empty(),
      Optional.empty(),
      OptionalLong.empty(),
      OptionalLong.empty(),
      OptionalLong.empty(),
      OptionalDouble.empty(),
      Optional.empty(),
      Optional.empty());

  /**
   * These facts, and where they say nothing the other ones.
   *
   * @param other facts that count less
   * @return both together
   */
  public TrainingFacts or(TrainingFacts other) {
    return new TrainingFacts(
        model.or(other::model),
        framework.or(other::framework),
        frameworkVersion.or(other::frameworkVersion),
        parameters.isPresent() ? parameters : other.parameters,
        samplesPerEpoch.isPresent() ? samplesPerEpoch : other.samplesPerEpoch,
        samplesPerBatch.isPresent() ? samplesPerBatch : other.samplesPerBatch,
        flopsPerSample.isPresent() ? flopsPerSample : other.flopsPerSample,
        device.or(other::device),
        task.or(other::task));
  }

  /**
   * These facts with the model's name.
   *
   * @param name the name
   * @return the facts
   */
  public TrainingFacts withModel(String name) {
    return new TrainingFacts(
        Optional.of(name),
        framework,
        frameworkVersion,
        parameters,
        samplesPerEpoch,
        samplesPerBatch,
        flopsPerSample,
        device,
        task);
  }

  /**
   * These facts with what the model is for.
   *
   * @param name such as {@code imageClassification}
   * @return the facts
   */
  public TrainingFacts withTask(String name) {
    return new TrainingFacts(
        model,
        framework,
        frameworkVersion,
        parameters,
        samplesPerEpoch,
        samplesPerBatch,
        flopsPerSample,
        device,
        Optional.of(name));
  }
}
