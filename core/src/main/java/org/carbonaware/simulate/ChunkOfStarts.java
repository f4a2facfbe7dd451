package org.carbonaware.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.carbonaware.grid.GridView;
import org.carbonaware.plan.Costs;
import org.carbonaware.plan.Policy;

/** Some neighbouring starts in a zone, run by one thread. */
final class ChunkOfStarts {
  /** Beyond this a forecast made once repeats itself anyway. */
  private static final Duration MOST_ONCE = Duration.ofDays(60);

  private final ZoneRuns zone;
  private final List<Instant> starts;
  private final List<Totals> totals = new ArrayList<>();

  ChunkOfStarts(ZoneRuns zone, List<Instant> starts) {
    this.zone = zone;
    this.starts = starts;
    zone.strategies().forEach(any -> totals.add(new Totals()));
  }

  ZoneRuns zone() {
    return zone;
  }

  int size() {
    return starts.size();
  }

  Totals totals(int strategy) {
    return totals.get(strategy);
  }

  void run() {
    SimulationSettings settings = zone.settings();
    Map<Outlook, IssuedOutlooks> issued = new HashMap<>();
    Duration longest = longest();
    for (Instant start : starts) {
      issued.values().forEach(outlooks -> outlooks.forgetBefore(start));
      Instant end = start.plus(settings.window());
      Instant deadline = end.isBefore(zone.trace().end()) ? end : zone.trace().end();
      StartWindow window = StartWindow.of(
          zone.replay().emitted(),
          start,
          deadline,
          settings.work(),
          settings.costs().runWatts());
      double baseline = window.runNow();
      RunOutcome optimum = window.switching(settings.costs());
      for (int i = 0; i < totals.size(); i++) {
        IssuedOutlooks outlooks = issued.computeIfAbsent(
            zone.outlook(i), outlook -> new IssuedOutlooks(outlook, longest));
        totals
            .get(i)
            .add(
                baseline,
                optimum.grams(),
                outcome(zone.strategies().get(i), outlooks, window, optimum, start, deadline));
      }
    }
  }

  /** The longest horizon that anybody asks for. */
  private Duration longest() {
    Duration window = zone.settings().window();
    Duration most = GridView.horizon(window);
    boolean once = zone.strategies().stream().anyMatch(any -> any.foresight().isOnce());
    return once && window.compareTo(most) > 0
        ? window.compareTo(MOST_ONCE) < 0 ? window : MOST_ONCE
        : most;
  }

  private RunOutcome outcome(
      Strategy strategy,
      IssuedOutlooks outlooks,
      StartWindow window,
      RunOutcome optimum,
      Instant start,
      Instant deadline) {
    Costs costs = zone.settings().costs();
    return switch (strategy.kind()) {
      case SWITCHING -> optimum;
      case OPTIMAL -> window.interruptible(costs);
      case CONTIGUOUS -> window.contiguous(costs);
      case REPLAYED -> replayed(strategy, outlooks, start, deadline);
    };
  }

  private RunOutcome replayed(
      Strategy strategy, IssuedOutlooks outlooks, Instant start, Instant deadline) {
    Duration work = zone.settings().work();
    ReplayJob job = new ReplayJob(start, work, work, work, deadline);
    Policy policy = strategy.policy();
    Outlook outlook = strategy.foresight().isPerfect()
        ? Outlook.perfect() // quicker than to remember it
        : strategy.foresight().isOnce() ? outlooks.frozenAt(start) : outlooks;
    Replay replay = zone.replay().withOutlook(outlook);
    boolean holds = strategy.holds(zone.settings().replan())
        && zone.evenSlots(start, Duration.between(start, deadline));
    return RunOutcome.of(holds ? replay.trusting(policy, job) : replay.run(policy, job));
  }
}
