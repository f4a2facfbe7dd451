package org.carbonaware.checkpoint;

/**
 * Which training a checkpoint belongs to. A checkpoint is only ever loaded into a training of the
 * same identity.
 *
 * @param framework the framework, such as {@code deeplearning4j}
 * @param frameworkVersion its version, such as {@code 1.0.0-M2.1}
 * @param model a digest of everything that shapes the model and its optimizer (layers, sizes,
 *     updaters, schedules), in hexadecimal
 * @param description the model in a few words, for messages: such as {@code MultiLayerNetwork, 3
 *     layers, 118282 parameters}
 */
public record TrainingIdentity(
    String framework, String frameworkVersion, String model, String description) {
  /**
   * The identity of a training whose model and optimizer are told as text.
   *
   * @param framework the framework
   * @param frameworkVersion its version
   * @param canonicalText all that shapes the model and its optimizer, the same text for the same
   *     training in every process; only its SHA-256 is kept
   * @param description the model in a few words
   * @return the identity
   */
  public static TrainingIdentity of(
      String framework, String frameworkVersion, String canonicalText, String description) {
    return new TrainingIdentity(framework, frameworkVersion, Sha256.of(canonicalText), description);
  }

  /**
   * Says why a checkpoint of another identity can't be loaded here.
   *
   * @param saved the identity found in the checkpoint
   * @return one sentence, or an empty string if the two are the same
   */
  public String differenceFrom(TrainingIdentity saved) {
    if (!framework.equals(saved.framework)) {
      return "it was written by " + saved.framework + ", this training runs on " + framework;
    }
    if (!frameworkVersion.equals(saved.frameworkVersion)) {
      return "it was written by " + framework + " " + saved.frameworkVersion + ", this is "
          + frameworkVersion;
    }
    if (!model.equals(saved.model)) {
      return "it holds another model or another optimizer configuration (" + saved.description
          + "; here: " + description + ")";
    }
    return "";
  }
}
