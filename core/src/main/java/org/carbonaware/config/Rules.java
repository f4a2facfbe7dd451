package org.carbonaware.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.carbonaware.CarbonAwareException;
import org.carbonaware.config.Kinds.Due;

/**
 * What must hold between settings, whichever layers they come from. What belongs to the grid is in
 * {@link GridRules}.
 */
final class Rules {
  private static final Map<String, Set<ConfigKey<?>>> USED_BY = Map.of(
      "threshold", Set.of(PolicyKeys.PAUSE_ABOVE, PolicyKeys.RESUME_BELOW),
      "plan", Set.of(PolicyKeys.SMALLEST_GAIN),
      "efficiency", Set.of(PolicyKeys.SMALLEST_GAIN),
      "percentile", Set.of(PolicyKeys.SHARE, PolicyKeys.LONGEST_WAIT),
      "blend", Set.of(PolicyKeys.EPSILON),
      "throughput", Set.of(PolicyKeys.SHARE_OF_RUN_NOW, PolicyKeys.BUDGET),
      "balanced", Set.of(PolicyKeys.SAVING_PER_HOUR));

  private final Settings settings;
  private final Problems problems;
  private final List<String> notes = new ArrayList<>();

  Rules(Settings settings, Problems problems) {
    this.settings = settings;
    this.problems = problems;
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  void check() {
    new GridRules(settings, problems).check();
    policy();
    job();
    power();
    counters();
    calibration();
    market();
    ledger();
    needs(FootprintKeys.CLOUD_REGION, FootprintKeys.CLOUD);
    needs(FootprintKeys.LATITUDE, FootprintKeys.LONGITUDE);
    needs(FootprintKeys.LONGITUDE, FootprintKeys.LATITUDE);
    uses(RunKeys.SLACK, RunKeys.WORK);
    uses(FootprintKeys.PUE_SOURCE, FootprintKeys.PUE);
    uses(FootprintKeys.WATER_SOURCE, FootprintKeys.WATER);
    uses(FootprintKeys.LIFETIME, FootprintKeys.EMBODIED);
    uses(FootprintKeys.RESERVED, FootprintKeys.EMBODIED);
    uses(FootprintKeys.EMBODIED_SOURCE, FootprintKeys.EMBODIED);
    uses(FootprintKeys.RESIDUAL_SOURCE, FootprintKeys.RESIDUAL);
  }

  private void wrong(ConfigKey<?> key, String text) {
    problems.add(settings.where(key), key.path(), text);
  }

  /** A setting that another one needs. */
  private void needs(ConfigKey<?> key, ConfigKey<?> other) {
    if (settings.isSet(key) && !settings.isSet(other) && !problems.mention(other)) {
      wrong(key, "needs " + other.path() + ", such as " + other.example());
    }
  }

  /** A setting that counts for nothing without another one. */
  private void uses(ConfigKey<?> key, ConfigKey<?> other) {
    if (settings.isSet(key) && !settings.isSet(other)) {
      note(key, "counts for nothing without " + other.path());
    }
  }

  private void note(ConfigKey<?> key, String text) {
    notes.add(settings.where(key) + ": " + key.path() + " " + text);
  }

  private void policy() {
    double above = settings.get(PolicyKeys.PAUSE_ABOVE).orElse(0.0);
    double below = settings.get(PolicyKeys.RESUME_BELOW).orElse(0.0);
    needs(PolicyKeys.RESUME_BELOW, PolicyKeys.PAUSE_ABOVE);
    if (settings.isSet(PolicyKeys.PAUSE_ABOVE) && below > above) {
      wrong(
          PolicyKeys.RESUME_BELOW,
          PolicyKeys.RESUME_BELOW.kind().shown(below) + "; expected at most the "
              + PolicyKeys.PAUSE_ABOVE.kind().shown(above) + " of "
              + PolicyKeys.PAUSE_ABOVE.path());
    }
    String policy = settings.value(PolicyKeys.POLICY);
    Set<ConfigKey<?>> used = USED_BY.getOrDefault(policy, Set.of());
    for (Set<ConfigKey<?>> keys : List.copyOf(USED_BY.values())) {
      for (ConfigKey<?> key : keys) {
        if (settings.isSet(key) && !used.contains(key) && !problems.mention(PolicyKeys.POLICY)) {
          String text = "counts for nothing with the policy " + policy;
          if (notes.stream().noneMatch(note -> note.contains(key.path() + " " + text))) {
            note(key, text);
          }
        }
      }
    }
  }

  private void job() {
    Duration work = settings.get(RunKeys.WORK).orElse(Duration.ZERO);
    if (settings.get(RunKeys.DEADLINE).orElse(null) instanceof Due.After after
        && after.time().compareTo(work) < 0) {
      wrong(
          RunKeys.DEADLINE,
          after.shown() + "; expected at least the " + Kinds.shortText(work) + " of "
              + RunKeys.WORK.path());
    }
    Duration tick = settings.value(RunKeys.TICK);
    Duration decide = settings.value(RunKeys.DECIDE_EVERY);
    if (decide.compareTo(tick) < 0) {
      wrong(
          settings.isSet(RunKeys.DECIDE_EVERY) ? RunKeys.DECIDE_EVERY : RunKeys.TICK,
          Kinds.shortText(settings.isSet(RunKeys.DECIDE_EVERY) ? decide : tick)
              + "; expected control.decideEvery to be at least control.tick");
    }
  }

  private void power() {
    needs(FootprintKeys.IDLE_WATTS, FootprintKeys.FULL_WATTS);
    double full = settings.get(FootprintKeys.FULL_WATTS).orElse(Double.MAX_VALUE);
    double idle = settings.get(FootprintKeys.IDLE_WATTS).orElse(0.0);
    if (idle > full) {
      wrong(
          FootprintKeys.IDLE_WATTS,
          FootprintKeys.IDLE_WATTS.kind().shown(idle) + "; expected at most the "
              + FootprintKeys.FULL_WATTS.kind().shown(full) + " of "
              + FootprintKeys.FULL_WATTS.path());
    }
  }

  /** Counters of processors are not read where the machine's power is known. */
  private void counters() {
    if (settings.isSet(FootprintKeys.FULL_WATTS)) {
      for (ConfigKey<?> key : List.of(FootprintKeys.WHOLE_PLATFORM, FootprintKeys.PROCESS_SHARE)) {
        if (settings.isSet(key)) {
          note(key, "counts for nothing with " + FootprintKeys.FULL_WATTS.path());
        }
      }
    }
  }

  private void calibration() {
    List<ConfigKey<Double>> set =
        CalibrationSettings.READINGS.stream().filter(settings::isSet).toList();
    if (set.isEmpty()) {
      return;
    }
    if (set.size() < CalibrationSettings.READINGS.size()) {
      CalibrationSettings.READINGS.stream()
          .filter(key -> !settings.isSet(key) && !problems.mention(key))
          .forEach(missing -> wrong(set.get(0), "needs " + missing.path() + ", too"));
      return;
    }
    for (ConfigKey<?> key : List.of(FootprintKeys.BASE_WATTS, FootprintKeys.SUPPLY_EFFICIENCY)) {
      if (settings.isSet(key)) {
        wrong(key, "is what the four readings give; expected these or the readings");
      }
    }
    try {
      CalibrationSettings.of(settings);
    } catch (CarbonAwareException | IllegalArgumentException e) {
      wrong(set.get(0), String.valueOf(e.getMessage()));
    }
  }

  private void market() {
    needs(FootprintKeys.CONTRACTS, FootprintKeys.RESIDUAL);
    double covered = settings.get(FootprintKeys.CONTRACTS).orElse(List.of()).stream()
        .mapToDouble(contract -> contract.share())
        .sum();
    if (covered > 1 + 1e-9) {
      wrong(
          FootprintKeys.CONTRACTS,
          "shares that add up to " + Math.round(1000 * covered) / 1000.0
              + "; expected at most 1 in all");
    }
  }

  private void ledger() {
    needs(RunKeys.LEDGER_DATABASE, RunKeys.LEDGER);
    uses(RunKeys.LEDGER_USER, RunKeys.LEDGER_DATABASE);
  }
}
