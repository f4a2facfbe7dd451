package org.carbonaware.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.ledger.RunAccount.Hindsight;
import org.carbonaware.ledger.RunAccount.History;
import org.carbonaware.ledger.RunAccount.Slice;

/** Computes the account of a run from its lines, in two passes. */
final class Accounts {
  private Accounts() {}

  /**
   * The account.
   *
   * @param lines the run's lines
   * @param override what is counted instead of what the record says
   */
  static RunAccount of(LineSource lines, Optional<Boundary> override) {
    return of(lines, override, Optional.empty());
  }

  /**
   * The account.
   *
   * @param lines the run's lines
   * @param override what is counted instead of what the record says
   * @param actual the zone's intensities, for what the record does not know of them
   */
  static RunAccount of(
      LineSource lines, Optional<Boundary> override, Optional<IntensitySeries> actual) {
    AccountBuilder account = new AccountBuilder();
    lines.forEach(account);
    RunCourse course = account.course;
    if (!course.started()) {
      throw new LedgerException(lines.name() + " has no run-started line", null);
    }
    course.closeGap();
    course.closeProcess(Long.MAX_VALUE);
    actual.ifPresent(series -> check(series, course));
    account.actual = actual;
    Boundary boundary = override.or(() -> course.boundary).orElse(Boundary.DEFAULT);
    double pue = boundary.facility().pue();
    IntensitySteps own = account.timeline.steps();
    IntensitySteps steps =
        actual.map(series -> account.timeline.steps(account.lastAt, series)).orElse(own);
    long until = actual
        .map(series ->
            Math.min(EpochNanos.nearest(series.end()), EpochNanos.nearest(course.deadline)))
        .orElse(account.lastAt);
    AccountPlacement placement = new AccountPlacement(account, steps, until, lines);
    RunSummary summary = AccountSummary.of(account, placement, pue);
    List<RunAccount.ComponentTotal> components = account.components.totals();
    return new RunAccount(
        summary,
        course.project,
        account.facts,
        boundary,
        components,
        account.hours.totals(pue),
        account.epochs.totals(pue),
        account.pauses.totals(pue, account.lastAt),
        account.decisions.all(),
        account.decisions.dropped(),
        account.losses.losses(),
        history(account, steps, placement, pue),
        new Hindsight(
            summary.startedAt(),
            EpochNanos.instant(Math.max(account.lastAt, until)),
            placement.best.grams() * pue,
            placement.best.unplacedJoules()),
        new FootprintBuilder(account, boundary, override.isPresent(), summary, components)
            .build(own.highest()),
        List.copyOf(course.hosts));
  }

  /** Numbers of different places or of different basis never meet. */
  private static void check(IntensitySeries actual, RunCourse course) {
    String zone = actual.zone().key();
    String basis = actual.basis().label();
    if (!course.zones.equals(Set.of(zone)) || !course.bases.equals(Set.of(basis))) {
      throw new IllegalArgumentException("intensities of " + zone + ", " + basis
          + ": expected those of " + String.join(", ", course.zones) + ", "
          + String.join(", ", course.bases) + ", as the run was recorded");
    }
  }

  private static History history(
      AccountBuilder account, IntensitySteps steps, AccountPlacement placement, double pue) {
    Slices slices = account.slices;
    slices.reach(account.lastAt);
    List<Slice> all = new ArrayList<>();
    for (int i = 0; i < slices.size(); i++) {
      long start = slices.start() + i * slices.step();
      long end = start + slices.step();
      double recorded = Math.max(0, Math.min(end, account.lastAt) - start);
      double running = account.sliceRunning[i];
      double paused = account.slicePaused[i];
      all.add(new Slice(
          account.components.slice(i),
          steps.mean(start, Math.min(end, Math.max(start + 1, account.lastAt))),
          account.sliceGrams[i] * pue,
          placement.straightSeries[i] * pue,
          placement.bestSeries[i] * pue,
          share(running, slices),
          share(paused, slices),
          share(recorded - running - paused, slices)));
    }
    return new History(EpochNanos.instant(slices.start()), Duration.ofNanos(slices.step()), all);
  }

  private static double share(double nanos, Slices slices) {
    return Math.max(0, Math.min(1, nanos / slices.step()));
  }
}
