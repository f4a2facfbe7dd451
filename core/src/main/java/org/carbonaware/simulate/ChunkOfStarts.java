package org.carbonaware.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.carbonaware.grid.GridView;
import org.carbonaware.plan.Costs;
import org.carbonaware.plan.Policy;
import org.carbonaware.plan.Schedule;

/** Some neighbouring starts in a zone, run by one thread. */
final class ChunkOfStarts {
  /** Beyond this a forecast made once repeats itself anyway. */
  private static final Duration MOST_ONCE = Duration.ofDays(60);

  /** So many are told of at once. */
  private static final int TOLD_TOGETHER = 8;

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

  Totals totals(int strategy) {
    return totals.get(strategy);
  }

  /**
   * Runs them.
   *
   * @param ran is told how many more were run, now and then and at the end
   */
  void run(IntConsumer ran) {
    int untold = 0;
    SimulationSettings settings = zone.settings();
    Map<Outlook, IssuedOutlooks> issued = new HashMap<>();
    Duration longest = longest();
    for (Instant start : starts) {
      issued.values().forEach(outlooks -> outlooks.forgetBefore(start));
      Instant deadline = deadline(start);
      StartWindow window = window(start, deadline);
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
      untold++;
      if (untold == TOLD_TOGETHER) {
        ran.accept(untold);
        untold = 0;
      }
    }
    ran.accept(untold);
  }

  /** What each strategy does from the first start. */
  List<Course> courses() {
    Instant start = starts.get(0);
    Instant deadline = deadline(start);
    StartWindow window = window(start, deadline);
    Map<Outlook, IssuedOutlooks> issued = new HashMap<>();
    List<Course> courses = new ArrayList<>();
    for (int i = 0; i < zone.strategies().size(); i++) {
      Strategy strategy = zone.strategies().get(i);
      IssuedOutlooks outlooks = issued.computeIfAbsent(
          zone.outlook(i), outlook -> new IssuedOutlooks(outlook, longest()));
      Course.Recorder recorder = new Course.Recorder(start);
      double grams;
      if (strategy.kind() == Strategy.Kind.REPLAYED) {
        grams = replay(strategy, outlooks, start)
            .recorded(strategy.policy(), job(start, deadline), recorder)
            .grams();
      } else {
        Schedule schedule = window.schedule(strategy.kind(), zone.settings().costs());
        window.record(schedule, recorder);
        grams = window.charged(schedule, zone.settings().costs()).grams();
      }
      courses.add(new Course(
          strategy.name(),
          strategy.foresight().label(),
          start,
          deadline,
          grams,
          window.runNow(),
          recorder.stretches()));
    }
    return courses;
  }

  private Instant deadline(Instant start) {
    Instant end = start.plus(zone.settings().window());
    return end.isBefore(zone.trace().end()) ? end : zone.trace().end();
  }

  private StartWindow window(Instant start, Instant deadline) {
    SimulationSettings settings = zone.settings();
    return StartWindow.of(
        zone.replay().emitted(),
        start,
        deadline,
        settings.work(),
        settings.costs().runWatts());
  }

  private ReplayJob job(Instant start, Instant deadline) {
    Duration work = zone.settings().work();
    return new ReplayJob(start, work, work, work, deadline);
  }

  private Replay replay(Strategy strategy, IssuedOutlooks outlooks, Instant start) {
    Outlook outlook = strategy.foresight().isPerfect()
        ? Outlook.perfect() // quicker than to remember it
        : strategy.foresight().isOnce() ? outlooks.frozenAt(start) : outlooks;
    return zone.replay().withOutlook(outlook);
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
    ReplayJob job = job(start, deadline);
    Policy policy = strategy.policy();
    Replay replay = replay(strategy, outlooks, start);
    boolean holds = strategy.holds(zone.settings().replan())
        && zone.evenSlots(start, Duration.between(start, deadline));
    return RunOutcome.of(holds ? replay.trusting(policy, job) : replay.run(policy, job));
  }
}
