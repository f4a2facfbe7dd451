package org.carbonaware.benchmarks.micro;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.carbonaware.energy.Hardware;

/** All that is measured, with what it is compared with, and why some of it can't be here. */
final class Suite {
  /** How many threads pass the gate. */
  static final List<Integer> THREADS = List.of(1, 2, 4, 8);

  private static final List<Integer> MEGABYTES = List.of(1, 16, 64, 256, 1024);
  private static final int LARGE = 64;
  private static final double NEAR_RAW = 0.8;
  private static final long BYTES_PER_MEGABYTE = 1 << 20;
  private static final long COPIES = 6; // values, file and checkpoint in memory, read again

  private final List<Measure> measures = new ArrayList<>();
  private final List<Comparison> comparisons = new ArrayList<>();
  private final Map<String, Supplier<Optional<String>>> needs = new LinkedHashMap<>();

  private Suite() {}

  static Suite ofAll() {
    Suite suite = new Suite();
    suite.gate();
    suite.listeners();
    suite.decisions();
    suite.grid();
    suite.ledger();
    suite.meters();
    MEGABYTES.forEach(suite::checkpoint);
    return suite;
  }

  /** Of these, with the reasons why some can't be measured, by name. */
  static Suite of(
      List<Measure> measures,
      List<Comparison> comparisons,
      Map<String, Supplier<Optional<String>>> needs) {
    Suite suite = new Suite();
    suite.measures.addAll(measures);
    suite.comparisons.addAll(comparisons);
    suite.needs.putAll(needs);
    return suite;
  }

  /** In the order measured in each round: what is compared is measured one after the other. */
  List<Measure> measures() {
    return List.copyOf(measures);
  }

  List<Comparison> comparisons() {
    return List.copyOf(comparisons);
  }

  /** Why it can't be measured on this computer; empty if it can. */
  Optional<String> unavailable(Measure measure) {
    Supplier<Optional<String>> need = needs.get(measure.name());
    return need == null ? Optional.empty() : need.get();
  }

  private void gate() {
    for (int threads : THREADS) {
      Class<?> of = GateBenchmark.class;
      String at = threads == 1 ? ", 1 thread" : ", " + threads + " threads";
      String open = "gate-open-" + threads;
      String read = "gate-volatile-read-" + threads;
      measures.add(Measure.of(open, "open gate" + at, of, "openGate").threads(threads));
      measures.add(Measure.of(read, "volatile read" + at, of, "volatileRead").threads(threads));
      measures.add(Measure.of("gate-empty-" + threads, "empty method" + at, of, "emptyMethod")
          .threads(threads));
      comparisons.add(
          Comparison.times("gate-" + threads, "open gate / volatile read" + at, open, read)
              .target(2)
              .guard(4));
    }
  }

  private void listeners() {
    Class<?> dl4j = Dl4jListenerBenchmark.class;
    measures.add(Measure.of("dl4j-ours", "DL4J: CarbonAwareListener", dl4j, "ours"));
    measures.add(Measure.of("dl4j-empty", "DL4J: empty listener", dl4j, "emptyListener"));
    measures.add(Measure.of("dl4j-own", "DL4J: PerformanceListener", dl4j, "performanceListener"));
    comparisons.add(Comparison.times(
            "dl4j-own", "DL4J: our listener / PerformanceListener", "dl4j-ours", "dl4j-own")
        .target(1)
        .guard(5));
    comparisons.add(Comparison.times(
            "dl4j-empty", "DL4J: our listener / empty listener", "dl4j-ours", "dl4j-empty")
        .guard(200));
    Class<?> djl = DjlListenerBenchmark.class;
    measures.add(Measure.of("djl-ours", "DJL: CarbonAwareTrainingListener", djl, "ours"));
    measures.add(Measure.of("djl-empty", "DJL: empty listener", djl, "emptyListener"));
    measures.add(
        Measure.of("djl-own", "DJL: TimeMeasureTrainingListener", djl, "timeMeasureListener"));
    comparisons.add(Comparison.times(
            "djl-own", "DJL: our listener / TimeMeasureTrainingListener", "djl-ours", "djl-own")
        .target(1)
        .guard(5));
    comparisons.add(
        Comparison.times("djl-empty", "DJL: our listener / empty listener", "djl-ours", "djl-empty")
            .guard(200));
  }

