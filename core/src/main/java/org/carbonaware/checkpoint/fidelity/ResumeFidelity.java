package org.carbonaware.checkpoint.fidelity;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.carbonaware.checkpoint.CheckpointException;

/**
 * Checks that a resumed training is the training that was never interrupted: trains N batches
 * straight through, then k batches, a checkpoint, and the other N - k from it, and compares every
 * array, counter and loss bit for bit. Blocking, on the calling thread.
 *
 * <p>What it can't see: a scenario that ignores its checkpoint and silently trains all N batches
 * again. Give the loss only of batches trained by the call, and look that a resumed run has no
 * others.
 */
public final class ResumeFidelity {
  private ResumeFidelity() {}

  /**
   * Checks one scenario within this JVM.
   *
   * @param scenario what to train
   * @param totalBatches N, how long to train
   * @param stopAfter k, when to stop and resume; from 1 to N - 1
   * @param workDirectory where the checkpoints go; the scenario's part of it must be empty or
   *     missing
   * @return what was found; a resumed run that fails is a difference
   * @throws IllegalArgumentException if k or N is out of range
   * @throws CheckpointException if the training fails before it is resumed
   */
  public static FidelityReport check(
      FidelityScenario scenario, long totalBatches, long stopAfter, Path workDirectory) {
    return check(scenario, totalBatches, stopAfter, workDirectory, progress -> {});
  }

  /**
   * As {@link #check(FidelityScenario, long, long, Path)}, and says how far it is.
   *
   * @param scenario what to train
   * @param totalBatches N
   * @param stopAfter k
   * @param workDirectory where the checkpoints go
   * @param progress is told each step, in words
   * @return what was found
   */
  public static FidelityReport check(
      FidelityScenario scenario,
      long totalBatches,
      long stopAfter,
      Path workDirectory,
      Consumer<String> progress) {
    StoppedTraining run =
        StoppedTraining.train(scenario, totalBatches, stopAfter, workDirectory, progress);
    progress.accept(scenario.name() + ": resuming from " + stopAfter + " to " + totalBatches);
    List<String> differences;
    try {
      differences = run.differences(scenario.train(run.checkpoints(), totalBatches));
    } catch (Exception e) {
      differences = List.of("the resumed run failed: " + e);
    }
    return new FidelityReport(scenario.name(), totalBatches, stopAfter, false, differences);
  }

  /**
   * Checks all scenarios of a catalogue with the defaults of {@link FreshJvm}.
   *
   * @param catalogue the scenarios
   * @param totalBatches N, how long to train each
   * @param stopAfter k, when to stop here and resume in the fresh JVM; from 1 to N - 1
   * @param workDirectory where the checkpoints go; must be empty or missing
   * @return one report per scenario
   * @throws IllegalArgumentException if k or N is out of range
   * @throws CheckpointException if the training fails before it is resumed, or the fresh JVM fails
   */
  public static List<FidelityReport> checkInFreshJvm(
      Class<? extends FidelityScenario.Catalogue> catalogue,
      long totalBatches,
      long stopAfter,
      Path workDirectory) {
    return checkInFreshJvm(
        catalogue,
        List.of(),
        totalBatches,
        stopAfter,
        workDirectory,
        FreshJvm.ofDefaults(),
        progress -> {});
  }

  /**
   * Checks scenarios of a catalogue: trains each straight through and to its stop here, and resumes
   * all of them in one fresh JVM.
   *
   * @param catalogue the scenarios
   * @param names which of them; empty for all
   * @param totalBatches N, how long to train each
   * @param stopAfter k, when to stop here and resume in the fresh JVM; from 1 to N - 1
   * @param workDirectory where the checkpoints go; must be empty or missing
   * @param jvm how to start the fresh JVM
   * @param progress is told each step, in words
   * @return one report per scenario, in the order of the names or else of the catalogue
   * @throws IllegalArgumentException if k or N is out of range, a name is not in the catalogue, or
   *     nothing is in it
   * @throws CheckpointException if the training fails before it is resumed, or the fresh JVM fails
   */
  public static List<FidelityReport> checkInFreshJvm(
      Class<? extends FidelityScenario.Catalogue> catalogue,
      Collection<String> names,
      long totalBatches,
      long stopAfter,
      Path workDirectory,
      FreshJvm jvm,
      Consumer<String> progress) {
    Map<String, FidelityScenario> scenarios = FidelityWorker.scenarios(catalogue.getName());
    if (scenarios.isEmpty()) {
      throw new IllegalArgumentException(catalogue.getName() + " has no scenarios to check");
    }
    Map<String, StoppedTraining> runs = new LinkedHashMap<>();
    List<FidelityJson.Run> tasks = new ArrayList<>();
    for (String name : names.isEmpty() ? scenarios.keySet() : names) {
      FidelityScenario scenario = scenarios.get(name);
      if (scenario == null) {
        throw new IllegalArgumentException("There is no scenario \"" + name + "\" in "
            + catalogue.getName() + ", which has " + scenarios.keySet());
      }
      StoppedTraining run =
          StoppedTraining.train(scenario, totalBatches, stopAfter, workDirectory, progress);
      runs.put(name, run);
      tasks.add(new FidelityJson.Run(name, run.checkpoints().toAbsolutePath().toString()));
    }
    progress.accept("resuming " + runs.size() + " scenarios from " + stopAfter + " to "
        + totalBatches + " in a fresh JVM");
    Map<String, FidelityJson.Result> results =
        jvm.run(new FidelityJson.Task(catalogue.getName(), totalBatches, tasks), workDirectory);
    List<FidelityReport> reports = new ArrayList<>();
    runs.forEach((name, run) -> reports.add(new FidelityReport(
        name, totalBatches, stopAfter, true, run.differences(results.get(name)))));
    return reports;
  }
}
