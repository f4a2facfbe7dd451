package org.carbonaware.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.carbonaware.CarbonAwareException;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.Zone;
import org.jspecify.annotations.Nullable;

/** Asks for many zones at a time, since each may take as long as a provider lets one wait. */
final class RegionAsking {
  private static final int AT_A_TIME = 8;

  private RegionAsking() {}

  /**
   * What was found of a zone, or why nothing was.
   *
   * @param figures empty if nothing was found
   * @param why the reason then
   */
  record Answer(Optional<RegionFigures> figures, String why) {
    void addTo(Zone zone, List<RegionFigures> regions, Map<Zone, String> unavailable) {
      figures.ifPresentOrElse(regions::add, () -> unavailable.put(zone, why));
    }
  }

  /** Blocks until all have answered or failed; in the order of the zones. */
  static Map<Zone, Answer> inParallel(
      Iterable<Zone> zones, Function<Zone, Optional<RegionFigures>> question) {
    ExecutorService asking = Executors.newFixedThreadPool(AT_A_TIME, task -> {
      Thread thread = new Thread(task, "carbon-trainer-regions");
      thread.setDaemon(true); // a provider that hangs does not keep the process
      return thread;
    });
    try {
      Map<Zone, Future<Answer>> asked = new LinkedHashMap<>();
      zones.forEach(zone -> asked.put(zone, asking.submit(() -> answer(zone, question))));
      Map<Zone, Answer> answers = new LinkedHashMap<>();
      asked.forEach((zone, future) -> answers.put(zone, of(future)));
      return answers;
    } finally {
      asking.shutdownNow();
    }
  }

  private static Answer answer(Zone zone, Function<Zone, Optional<RegionFigures>> question) {
    try {
      return new Answer(question.apply(zone), "nothing is known of it");
    } catch (GridException e) {
      return new Answer(Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  private static Answer of(Future<Answer> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      @Nullable Throwable cause = e.getCause();
      throw cause instanceof RuntimeException unexpected
          ? unexpected
          : new IllegalStateException("asking for a zone failed", cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CarbonAwareException("interrupted while zones were asked for", e);
    }
  }
}
