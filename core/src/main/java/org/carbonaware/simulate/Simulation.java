package org.carbonaware.simulate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.carbonaware.grid.IntensitySeries;

/**
 * Runs a job from many starts in many zones in several ways, and measures each against running
 * straight through and against the least that could have been emitted.
 *
 * <p>Policies are the very objects that control trainings, behind the deadline guard. A job waits
 * at its start if its policy says so: the first start and the last stop are no changes. Where a
 * trace has no value, its mean is charged. Forecasts see nothing from their issue on; those that
 * jobs and policies ask for at the same moment are made once.
 *
 * <p>A pure function: the result is the same, to the last bit, however many threads there are.
 * Immutable and safe to share.
 */
public final class Simulation {
  /** Starts that share forecasts and a thread. */
  private static final int CHUNK = 512;

  private final SimulationSettings settings;
  private final List<Strategy> strategies;

  private Simulation(SimulationSettings settings, List<Strategy> strategies) {
    this.settings = settings;
    this.strategies = List.copyOf(strategies);
  }

  /**
   * Prepares a simulation.
   *
   * @param settings the job
   * @param strategies how it is run, at least one
   * @return the simulation
   */
  public static Simulation of(SimulationSettings settings, List<Strategy> strategies) {
    if (strategies.isEmpty()) {
      throw new IllegalArgumentException("no strategies: expected at least one");
    }
    return new Simulation(settings, strategies);
  }

  /** Hears how far a simulation is. Called by several threads, one at a time. */
  @FunctionalInterface
  public interface Progress {
    /**
     * Some jobs more were run.
     *
     * @param done jobs run until now, each in all ways
     * @param all jobs to run
     */
    void ran(long done, long all);
  }

  /**
   * Runs all jobs, in parallel on the common pool (or the pool that the calling thread belongs to),
   * and returns when they are done.
   *
   * @param traces what the grids do
   * @param starts when jobs start
   * @param progress hears of it now and then
   * @return what came of it; without results if no job fits
   * @throws IllegalArgumentException if a trace holds no value, or a job can't be cut into at most
   *     10 080 equal slots
   */
  public SimulationResult run(List<IntensitySeries> traces, Starts starts, Progress progress) {
    List<ChunkOfStarts> chunks = new ArrayList<>();
    List<ZoneRuns> zones = new ArrayList<>();
    long all = 0;
    for (IntensitySeries trace : traces) {
      List<Instant> moments = starts.within(trace, settings);
      if (!moments.isEmpty()) {
        ZoneRuns zone = new ZoneRuns(trace, settings, strategies);
        zones.add(zone);
        all += moments.size();
        for (int from = 0; from < moments.size(); from += CHUNK) {
          int to = Math.min(moments.size(), from + CHUNK);
          chunks.add(new ChunkOfStarts(zone, moments.subList(from, to)));
        }
      }
    }
    runAll(chunks, all, progress);
    return result(zones, chunks);
  }

  /**
   * What each strategy does with one job: when it runs and when not. Computed on the calling
   * thread.
   *
   * @param trace what the grid does
   * @param start when the job starts
   * @return a course for each strategy in the order given; none if the job does not fit
   * @throws IllegalArgumentException as {@link #run}
   */
  public List<Course> courses(IntensitySeries trace, Instant start) {
    List<Instant> moments = Starts.only(start).within(trace, settings);
    return moments.isEmpty()
        ? List.of()
        : new ChunkOfStarts(new ZoneRuns(trace, settings, strategies), moments).courses();
  }

  private static void runAll(List<ChunkOfStarts> chunks, long all, Progress progress) {
    AtomicLong done = new AtomicLong();
    Object oneAtATime = new Object();
    IntStream.range(0, chunks.size()).parallel().forEach(i -> {
      chunks.get(i).run(ran -> {
        synchronized (oneAtATime) {
          progress.ran(done.addAndGet(ran), all);
        }
      });
    });
  }

  private SimulationResult result(List<ZoneRuns> zones, List<ChunkOfStarts> chunks) {
    List<StrategyResult> results = new ArrayList<>();
    List<List<StrategyResult>> byStrategy = new ArrayList<>();
    List<Totals> over = new ArrayList<>();
    for (int i = 0; i < strategies.size(); i++) {
      byStrategy.add(new ArrayList<>());
      over.add(new Totals());
    }
    for (ZoneRuns zone : zones) {
      for (int i = 0; i < strategies.size(); i++) {
        Totals totals = new Totals();
        for (ChunkOfStarts chunk : chunks) {
          if (chunk.zone() == zone) {
            totals.add(chunk.totals(i));
          }
        }
        StrategyResult result = totals.result(zone.trace().zone(), strategies.get(i));
        results.add(result);
        byStrategy.get(i).add(result);
        over.get(i).add(totals);
      }
    }
    List<StrategyResult> mean = new ArrayList<>();
    for (int i = 0; i < strategies.size() && !zones.isEmpty(); i++) {
      mean.add(Totals.mean(byStrategy.get(i), over.get(i)));
    }
    return new SimulationResult(results, mean);
  }
}
