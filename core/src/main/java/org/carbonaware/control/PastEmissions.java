package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.carbonaware.grid.Intensity;
import org.carbonaware.plan.Job;
import org.carbonaware.plan.Past;
import org.jspecify.annotations.Nullable;

/**
 * What the run has emitted, and what it would have emitted if it had never paused: as the summary
 * of its ledger tells it in the end, but while it goes on. Energy and time of unknown intensity
 * count 0 g. A later process of the run goes on from what the checkpoint says, which is all until
 * it was captured; if it says nothing, the past stays unknown. Safe for several threads.
 */
final class PastEmissions {
  private static final double JOULES_PER_KWH = 3_600_000;
  private static final double NANOS = 1e9;

  /** Each holds until the next; NaN where it is unknown. */
  private final NavigableMap<Instant, Double> gramsPerKwh = new TreeMap<>();

  private final boolean resumes;
  private boolean known = true;
  private Instant begun;
  private Instant away;
  private @Nullable Instant sampledFrom;
  private double earlierGrams;
  private double booked;

  private PastEmissions(boolean resumes, Instant begun, Instant away) {
    this.resumes = resumes;
    this.begun = begun;
    this.away = away;
  }

  /** Of a run that begins. */
  static PastEmissions none(Instant begun) {
    return new PastEmissions(false, begun, begun);
  }

  /** Of a run that goes on from a checkpoint. */
  static PastEmissions upTo(Instant writtenAt, RunAttributes reached) {
    PastEmissions past = new PastEmissions(true, reached.startedAt(), writtenAt);
    past.known = isAmount(reached.emittedGrams()) && isAmount(reached.straightGramsPerKwh());
    past.earlierGrams = reached.emittedGrams();
    past.gramsPerKwh.put(reached.startedAt(), reached.straightGramsPerKwh());
    past.gramsPerKwh.put(writtenAt, Double.NaN);
    return past;
  }

  private static boolean isAmount(double value) {
    return value >= 0 && value < Double.POSITIVE_INFINITY;
  }

  /** The run begins anew: what was before was another. */
  synchronized void restart(Instant now) {
    Map.Entry<Instant, Double> last = gramsPerKwh.lastEntry();
    gramsPerKwh.clear();
    gramsPerKwh.put(now, last == null ? Double.NaN : last.getValue());
    sampledFrom = now;
    begun = now;
    known = true;
    earlierGrams = -booked;
  }

  synchronized Instant begun() {
    return begun;
  }

  /** What the grid is learned to have been while the run was in no process. */
  synchronized void missed(Intensity intensity) {
    Instant at = intensity.at().isBefore(away) ? away : intensity.at();
    if (resumes && !at.isBefore(begun) && (sampledFrom == null || at.isBefore(sampledFrom))) {
      gramsPerKwh.put(at, intensity.gramsPerKwh());
    }
  }

  /**
   * Takes note.
   *
   * @param intensity what holds from now on, empty if unknown
   * @param grams what this process has emitted until now
   */
  synchronized void sample(Instant now, Optional<Intensity> intensity, double grams) {
    booked = grams;
    double value = intensity.map(Intensity::gramsPerKwh).orElse(Double.NaN);
    if (sampledFrom == null) {
      sampledFrom = resumes ? now : begun;
      gramsPerKwh.put(sampledFrom, value);
      return;
    }
    Map.Entry<Instant, Double> last = gramsPerKwh.lastEntry();
    boolean tellsOfBefore = last.getValue().isNaN()
        && intensity.filter(known -> !known.at().isAfter(last.getKey())).isPresent();
    if (tellsOfBefore) { // as energy is booked: the first look at a grid comes after the begin
      gramsPerKwh.put(last.getKey(), value);
    } else if (Double.compare(last.getValue(), value) != 0) {
      gramsPerKwh.put(now, value);
    }
  }

  /** What this and earlier processes have emitted, as of the last sample; NaN if unknown. */
  synchronized double grams() {
    return known ? Math.max(0, earlierGrams + booked) : Double.NaN;
  }

  /** The mean intensity that the run would have had until now if it had never paused; or NaN. */
  synchronized double straightGramsPerKwh(Instant now, Optional<Job> job) {
    double seconds = seconds(begun, straightEnd(now, job));
    return known && seconds > 0 ? gramSeconds(straightEnd(now, job)) / seconds : Double.NaN;
  }

  /** For a decision; empty if an earlier process left unknown what it emitted. */
  synchronized Optional<Past> at(Instant now, Job job, double runWatts) {
    double straight = gramSeconds(straightEnd(now, Optional.of(job))) * runWatts / JOULES_PER_KWH;
    return isAmount(grams()) && isAmount(straight)
        ? Optional.of(new Past(begun, grams(), straight))
        : Optional.empty();
  }

  /** Never paused, a run ends when its work is done. */
  private Instant straightEnd(Instant now, Optional<Job> job) {
    Duration passed = Duration.between(begun, now);
    return job.map(known -> known.workDone().plus(known.workLeft()))
        .filter(work -> work.compareTo(passed) < 0)
        .map(work -> begun.plus(work))
        .orElse(now);
  }

  private double gramSeconds(Instant end) {
    double sum = 0;
    for (Map.Entry<Instant, Double> step : gramsPerKwh.headMap(end, false).entrySet()) {
      Instant next = gramsPerKwh.higherKey(step.getKey());
      Instant until = next == null || next.isAfter(end) ? end : next;
      sum += step.getValue().isNaN() ? 0 : step.getValue() * seconds(step.getKey(), until);
    }
    return sum;
  }

  private static double seconds(Instant from, Instant to) {
    Duration length = Duration.between(from, to);
    return length.getSeconds() + length.getNano() / NANOS;
  }
}
