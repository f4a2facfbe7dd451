package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an eye on the grid from a thread of its own, so that a slow or dead provider delays nobody.
 * The last view stays until a better one comes.
 */
final class GridWatch implements Runnable {
  private static final Duration HISTORY = Duration.ofDays(14);

  /** What is known of the grid. */
  record View(Optional<Intensity> current, Optional<IntensitySeries> outlook) {
    static final View UNKNOWN = new View(Optional.empty(), Optional.empty());

    /**
     * The intensity at a moment: measured if its step still lasts, else what was forecast for it.
     */
    Optional<Intensity> at(Instant now) {
      if (outlook.isPresent()) {
        IntensitySeries series = outlook.get();
        if (current.isPresent() && now.isBefore(current.get().at().plus(series.step()))) {
          return current;
        }
        OptionalDouble expected = series.at(now);
        if (expected.isPresent()) {
          return Optional.of(new Intensity(
              expected.getAsDouble(),
              series.basis(),
              series.startOf(series.indexOf(now)),
              series.provenance()));
        }
        return Optional.empty();
      }
      return current.filter(intensity -> now.isBefore(intensity.at().plus(Duration.ofHours(1))));
    }
  }

  private final GridSource source;
  private final Zone zone;
  private final Forecaster forecaster;
  private final Duration horizon;
  private final Duration every;
  private final TrainingClock clock;
  private final Runnable onNews;
  private final Consumer<String> warn;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private volatile View view = View.UNKNOWN;
  private volatile boolean closed;
  private boolean failing;
  private boolean missingReported;
  private volatile @Nullable Instant missingSince;
  private volatile @Nullable Consumer<ControllerEvent> missing;

  GridWatch(
      GridSource source,
      Zone zone,
      Forecaster forecaster,
      Duration horizon,
      Duration every,
      TrainingClock clock,
      Runnable onNews,
      Consumer<String> warn) {
    this.source = source;
    this.zone = zone;
    this.forecaster = forecaster;
    this.horizon = horizon;
    this.every = every;
    this.clock = clock;
    this.onNews = onNews;
    this.warn = warn;
  }

  /**
   * Lets the first refresh report what the grid did since a moment: while this run was in no
   * process.
   */
  void catchUpFrom(Instant since, Consumer<ControllerEvent> out) {
    missing = out;
    missingSince = since;
  }

  View view() {
    return view;
  }

  /** Asks the source once; blocks as long as the source does. Never throws. */
  void refresh() {
    Instant now = clock.instant();
    try {
      Optional<Intensity> current = source.current(zone, now);
      view = new View(current, view.outlook()); // known even if there is no outlook now
      Optional<IntensitySeries> outlook = source.forecast(zone, now, horizon);
      if (outlook.isEmpty()) {
        IntensitySeries history = source.history(zone, now.minus(HISTORY), now);
        outlook =
            Optional.of(forecast(history, now)).filter(series -> series.mean().isPresent());
      }
      view = new View(current, outlook);
      failing = false;
      onNews.run();
    } catch (RuntimeException | Error e) {
      if (!failing) {
        failing = true;
        warn.accept("no news from the grid, going on with what is known: " + e.getMessage());
      }
      return;
    }
    tryToCatchUp(now);
  }

  /** After the view, so that a source without history still tells the present; until it works. */
  private void tryToCatchUp(Instant now) {
    try {
      catchUp(now);
    } catch (RuntimeException | Error e) {
      if (!missingReported) {
        missingReported = true;
        warn.accept(
            "not known yet what the grid did while this run was in no process: " + e.getMessage());
      }
    }
  }

  private void catchUp(Instant now) {
    Instant since = missingSince;
    Consumer<ControllerEvent> out = missing;
    if (since == null || out == null || !since.isBefore(now)) {
      return;
    }
    IntensitySeries series = source.history(zone, since, now);
    for (int i = 0; i < series.size(); i++) {
      if (!Double.isNaN(series.gramsPerKwh(i))) {
        out.accept(new ControllerEvent.IntensityObserved(
            now,
            new Intensity(
                series.gramsPerKwh(i), series.basis(), series.startOf(i), series.provenance())));
      }
    }
    missingSince = null;
  }

  private IntensitySeries forecast(IntensitySeries history, Instant now) {
    IntensitySeries mean = forecaster.forecast(history, now, horizon).mean();
    return mean.withProvenance(
        new Provenance(mean.provenance().source(), Provenance.Kind.FORECAST));
  }

  @Override
  public void run() {
    while (!closed) {
      refresh();
      lock.lock();
      try {
        if (!closed) {
          clock.await(closing, every);
        }
      } catch (InterruptedException e) {
        return; // only close() interrupts
      } finally {
        lock.unlock();
      }
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      closing.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
