package org.carbonaware.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.Main;

/** JMH's command line, except that result files are JSON unless {@code -rf} says otherwise. */
public final class BenchmarkMain {
  private BenchmarkMain() {}

  /**
   * Runs the benchmarks.
   *
   * @param arguments as of JMH
   * @throws IOException if JMH can't read or write its files
   */
  public static void main(String[] arguments) throws IOException {
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
