package org.carbonaware.checkpoint.fidelity;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.carbonaware.checkpoint.CheckpointException;
import org.jspecify.annotations.Nullable;

/**
 * A training that ran straight through, and was trained again up to where it stops.
 *
 * @param straight the state after all batches
 * @param stopped the state at the stop
 * @param checkpoints where the stopped one can be resumed
 */
record StoppedTraining(
    TrainingFingerprint straight, TrainingFingerprint stopped, Path checkpoints) {

  static StoppedTraining train(
      FidelityScenario scenario,
      long totalBatches,
      long stopAfter,
      Path workDirectory,
      Consumer<String> progress) {
    if (stopAfter < 1 || stopAfter >= totalBatches) {
      throw new IllegalArgumentException("stopAfter " + stopAfter + " of " + totalBatches
          + " batches: expected at least 1 and less than all");
    }
    String name = scenario.name();
    Path directory = workDirectory.resolve(name.replaceAll("[^A-Za-z0-9-]+", "_"));
    Path checkpoints = directory.resolve("resumed");
    try {
      requireEmpty(directory);
      progress.accept(name + ": training " + totalBatches + " batches straight through");
      TrainingFingerprint straight = scenario.train(directory.resolve("straight"), totalBatches);
      progress.accept(name + ": training " + stopAfter + " batches, to stop there");
      TrainingFingerprint stopped = scenario.train(checkpoints, stopAfter);
      if (!Files.isDirectory(checkpoints) || isEmpty(checkpoints)) {
        throw new CheckpointException("Scenario \"" + name + "\" left no checkpoint in "
            + checkpoints + " after " + stopAfter + " batches: there is nothing to resume from");
      }
      return new StoppedTraining(straight, stopped, checkpoints);
    } catch (CheckpointException e) {
      throw e;
    } catch (Exception e) {
      throw new CheckpointException("Scenario \"" + name + "\" failed before its resume: " + e, e);
    }
  }

  /** What the resumed run has otherwise, and what makes the comparison worthless. */
  List<String> differences(TrainingFingerprint resumed) {
    List<String> differences = new ArrayList<>();
    if (straight.arrays().equals(stopped.arrays())) {
      differences.add("no array changed after the stop: resuming can't be judged");
    }
    differences.addAll(FingerprintComparison.differences(straight, resumed));
    return differences;
  }

  List<String> differences(FidelityJson.@Nullable Result result) {
    if (result == null) {
      return List.of("the fresh JVM gave no result");
    }
    if (result.fingerprint() == null) {
      return List.of("the resumed run failed: " + result.failure());
    }
    return differences(result.fingerprint());
  }

  private static void requireEmpty(Path directory) throws IOException {
    Files.createDirectories(directory);
    if (!isEmpty(directory)) {
      throw new CheckpointException(directory + " is not empty: a check starts from nothing, so"
          + " give another work directory or remove it");
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory)) {
      return !paths.iterator().hasNext();
    }
  }
}
