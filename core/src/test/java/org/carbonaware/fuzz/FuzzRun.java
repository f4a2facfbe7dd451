package org.carbonaware.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs Jazzer on every target, as many at once as there are processors, in processes of their own
 * with a small heap, and ends with 1 if one of them found something. Jazzer has to be on the class
 * path, see the profile {@code fuzz}.
 *
 * <p>Arguments: the folder for corpora and findings, the seconds for each target, and the names of
 * targets, all without any.
 */
final class FuzzRun {
  private static final Pattern PROGRESS = Pattern.compile("#(\\d+)\\s.*?cov: (\\d+).*");
  private static final int LAST_LINES = 60;

  private FuzzRun() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int seconds = Integer.parseInt(arguments[1]);
    List<String> wanted = List.of(arguments).subList(2, arguments.length);
    ExecutorService processors =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    List<Future<Outcome>> outcomes = new ArrayList<>();
    for (FuzzTarget target : FuzzTarget.values()) {
      if (wanted.isEmpty() || wanted.contains(target.name())) {
        outcomes.add(processors.submit(() -> run(target, folder.resolve(target.name()), seconds)));
      }
    }
    processors.shutdown();
    boolean sound = !outcomes.isEmpty();
    System.out.printf("%-20s %10s %9s  %s%n", "target", "inputs", "coverage", "outcome");
    for (Future<Outcome> each : outcomes) {
      Outcome outcome = each.get();
      System.out.println(outcome.row());
      if (!outcome.sound()) {
        outcome.lastLines().forEach(System.out::println);
      }
      sound &= outcome.sound();
    }
    System.exit(sound ? 0 : 1);
  }

  private record Outcome(String row, boolean sound, List<String> lastLines) {}

  private static Outcome run(FuzzTarget target, Path folder, int seconds) throws Exception {
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    List<byte[]> seeds = target.seeds();
    for (int i = 0; i < seeds.size(); i++) {
      Files.write(corpus.resolve("seed-" + i), seeds.get(i));
    }
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-Djava.util.logging.config.file=" + quiet(folder),
            "-cp",
            System.getProperty("java.class.path"),
            "com.code_intelligence.jazzer.Jazzer",
            "--target_class=" + target.type.getName(),
            "--instrumentation_includes=org.carbonaware.**",
            // The providers' fuzz target asks a server of its own on loopback.
            "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery",
            "--reproducer_path=" + folder,
            "-artifact_prefix=" + folder + "/",
            "-max_total_time=" + seconds,
            "-timeout=90", // seconds for one input, the first of which loads classes, on a busy
            // computer
            "-rss_limit_mb=2048",
            "-seed=42",
            corpus.toString())
        .redirectErrorStream(true)
        .start();
    Deque<String> last = new ArrayDeque<>();
    String progress = null;
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last.add(line);
        if (last.size() > LAST_LINES) {
          last.remove();
        }
        progress = PROGRESS.matcher(line).matches() ? line : progress;
      }
    } finally {
      process.destroy();
    }
    boolean sound = process.waitFor() == 0 && progress != null;
    return new Outcome(row(target, progress, sound), sound, List.copyOf(last));
  }

  private static String row(FuzzTarget target, @Nullable String progress, boolean sound) {
    Matcher matched = PROGRESS.matcher(progress == null ? "" : progress);
    boolean told = matched.matches();
    return "%-20s %10s %9s  %s"
        .formatted(
            target,
            told ? matched.group(1) : "?",
            told ? matched.group(2) : "?",
            sound ? "nothing found" : "FOUND SOMETHING");
  }

  /** Warnings about each of a million inputs would be most of the work. */
  private static Path quiet(Path folder) throws IOException {
    return Files.writeString(folder.resolve("logging.properties"), ".level=OFF\n");
  }
}
