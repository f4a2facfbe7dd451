package org.carbonaware.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.cloud.CloudRegion;

/**
 * How clean a zone is to run in.
 *
 * @param zone the zone
 * @param cloudRegions the cloud's regions in it, possibly none
 * @param meanGramsPerKwh of now, or over the time that is looked at
 * @param job what a job would emit there; empty if none was named
 * @param provenance where the figures are from
 */
record RegionFigures(
    Zone zone,
    List<CloudRegion> cloudRegions,
    double meanGramsPerKwh,
    Optional<Job> job,
    Provenance provenance) {
  /** The cleanest first; of equally clean ones the first by name. */
  static final Comparator<RegionFigures> CLEANEST_FIRST = Comparator.comparingDouble(
          RegionFigures::rankedBy)
      .thenComparing(figures -> figures.zone().key());

  /**
   * A job in the cleanest window of those it may take, without a pause.
   *
   * @param gramsPerKwh the mean intensity of that window, on average over all starts
   * @param grams what it emits
   * @param start when that window begins; empty over many starts
   */
  record Job(double gramsPerKwh, double grams, Optional<Instant> start) {}

  /**
   * A job to compare zones for.
   *
   * @param work how long it runs
   * @param slack how much later it may end
   * @param kilowatts what it draws
   */
  record Work(Duration work, Duration slack, double kilowatts) {
    Duration window() {
      return work.plus(slack);
    }

    double grams(double gramsPerKwh) {
      return gramsPerKwh * kilowatts * work.toSeconds() / 3600;
    }
  }

  /** By what zones are ranked: the job, or the mean. */
  double rankedBy() {
    return job.map(Job::gramsPerKwh).orElse(meanGramsPerKwh);
  }

  /** From what is expected from a moment on; empty if that does not reach far enough. */
  static Optional<Job> expected(IntensitySeries outlook, Instant now, Work work) {
    Instant end = now.plus(work.window());
    if (outlook.start().isAfter(now) || outlook.end().isBefore(end) || hasGaps(outlook, now, end)) {
      return Optional.empty();
    }
    CleanestWindow best = CleanestWindow.of(outlook.between(now, end), now, end, work.work);
    return Optional.of(new Job(
        best.meanGramsPerKwh(), work.grams(best.meanGramsPerKwh()), Optional.of(best.start())));
  }

  /** In hindsight, on average over a start in each step of a trace; empty if none fits. */
  static Optional<Job> inHindsight(IntensitySeries trace, Work work) {
    List<Double> means = new ArrayList<>();
    for (int i = 0; i < trace.size(); i++) {
      Instant start = trace.startOf(i);
      Instant end = start.plus(work.window());
      if (!end.isAfter(trace.end()) && !hasGaps(trace, start, end)) {
        IntensitySeries window = trace.between(start, end);
        means.add(CleanestWindow.of(window, start, end, work.work).meanGramsPerKwh());
      }
    }
    if (means.isEmpty()) {
      return Optional.empty();
    }
    double mean = means.stream().mapToDouble(Double::doubleValue).sum() / means.size();
    return Optional.of(new Job(mean, work.grams(mean), Optional.empty()));
  }

  private static boolean hasGaps(IntensitySeries series, Instant from, Instant to) {
    IntensitySeries part = series.between(from, to);
    for (int i = 0; i < part.size(); i++) {
      if (Double.isNaN(part.gramsPerKwh(i))) {
        return true;
      }
    }
    return false;
  }
}
