package org.carbonaware.benchmarks.micro;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.carbonaware.benchmarks.hardware.Capability;
import org.carbonaware.benchmarks.hardware.Environment;
import org.openjdk.jmh.runner.RunnerException;

/** Measures all there is, round by round, so that what slows the computer slows all alike. */
final class Session {
  private final Suite suite;
  private final Pace pace;
  private final PrintWriter progress;
  private final Map<String, String> skipped = new LinkedHashMap<>();
  private final Map<String, String> failed = new LinkedHashMap<>();
  private final List<Measure> runnable = new ArrayList<>();

  /** Chooses; what can't run here is skipped. */
  Session(Suite suite, Predicate<Measure> wanted, Pace pace, PrintWriter progress) {
    this.suite = suite;
    this.pace = pace;
    this.progress = progress;
    suite.measures().stream()
        .filter(wanted)
        .forEach(measure -> suite
            .unavailable(measure)
            .ifPresentOrElse(why -> skipped.put(measure.name(), why), () -> runnable.add(measure)));
  }

  /** What will run. */
  List<Measure> runnable() {
    return List.copyOf(runnable);
  }

  /** What won't, and why. */
  Map<String, String> skipped() {
    return skipped;
  }

  /** Runs them; one that fails is told and not tried again, and the others go on. */
  MicroReport run(Environment environment, List<Capability> capabilities, Path near)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    double before = Disturbance.busy();
    Map<Measure, List<JmhRun>> results = new LinkedHashMap<>();
    Path files = Places.in(near);
    try {
      for (int round = 1; round <= pace.rounds(); round++) {
        for (Measure measure : runnable) {
          if (!failed.containsKey(measure.name())) {
            measure(measure, files, results);
          }
        }
        progress.printf(
            Locale.ROOT,
            "round %d of %d, %d s%n",
            round,
            pace.rounds(),
            Duration.ofNanos(System.nanoTime() - begin).toSeconds());
        progress.flush();
      }
    } finally {
      Places.delete(files);
    }
    results.keySet().removeIf(measure -> failed.containsKey(measure.name()));
    return new MicroReport(
        environment,
        Disturbance.since(before),
        capabilities,
        Duration.ofNanos(System.nanoTime() - begin),
        skipped,
        failed,
        results,
        suite.comparisons());
  }

  private void measure(Measure measure, Path files, Map<Measure, List<JmhRun>> results) {
    try {
      JmhRun run = JmhRun.of(measure, pace, files);
      results.computeIfAbsent(measure, key -> new ArrayList<>()).add(run);
    } catch (RunnerException | RuntimeException e) {
      failed.put(measure.name(), String.valueOf(e.getMessage()).strip());
      progress.println(measure.name() + " FAILED: " + e.getMessage()
          + "; to see more: java -jar benchmarks.jar " + measure.benchmark());
      progress.flush();
    }
  }
}
