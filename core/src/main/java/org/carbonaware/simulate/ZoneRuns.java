package org.carbonaware.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.carbonaware.grid.GridView;
import org.carbonaware.grid.IntensitySeries;

/** What all runs in a zone share. Safe for several threads. */
final class ZoneRuns {
  /** Beyond this a plan is made in coarser slots. */
  private static final int MOST_STEPS = 400;

  private final IntensitySeries trace;
  private final SimulationSettings settings;
  private final List<Strategy> strategies;
  private final Replay replay;
  private final List<Outlook> outlooks = new ArrayList<>();
  private final boolean complete;

  ZoneRuns(IntensitySeries trace, SimulationSettings settings, List<Strategy> strategies) {
    this.trace = trace;
    this.settings = settings;
    this.strategies = strategies;
    this.replay = Replay.of(trace, Outlook.none(), settings.replay());
    List<Foresight> seen = new ArrayList<>();
    for (Strategy strategy : strategies) {
      outlooks.add(outlook(strategy.foresight(), seen));
      seen.add(strategy.foresight());
    }
    boolean known = true;
    for (int i = 0; i < trace.size(); i++) {
      known &= !Double.isNaN(trace.gramsPerKwh(i));
    }
    this.complete = known;
  }

  /** Strategies with the same model share it. */
  private Outlook outlook(Foresight foresight, List<Foresight> seen) {
    for (int i = 0; i < seen.size(); i++) {
      if (seen.get(i).sameModel(foresight)) {
        return outlooks.get(i);
      }
    }
    return foresight.isPerfect()
        ? Outlook.perfect()
        : foresight.forecaster().map(Outlook::forecast).orElse(Outlook.none());
  }

  IntensitySeries trace() {
    return trace;
  }

  SimulationSettings settings() {
    return settings;
  }

  List<Strategy> strategies() {
    return strategies;
  }

  Replay replay() {
    return replay;
  }

  Outlook outlook(int strategy) {
    return outlooks.get(strategy);
  }

  /**
   * Whether a plan is cut into the same slots whenever it is made: the steps of the trace, of which
   * none is missing, hold all of the job, and all looks fall between two of them.
   */
  boolean evenSlots(Instant start, Duration window) {
    Duration step = trace.step();
    return complete
        && isMultiple(Duration.between(trace.start(), start), step)
        && isMultiple(settings.work(), step)
        && isMultiple(settings.replan(), step)
        && settings.costs().checkpointTime().isZero()
        && settings.costs().restoreTime().isZero()
        && window.compareTo(GridView.horizon(window)) <= 0
        && window.dividedBy(step) <= MOST_STEPS;
  }

  private static boolean isMultiple(Duration length, Duration step) {
    return length.toSeconds() % step.toSeconds() == 0;
  }
}
