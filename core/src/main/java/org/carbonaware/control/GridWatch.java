package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.GridView;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.SourceHealth;
import org.carbonaware.grid.Zone;
import org.carbonaware.plan.RecentRange;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an eye on the grid from a thread of its own, so that a slow or dead provider delays nobody.
 * The last view stays until a better one comes.
 */
final class GridWatch implements Runnable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final GridSource source;
  private final Zone zone;
  private final Lookahead lookahead;
  private final Duration every;
  private final TrainingClock clock;
  private final Runnable onNews;
  private final Consumer<String> warn;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private final Basis basis;
  private final RecentIntensity observations = new RecentIntensity();
  private volatile GridView view;
  private volatile Optional<RecentRange> recent = Optional.empty();
  private volatile boolean closed;
  private boolean failing;
  private @Nullable Throwable failure;
  private boolean basisReported;
  private boolean assumedReported;
  private boolean missingReported;
  private volatile @Nullable Instant missingSince;
  private volatile @Nullable Consumer<ControllerEvent> missing;

  GridWatch(
      GridSource source,
      Zone zone,
      Forecaster forecaster,
      Supplier<Instant> deadline,
      Duration every,
      TrainingClock clock,
      Runnable onNews,
      Consumer<String> warn) {
    this.source = source;
    this.basis = source.basis();
    this.zone = zone;
    this.lookahead = new Lookahead(source, zone, forecaster, deadline, this::isOurs);
    this.every = every;
    this.clock = clock;
    this.onNews = onNews;
    this.warn = warn;
    this.view = GridView.unknown(clock.instant());
  }

  /**
   * Lets the first refresh report what the grid did since a moment: while this run was in no
   * process.
   */
  void catchUpFrom(Instant since, Consumer<ControllerEvent> out) {
    missing = out;
    missingSince = since;
  }

  GridView view() {
    return view;
  }

  /** Between which intensities the grid moved in the last days, if enough of them is known. */
  Optional<RecentRange> recent() {
    return recent;
  }

  /** What holds now by a view. If the source hangs nobody says that it is overdue, but it is. */
  Optional<Intensity> at(GridView known, Instant now) {
    boolean overdue = Duration.between(known.asOf(), now).minus(every).compareTo(every) > 0;
    return overdue ? known.keptUntil(now, true).at(now) : known.at(now);
  }

  /**
   * Asks the source once; blocks as long as the source does. Never throws. What can't be asked
   * keeps its last answer, as a stale one. Older history comes after that, and holds nobody up.
   */
  void refresh() {
    Instant now = clock.instant();
    guarded(() -> look(now));
    onNews.run();
    guarded(() -> lookFurtherBack(now));
  }

  private void guarded(Runnable looking) {
    try {
      looking.run();
    } catch (RuntimeException | Error e) { // at an answer that nobody can work with
      tellIfNew(e);
    }
  }

  private void lookFurtherBack(Instant now) {
    if (closed) {
      return;
    }
    Optional<IntensitySeries> better = lookahead.better(now);
    if (better.isPresent()) {
      view = GridView.of(now, view.current(), better);
      onNews.run();
    }
    boolean measured = view.current().filter(value -> !isTable(value)).isPresent();
    if (failure == null && measured) {
      recent = observations.range(now, lookahead.pastAskedFor(now));
    }
  }

  private void look(Instant now) {
    failure = null;
    GridView before = view;
    Optional<Intensity> current =
        ask(() -> present(now), () -> overdue(before, now).current());
    // known even while, or if, there is no outlook
    view = GridView.of(now, current, before.keptUntil(now, false).forecast());
    Optional<IntensitySeries> forecast =
        ask(() -> lookahead.from(now, current), () -> overdue(before, now).forecast());
    view = GridView.of(now, current, forecast);
    tellIfAssumed(now);
    Throwable e = failure;
    if (e == null) {
      failing = false;
      tryToCatchUp(now);
    } else {
      tellIfNew(e);
    }
    current.ifPresent(observations::add);
    recent = observations.range(now, lookahead.past());
  }

  private static boolean isTable(Intensity value) {
    return value.provenance().kind() == Provenance.Kind.ASSUMED;
  }

  private void tellIfNew(Throwable e) {
    if (!failing) {
      failing = true;
      warn.accept("no news from the grid, going on with what is known: " + why(e));
    }
  }

  private static String why(Throwable e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private static GridView overdue(GridView view, Instant now) {
    return view.keptUntil(now, true);
  }

  private <T> T ask(Supplier<T> question, Supplier<T> otherwise) {
    try {
      return question.get();
    } catch (RuntimeException | Error e) {
      failure = e;
      return otherwise.get();
    }
  }

  private Optional<Intensity> present(Instant now) {
    return source
        .current(zone, now)
        .filter(value -> isOurs(value.basis()) && !value.at().isAfter(now));
  }

  /** Says once per outage that all that is left of live sources is a table. */
  private void tellIfAssumed(Instant now) {
    Optional<Intensity> known = view.at(now);
    if (known.isEmpty()) {
      return;
    }
    Provenance provenance = known.get().provenance();
    boolean assumed = isTable(known.get());
    if (assumed && !assumedReported) {
      List<SourceHealth> watched = health();
      String why = watched.stream()
          .filter(health -> isFailing(health, now))
          .flatMap(health -> health.lastError().stream())
          .collect(Collectors.joining("; "));
      if (!watched.isEmpty()) {
        warn.accept("no live data of zone " + zone + (why.isEmpty() ? "" : " (" + why + ")")
            + ", so the intensity is assumed: " + provenance.source());
      }
    }
    assumedReported = assumed;
  }

  private List<SourceHealth> health() {
    try {
      return source.health();
    } catch (RuntimeException | Error e) {
      return List.of(); // nobody else may end this thread
    }
  }

  private static boolean isFailing(SourceHealth health, Instant asked) {
    return health.failuresInARow() > 0
        || health.lastFailure().filter(at -> !at.isBefore(asked)).isPresent();
  }

  /** A source that changes its mind about what it counts would mix figures of different basis. */
  private boolean isOurs(Basis other) {
    if (other != basis && !basisReported) {
      basisReported = true;
      warn.accept(source.name() + " gave " + other.label() + " figures though it says it counts "
          + basis.label() + " ones; they are not used");
    }
    return other == basis;
  }

  /** After the view, so that a source without history still tells the present; until it works. */
  private void tryToCatchUp(Instant now) {
    try {
      catchUp(now);
    } catch (RuntimeException | Error e) {
      if (!missingReported) {
        missingReported = true;
        warn.accept("not known yet what the grid did while this run was in no process: " + why(e));
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
    if (!isOurs(series.basis())) {
      return;
    }
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

  @Override
  public void run() {
    while (!closed) {
      refresh();
      rest();
    }
  }

  private void rest() {
    try {
      awaitNextLook();
    } catch (RuntimeException | Error e) { // such as no memory to wait with: it may be back soon
      tellIfNew(e);
      LockSupport.parkNanos(PATIENCE.toNanos());
    }
  }

  private void awaitNextLook() {
    lock.lock();
    try {
      if (!closed) {
        clock.await(closing, every);
      }
    } catch (InterruptedException e) {
      // only close() interrupts
    } finally {
      lock.unlock();
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
