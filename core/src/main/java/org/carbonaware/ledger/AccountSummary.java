package org.carbonaware.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.carbonaware.ledger.AccountBuilder.PhaseSum;
import org.carbonaware.ledger.RunSummary.Part;

/** The figures in short. */
final class AccountSummary {
  private static final double JOULES_PER_WATT_HOUR = 3600;

  private AccountSummary() {}

  static RunSummary of(AccountBuilder account, AccountPlacement placement, double pue) {
    RunCourse course = account.course;
    long away = account.lastAt - course.startedAt - account.meteredNanos;
    return new RunSummary(
        course.runId,
        String.join(", ", course.zones),
        String.join(", ", course.bases),
        String.join(", ", course.policies),
        EpochNanos.instant(course.startedAt),
        EpochNanos.instant(account.lastAt),
        course.deadline,
        course.state,
        course.complete,
        course.batches,
        course.epochs,
        part(account, Phase.ACTIVE, pue),
        part(account, Phase.SWITCHING, pue),
        part(account, Phase.STANDING, pue),
        Duration.ofNanos(Math.max(0, away)),
        course.pauseCount,
        course.checkpoints,
        account.joulesWithoutIntensity,
        placement.straight.grams() * pue,
        placement.straight.unknownJoules(),
        List.copyOf(account.methods),
        List.copyOf(account.origins.kinds()),
        List.copyOf(account.origins.sources()),
        warnings(account, placement));
  }

  private static Part part(AccountBuilder account, Phase phase, double pue) {
    PhaseSum sum = account.phase(phase);
    return new Part(Duration.ofNanos(sum.nanos), sum.joules, sum.grams * pue);
  }

  private static List<String> warnings(AccountBuilder account, AccountPlacement placement) {
    List<String> warnings = new ArrayList<>(account.warnings.first());
    if (account.warnings.dropped() > 0) {
      warnings.add(account.warnings.dropped() + " further warnings are left out here");
    }
    warnings.addAll(account.warnings.last());
    if (placement.repeatedJoules > 0) {
      double wattHours = placement.repeatedJoules / JOULES_PER_WATT_HOUR;
      warnings.add(String.format(
          Locale.ROOT,
          (wattHours < 1000 ? "%.3g" : "%.0f")
              + " Wh of training were lost with a process and done again: they are emitted, and not in"
              + " what running straight through would have emitted",
          wattHours));
    }
    if (account.course.bases.size() > 1) {
      warnings.add("the processes of this run counted different things ("
          + String.join(", ", account.course.bases)
          + "): its sums of grams mix them and mean nothing");
    }
    return warnings;
  }
}
