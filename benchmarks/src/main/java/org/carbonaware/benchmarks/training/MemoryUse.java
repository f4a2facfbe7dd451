package org.carbonaware.benchmarks.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a training took in a process that did nothing else, in bytes; 0 for what is not known here.
 *
 * @param heapAfterCollection what of Java's heap is in use after a full collection
 * @param heapPeak the most that was in use of it at any time
 * @param offHeap what the framework itself counts outside the heap
 * @param residentPeak the most memory the process held ({@code VmHWM})
 */
record MemoryUse(long heapAfterCollection, long heapPeak, long offHeap, long residentPeak) {
  private static final int BATCHES = 300;
  private static final int COLLECTIONS = 3;

  /** Trains in this process and looks at it. */
  static MemoryUse ofThisProcess(
      TrainingFramework framework, Workload workload, Target target, Arm arm) throws Exception {
    Path directory = Files.createTempDirectory("carbon-memory");
    try (TrainingFramework.Subject subject = framework.open(workload, target);
        Contender contender = new Contender(arm, subject, directory, Duration.ofSeconds(1))) {
      contender.turn(BATCHES);
      long resident = peakResident();
      long peak = peakOfHeap();
      long offHeap = framework.offHeapBytes().orElse(0);
      for (int i = 0; i < COLLECTIONS; i++) {
        System.gc();
      }
      long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      return new MemoryUse(heap, peak, offHeap, resident);
    } finally {
      TrainingBenchmark.delete(directory);
    }
  }

  private static long peakOfHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage == null ? 0 : usage.getUsed())
        .sum();
  }

  private static long peakResident() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0; // not Linux
    }
  }

  ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("heapAfterCollectionBytes", heapAfterCollection)
        .put("heapPeakBytes", heapPeak)
        .put("offHeapBytes", offHeap)
        .put("residentPeakBytes", residentPeak);
  }

  static MemoryUse of(JsonNode json) {
    return new MemoryUse(
        json.path("heapAfterCollectionBytes").asLong(),
        json.path("heapPeakBytes").asLong(),
        json.path("offHeapBytes").asLong(),
        json.path("residentPeakBytes").asLong());
  }
}
