package org.carbonaware.benchmarks;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.carbonaware.benchmarks.micro.MicroCommand;
import org.carbonaware.benchmarks.published.PublishedCommand;
import org.carbonaware.benchmarks.training.TrainingCommand;
import org.openjdk.jmh.Main;

/**
 * Without arguments all that this computer can run of what this library costs: {@code micro}, its
 * parts alone, and {@code training}, whole trainings; each of these words alone runs that. After
 * {@code published} the comparison with published results. Anything else is JMH's command line,
 * except that result files are JSON unless {@code -rf} says otherwise.
 */
public final class BenchmarkMain {
  private static final String OUT = "--out";

  private BenchmarkMain() {}

  /**
   * Runs the benchmarks.
   *
   * @param arguments none, or a word and what that understands, or those of JMH
   * @throws IOException if JMH can't read or write its files
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 0) {
      System.exit(all(results()));
    }
    String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
    switch (arguments[0]) {
      case "micro" -> System.exit(MicroCommand.execute(rest));
      case "training" -> System.exit(TrainingCommand.execute(rest));
      case "published" -> System.exit(PublishedCommand.execute(rest));
      default -> Main.main(withJson(arguments));
    }
  }

  /** The worse of the two exit codes; the second runs whatever the first ends with. */
  private static int all(Path results) {
    int micro = MicroCommand.execute(OUT, results.resolve("micro.json").toString());
    int training = TrainingCommand.execute(OUT, results.resolve("training.json").toString());
    System.out.println("All figures: " + results);
    return Math.max(micro, training);
  }

  /** Beside the program. */
  private static Path results() {
    try {
      Path jar = Path.of(BenchmarkMain.class
          .getProtectionDomain()
          .getCodeSource()
          .getLocation()
          .toURI());
      return jar.resolveSibling("overhead");
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the program is at no place", e);
    }
  }

  static String[] withJson(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    if (!all.contains("-rf")) {
      all.addAll(List.of("-rf", "json"));
    }
    return all.toArray(String[]::new);
  }
}
