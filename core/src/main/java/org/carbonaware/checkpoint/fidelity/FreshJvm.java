package org.carbonaware.checkpoint.fidelity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.carbonaware.checkpoint.CheckpointException;

/**
 * How to start the fresh JVM: the same Java and class path as here, and what is set here.
 *
 * @param timeLimit how long it may take for all scenarios together; more than zero
 * @param arguments further arguments of the JVM, such as {@code -Xmx2g}; those of this JVM are not
 *     taken over
 */
public record FreshJvm(Duration timeLimit, List<String> arguments) {
  private static final int SHOWN_CHARACTERS = 4000;

  /**
   * Checks the limit and copies the arguments.
   *
   * @throws IllegalArgumentException if the limit is not more than zero
   */
  public FreshJvm {
    if (timeLimit.isZero() || timeLimit.isNegative()) {
      throw new IllegalArgumentException("timeLimit " + timeLimit + ": expected more than zero");
    }
    arguments = List.copyOf(arguments);
  }

  /**
   * Ten minutes, no further arguments.
   *
   * @return the defaults
   */
  public static FreshJvm ofDefaults() {
    return new FreshJvm(Duration.ofMinutes(10), List.of());
  }

  /** Lets a fresh JVM do a task; the directory takes its task, results and output. */
  Map<String, FidelityJson.Result> run(FidelityJson.Task task, Path directory) {
    Path output = directory.resolve("fresh-jvm.out");
    Path errors = directory.resolve("fresh-jvm.err");
    Path results = directory.resolve("results.jsonl");
    try {
      Path taskFile = directory.resolve("task.json");
      Files.write(taskFile, FidelityJson.MAPPER.writeValueAsBytes(task));
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(arguments);
      command.addAll(
          List.of(FidelityWorker.class.getName(), taskFile.toString(), results.toString()));
      ProcessBuilder builder = new ProcessBuilder(command)
          .redirectOutput(output.toFile())
          .redirectError(errors.toFile());
      // Not -cp: class paths are long, and some systems' command lines are not.
      builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
      await(builder.start(), errors);
      return parse(Files.readAllLines(results));
    } catch (IOException e) {
      throw new CheckpointException(
          "Resuming in a fresh JVM failed, see " + directory + ": " + e, e);
    }
  }

  private void await(Process process, Path errors) throws IOException {
    try {
      if (!process.waitFor(timeLimit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new CheckpointException("The fresh JVM took longer than " + timeLimit
            + ": allow a longer timeLimit or train less. It said:\n" + tail(errors));
      }
      if (process.exitValue() != 0) {
        throw new CheckpointException("The fresh JVM ended with exit code " + process.exitValue()
            + ", expected 0. It said:\n" + tail(errors));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CheckpointException("Interrupted while waiting for the fresh JVM", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String tail(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return text.substring(Math.max(0, text.length() - SHOWN_CHARACTERS));
  }

  private static Map<String, FidelityJson.Result> parse(List<String> lines) throws IOException {
    Map<String, FidelityJson.Result> results = new HashMap<>();
    for (String line : lines) {
      FidelityJson.Result result = FidelityJson.MAPPER.readValue(line, FidelityJson.Result.class);
      results.put(result.scenario(), result);
    }
    return results;
  }
}