  private void decisions() {
    Class<?> of = DecisionBenchmark.class;
    for (String hours : List.of("24", "96")) {
      for (boolean costs : List.of(false, true)) {
        measures.add(Measure.of(
                "decision-" + hours + (costs ? "-costs" : ""),
                "decision, " + hours + " h ahead, pauses " + (costs ? "cost" : "free"),
                of,
                "plan")
            .with(Map.of("hours", hours, "costs", Boolean.toString(costs))));
      }
    }
    measures.add(Measure.of("decision-run-now", "decision to run always", of, "runNow")
        .with(Map.of("hours", "24", "costs", "false")));
    Class<?> forecast = ForecastBenchmark.class;
    measures.add(Measure.of(
        "forecast-fit", "first forecast of a year, fitted, 96 h", forecast, "fitAndIssue"));
    measures.add(Measure.of("forecast-issue", "later forecast, 96 h", forecast, "issue"));
    measures.add(
        Measure.of("forecast-persistence", "last day repeated, 96 h", forecast, "persistence"));
  }

  private void grid() {
    Class<?> of = GridBenchmark.class;
    measures.add(Measure.of("grid-cache", "intensity from the cache", of, "currentFromCache"));
    measures.add(Measure.of(
        "grid-resilient", "intensity with all defences", of, "currentFromResilientSource"));
    measures.add(Measure.of("grid-view", "intensity from the view", of, "currentFromView"));
    measures.add(Measure.of("grid-empty", "empty method", of, "emptyMethod"));
  }

  private void ledger() {
    Class<?> of = LedgerBenchmark.class;
    measures.add(Measure.of("ledger-append", "ledger: line", of, "append"));
    measures.add(Measure.of("ledger-raw", "file: the same bytes", of, "rawAppend"));
    measures.add(Measure.of("ledger-forced", "ledger: line, forced", of, "appendForced"));
    measures.add(Measure.of("ledger-raw-forced", "file: the same, forced", of, "rawAppendForced"));
    comparisons.add(
        Comparison.times("ledger", "ledger line / raw append", "ledger-append", "ledger-raw"));
    comparisons.add(Comparison.times(
        "ledger-forced", "forced line / raw append", "ledger-forced", "ledger-raw-forced"));
  }

  private void meters() {
    for (String meter : List.of("rapl", "nvml", "model")) {
      measures.add(
          Measure.of("meter-" + meter, "meter's look: " + meter, MeterBenchmark.class, "sample")
              .with(Map.of("meter", meter)));
    }
    measures.add(Measure.of("meter-raw", "two files read", MeterBenchmark.class, "rawRead")
        .with(Map.of("meter", "rapl")));
    needs.put("meter-nvml", FakeDriver::unavailable);
  }

  private void checkpoint(int size) {
    Map<String, String> megabytes = Map.of("megabytes", Integer.toString(size));
    Class<?> write = CheckpointWriteBenchmark.class;
    pair(
        "checkpoint-write-" + size,
        "written, " + size + " MiB",
        write,
        "write",
        "rawWrite",
        megabytes);
    for (boolean cached : size >= LARGE ? List.of(false, true) : List.of(false)) {
      pair(
          "checkpoint-restore-" + size + (cached ? "-cached" : ""),
          "restored" + (cached ? " from memory" : "") + ", " + size + " MiB",
          CheckpointRestoreBenchmark.class,
          "restore",
          "rawRead",
          Map.of("megabytes", Integer.toString(size), "cached", Boolean.toString(cached)));
    }
  }

  private void pair(
      String name, String text, Class<?> of, String ours, String raw, Map<String, String> with) {
    int size = Integer.parseInt(with.getOrDefault("megabytes", "0"));
    measures.add(Measure.of(name, "checkpoint " + text, of, ours).with(with).singly());
    measures.add(
        Measure.of(name + "-raw", "raw file " + text, of, raw).with(with).singly());
    boolean fromDisk = "false".equals(with.get("cached"));
    Supplier<Optional<String>> need =
        () -> memory(size).or(fromDisk ? PageCache::undroppable : Optional::empty);
    needs.put(name, need);
    needs.put(name + "-raw", need);
    Comparison speed =
        Comparison.speeds(name, "checkpoint / raw file " + text + ", speed", name, name + "-raw");
    boolean fromMemory = name.endsWith("-cached");
    comparisons.add(
        size >= LARGE && !fromMemory ? speed.target(NEAR_RAW).guard(NEAR_RAW / 2) : speed);
  }

  private static Optional<String> memory(int megabytes) {
    long wanted = COPIES * megabytes * BYTES_PER_MEGABYTE;
    long there = Hardware.detect().memoryBytes();
    return there >= wanted || there == 0
        ? Optional.empty()
        : Optional.of("needs " + wanted / BYTES_PER_MEGABYTE + " MiB of memory, there are "
            + there / BYTES_PER_MEGABYTE);
  }
}
