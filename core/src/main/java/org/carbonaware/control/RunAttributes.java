package org.carbonaware.control;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;

/**
 * What a checkpoint says about the run it belongs to.
 *
 * @param runId the run's name
 * @param startedAt when it first began
 * @param deadline when it must be done
 * @param batches batches done
 * @param epochs epochs done
 * @param batchesPerEpoch batches of one epoch, 0 if unknown
 * @param activeSeconds running time so far, without pauses
 * @param secondsPerBatch the measured speed, NaN if unknown
 * @param emittedGrams gCO2e emitted so far, NaN if unknown
 * @param straightGramsPerKwh the mean intensity that the run would have had so far if it had never
 *     paused, in gCO2e/kWh; NaN if unknown
 */
record RunAttributes(
    String runId,
    Instant startedAt,
    Instant deadline,
    long batches,
    long epochs,
    long batchesPerEpoch,
    double activeSeconds,
    double secondsPerBatch,
    double emittedGrams,
    double straightGramsPerKwh) {

  static RunAttributes of(RunIdentity run, WorkProgress progress, PastEmissions past, Instant now) {
    return new RunAttributes(
        run.id(),
        run.startedAt(),
        run.deadline(),
        progress.batches(),
        progress.epochs(),
        progress.batchesPerEpoch(),
        progress.activeSeconds(),
        progress.secondsPerBatch(),
        past.grams(),
        past.straightGramsPerKwh(now, progress.job(run.deadline())));
  }

  Map<String, String> toMap() {
    Map<String, String> map = new TreeMap<>();
    map.put("runId", runId);
    map.put("startedAt", startedAt.toString());
    map.put("deadline", deadline.toString());
    map.put("batches", Long.toString(batches));
    map.put("epochs", Long.toString(epochs));
    map.put("batchesPerEpoch", Long.toString(batchesPerEpoch));
    map.put("activeSeconds", Double.toString(activeSeconds));
    map.put("secondsPerBatch", Double.toString(secondsPerBatch));
    map.put("emittedGrams", Double.toString(emittedGrams));
    map.put("straightGramsPerKwh", Double.toString(straightGramsPerKwh));
    return map;
  }

  static RunAttributes of(Checkpoint checkpoint) {
    Map<String, String> map = checkpoint.manifest().run();
    try {
      return new RunAttributes(
          map.getOrDefault("runId", ""),
          Instant.parse(map.getOrDefault("startedAt", "")),
          Instant.parse(map.getOrDefault("deadline", "")),
          Long.parseLong(map.getOrDefault("batches", "")),
          Long.parseLong(map.getOrDefault("epochs", "")),
          Long.parseLong(map.getOrDefault("batchesPerEpoch", "0")),
          Double.parseDouble(map.getOrDefault("activeSeconds", "0")),
          Double.parseDouble(map.getOrDefault("secondsPerBatch", "NaN")),
          Double.parseDouble(map.getOrDefault("emittedGrams", "NaN")),
          Double.parseDouble(map.getOrDefault("straightGramsPerKwh", "NaN")));
    } catch (DateTimeException | NumberFormatException e) {
      throw new CheckpointException(
          "checkpoint " + checkpoint.location()
              + " does not say how far its run was: move it away to start anew",
          e);
    }
  }
}
