package org.carbonaware.checkpoint.fidelity;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.carbonaware.checkpoint.CheckpointException;

/** The main class of the fresh JVM. */
final class FidelityWorker {
  private FidelityWorker() {}

  /**
   * Does a task.
   *
   * @param arguments the file with the task, the file for the results
   */
  public static void main(String[] arguments) throws IOException {
    work(Path.of(arguments[0]), Path.of(arguments[1]));
    System.exit(0); // frameworks leave threads behind that would keep this JVM alive
  }

  static void work(Path taskFile, Path resultFile) throws IOException {
    FidelityJson.Task task =
        FidelityJson.MAPPER.readValue(Files.readAllBytes(taskFile), FidelityJson.Task.class);
    Map<String, FidelityScenario> scenarios = scenarios(task.catalogue());
    try (Writer results = Files.newBufferedWriter(resultFile)) {
      for (FidelityJson.Run run : task.runs()) {
        FidelityScenario scenario = scenarios.get(run.scenario());
        if (scenario == null) {
          throw new CheckpointException(task.catalogue() + " has no scenario \"" + run.scenario()
              + "\" in the fresh JVM: scenarios() must give the same ones at each call");
        }
        FidelityJson.Result result = train(scenario, run, task.untilBatch());
        results.write(FidelityJson.MAPPER.writeValueAsString(result));
        results.write('\n');
      }
    }
  }

  private static FidelityJson.Result train(
      FidelityScenario scenario, FidelityJson.Run run, long untilBatch) {
    try {
      TrainingFingerprint fingerprint = scenario.train(Path.of(run.checkpoints()), untilBatch);
      return new FidelityJson.Result(run.scenario(), fingerprint, null);
    } catch (Exception | LinkageError e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      return new FidelityJson.Result(run.scenario(), null, trace.toString());
    }
  }

  /** The scenarios of a catalogue by name, made as the fresh JVM must make them. */
  static Map<String, FidelityScenario> scenarios(String catalogue) {
    FidelityScenario.Catalogue instance;
    try {
      instance = Class.forName(catalogue)
          .asSubclass(FidelityScenario.Catalogue.class)
          .getConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new CheckpointException(
          "Can't make a catalogue " + catalogue
              + ": expected a public class, if nested then static, with a public constructor"
              + " without parameters",
          e);
    }
    Map<String, FidelityScenario> scenarios = new LinkedHashMap<>();
    for (FidelityScenario scenario : instance.scenarios()) {
      if (scenarios.put(scenario.name(), scenario) != null) {
        throw new CheckpointException(catalogue + " has two scenarios named \"" + scenario.name()
            + "\": expected distinct names");
      }
    }
    return scenarios;
  }
}
