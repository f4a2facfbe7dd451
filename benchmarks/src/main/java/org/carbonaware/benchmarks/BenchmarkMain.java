package org.carbonaware.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.carbonaware.benchmarks.published.PublishedCommand;
import org.carbonaware.benchmarks.training.TrainingCommand;
import org.openjdk.jmh.Main;

/**
 * JMH's command line, except that result files are JSON unless {@code -rf} says otherwise; and
 * after the word {@code published} the comparison with published results, after {@code training}
 * what this library costs a training.
 */
public final class BenchmarkMain {
  private static final String PUBLISHED = "published";
  private static final String TRAINING = "training";

  private BenchmarkMain() {}

  /**
   * Runs the benchmarks.
   *
   * @param arguments as of JMH, or {@code published} or {@code training} and what that understands
   * @throws IOException if JMH can't read or write its files
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length > 0 && arguments[0].equals(PUBLISHED)) {
      System.exit(PublishedCommand.execute(Arrays.copyOfRange(arguments, 1, arguments.length)));
    }
    if (arguments.length > 0 && arguments[0].equals(TRAINING)) {
      System.exit(TrainingCommand.execute(Arrays.copyOfRange(arguments, 1, arguments.length)));
    }
    Main.main(withJson(arguments));
  }

  static String[] withJson(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    if (!all.contains("-rf")) {
      all.addAll(List.of("-rf", "json"));
    }
    return all.toArray(String[]::new);
  }
}
