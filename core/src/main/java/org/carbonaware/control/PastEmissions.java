package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

  /** More are halved: a run may last for years. */
  private static final int MOST_STEPS = 4096;

  /**
   * An intensity that holds until the next.
   *
   * @param gramsPerKwh NaN if it is unknown
   * @param before what 1 kW emitted before, in gCO2e times 3600
   */
  private record Step(double gramsPerKwh, double before) {
    double until(Instant from, Instant to) {
      return before + (Double.isNaN(gramsPerKwh) ? 0 : gramsPerKwh * seconds(from, to));
    }
  }

  private final NavigableMap<Instant, Step> steps = new TreeMap<>();

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
    past.put(reached.startedAt(), reached.straightGramsPerKwh());
    past.put(writtenAt, Double.NaN);
    return past;
  }

  private static boolean isAmount(double value) {
    return value >= 0 && value < Double.POSITIVE_INFINITY;
  }

  /** The run begins anew: what was before was another. */
  synchronized void restart(Instant now) {
    Map.Entry<Instant, Step> last = steps.lastEntry();
    steps.clear();
    put(now, last == null ? Double.NaN : last.getValue().gramsPerKwh());
    sampledFrom = now;
    begun = now;
    known = true;
    earlierGrams = -booked;
  }

  /** For tests. */
  synchronized int steps() {
    return steps.size();
  }

  synchronized Instant begun() {
    return begun;
  }

  /** What the grid is learned to have been while the run was in no process. */
  synchronized void missed(Intensity intensity) {
    Instant at = intensity.at().isBefore(away) ? away : intensity.at();
    if (resumes && !at.isBefore(begun) && (sampledFrom == null || at.isBefore(sampledFrom))) {
      put(at, intensity.gramsPerKwh());
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
    steps.tailMap(now, false).clear(); // of a clock that was ahead
    double value = intensity.map(Intensity::gramsPerKwh).orElse(Double.NaN);
    if (sampledFrom == null || steps.isEmpty()) {
      sampledFrom = resumes || begun.isAfter(now) ? now : begun;
      put(sampledFrom, value);
      return;
    }
    Map.Entry<Instant, Step> last = steps.lastEntry();
    double lasting = last.getValue().gramsPerKwh();
    boolean tellsOfBefore = Double.isNaN(lasting)
        && intensity.filter(known -> !known.at().isAfter(last.getKey())).isPresent();
    if (tellsOfBefore) { // as energy is booked: the first look at a grid comes after the begin
      put(last.getKey(), value);
    } else if (Double.compare(lasting, value) != 0) {
      put(now, value);
      if (steps.size() > MOST_STEPS) {
        halve();
      }
    }
  }

  /** Makes one of two steps each, with the mean of both; the last stays. */
  private void halve() {
    List<Instant> moments = List.copyOf(steps.keySet());
    for (int i = 0; i + 2 < moments.size(); i += 2) {
      Instant from = moments.get(i);
      Instant to = moments.get(i + 2);
      double before = gramSeconds(from);
      double mean = (gramSeconds(to) - before) / seconds(from, to);
      steps.remove(moments.get(i + 1));
      steps.put(from, new Step(mean, before));
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

  /** What 1 kW emitted until a moment, in gCO2e times 3600. */
  private double gramSeconds(Instant end) {
    Map.Entry<Instant, Step> step = steps.lowerEntry(end);
    return step == null ? 0 : step.getValue().until(step.getKey(), end);
  }

  private void put(Instant at, double gramsPerKwh) {
    steps.put(at, new Step(gramsPerKwh, gramSeconds(at)));
    for (Map.Entry<Instant, Step> later : steps.tailMap(at, false).entrySet()) {
      later.setValue(new Step(later.getValue().gramsPerKwh(), gramSeconds(later.getKey())));
    }
  }

  private static double seconds(Instant from, Instant to) {
    Duration length = Duration.between(from, to);
    return length.getSeconds() + length.getNano() / NANOS;
  }
}
