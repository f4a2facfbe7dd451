package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.carbonaware.plan.Job;

/**
 * How much is done, how fast, and so how much is left. Safe for several threads; counting takes no
 * lock.
 */
final class WorkProgress {
  private static final int WINDOWS = 32;
  private static final int TRUSTED_WINDOWS = 3;

  /**
   * A speed seldom undercut: that of the slowest tenth of the batches, and at least this much
   * slower than the mean.
   */
  private static final double PESSIMISM = 1.1;

  private static final double SLOW_QUANTILE = 0.9;

  /** Running time assumed on top of what the user expects while nothing has been measured. */
  private static final double EXPECTATION_PESSIMISM = 1.2;

  /** Many first epochs are longer; then this is said once, in vain. */
  private static final double SECONDS_WITHOUT_AN_EPOCH = 600;

  private static final double NANOS = 1e9;

  private record Window(long batches, double seconds) {}

  private final Work work;
  private final LongAdder batches = new LongAdder();
  private final AtomicLong epochs = new AtomicLong();
  private final AtomicLong batchesPerEpoch = new AtomicLong();

  private final Deque<Window> windows = new ArrayDeque<>();
  private double activeSeconds;
  private double addedSeconds;
  private double earlierSecondsPerBatch = Double.NaN;
  private long lastNanos;
  private long lastBatches;
  private double openSeconds;
  private double allSeconds; // from the first window's end on, whatever came between batches
  private long allBatches;
  private boolean firstWindowStands;
  private boolean started;

  WorkProgress(Work work) {
    this.work = work;
  }

  void batchDone() {
    batches.increment();
  }

  void epochDone(long batchesInEpoch) {
    epochs.incrementAndGet();
    if (batchesInEpoch > 0) {
      batchesPerEpoch.set(batchesInEpoch);
    }
  }

  long batches() {
    return batches.sum();
  }

  long epochs() {
    return epochs.get();
  }

  long batchesPerEpoch() {
    return batchesPerEpoch.get();
  }

  synchronized double activeSeconds() {
    return activeSeconds;
  }

  /** Seconds of running time per batch; NaN while unknown. */
  synchronized double secondsPerBatch() {
    if (windows.size() < TRUSTED_WINDOWS) {
      return earlierSecondsPerBatch;
    }
    return (windows.stream().mapToDouble(Window::seconds).sum() - secondsOfSettingUp())
        / windows.stream().mapToLong(Window::batches).sum();
  }

  /** How much longer than usual the first batches of this process took; 0 while unknown. */
  synchronized double settingUpSeconds() {
    return windows.size() < TRUSTED_WINDOWS ? 0 : secondsOfSettingUp();
  }

  /** What the first window is longer than twice the slowest other: that does not come again. */
  private double secondsOfSettingUp() {
    if (!firstWindowStands) {
      return 0;
    }
    Window first = windows.getFirst();
    double slowest = windows.stream()
        .skip(1)
        .mapToDouble(window -> window.seconds() / window.batches())
        .max()
        .orElse(Double.POSITIVE_INFINITY);
    return Math.max(0, first.seconds() - 2 * slowest * first.batches());
  }

  /** There is more to run than was expected, by so much running time. */
  synchronized void add(Duration runningTime) {
    addedSeconds += seconds(runningTime);
  }

  private double expectedSeconds(Duration declared) {
    return seconds(declared) + addedSeconds;
  }

  /** Takes over what an earlier process of the same run had reached. */
  synchronized void restore(
      long batchesDone, long epochsDone, long perEpoch, double active, double secondsPerBatch) {
    batches.reset();
    batches.add(batchesDone);
    epochs.set(epochsDone);
    batchesPerEpoch.set(perEpoch);
    activeSeconds = active;
    addedSeconds = 0;
    earlierSecondsPerBatch = secondsPerBatch;
    lastBatches = batchesDone;
    windows.clear();
    openSeconds = 0;
    allSeconds = 0;
    allBatches = 0;
    firstWindowStands = false;
  }

  /** Back to zero: nothing is done, and how fast it goes is not known. */
  void reset() {
    restore(0, 0, 0, 0, Double.NaN);
  }

  /** Looks at the counters; {@code running} says whether the training ran since the last look. */
  synchronized void sample(long nanoTime, boolean running) {
    long now = batches();
    if (started && running) {
      double seconds = (nanoTime - lastNanos) / NANOS;
      activeSeconds += seconds;
      openSeconds += seconds;
      long done = now - lastBatches;
      if (done > 0 && openSeconds > 0) {
        if (windows.isEmpty()) {
          firstWindowStands = true;
        } else {
          allSeconds += openSeconds;
          allBatches += done;
        }
        windows.addLast(new Window(done, openSeconds));
        if (windows.size() > WINDOWS) {
          windows.removeFirst();
          firstWindowStands = false;
        }
        openSeconds = 0;
      }
    }
    started = true;
    lastBatches = now;
    lastNanos = nanoTime;
  }

  /** The batches of the whole run, or 0 if unknown. */
  long totalBatches() {
    return work.batches() > 0 ? work.batches() : work.epochs() * batchesPerEpoch();
  }

  synchronized Optional<Double> fraction() {
    long total = totalBatches();
    if (total > 0) {
      return Optional.of(Math.min(1.0, (double) batches() / total));
    }
    return work.runningTime().map(time -> Math.min(1.0, activeSeconds / expectedSeconds(time)));
  }

  /** Whether what was declared can be counted, and not only guessed. */
  boolean counted() {
    return work.counted();
  }

  boolean complete() {
    return work.epochs() > 0 ? epochs() >= work.epochs() : fraction().orElse(0.0) >= 1;
  }

  /**
   * What is left, or empty while nobody can say: nothing is measured yet, or all that was declared
   * is used up and the training still goes on.
   */
  synchronized Optional<Job> job(Instant deadline) {
    long total = totalBatches();
    double perBatch = secondsPerBatch();
    if (total > 0 && !Double.isNaN(perBatch)) {
      long left = total - batches();
      return left <= 0
          ? Optional.empty()
          : Optional.of(new Job(
              duration(left * perBatch),
              duration(left * slowSecondsPerBatch(perBatch)),
              deadline,
              duration(activeSeconds)));
    }
    return work.runningTime()
        .map(expected -> expectedSeconds(expected) - activeSeconds)
        .filter(left -> left > 0)
        .map(left -> new Job(
            duration(left),
            duration(left * EXPECTATION_PESSIMISM),
            deadline,
            duration(activeSeconds)));
  }

  /** Whether only epochs were declared and none has ended for so many batches that none may. */
  synchronized boolean waitsInVainForAnEpoch() {
    return work.batches() == 0
        && work.runningTime().isEmpty()
        && epochs() == 0
        && activeSeconds >= SECONDS_WITHOUT_AN_EPOCH
        && batches() > 0;
  }

  /** What was declared and is exceeded by a training that goes on, in words; empty if nothing. */
  synchronized Optional<String> exceeded() {
    if (work.batches() > 0 || work.epochs() > 0) {
      long total = totalBatches();
      return total > 0 && batches() > total
          ? Optional.of(batches() + " batches are done of " + total + " declared")
          : Optional.empty();
    }
    return work.runningTime()
        .filter(expected -> activeSeconds > expectedSeconds(expected))
        .map(expected -> "it has run for " + duration(activeSeconds).truncatedTo(ChronoUnit.SECONDS)
            + " of " + duration(expectedSeconds(expected)) + " expected");
  }

  /**
   * The seconds per batch that nine of ten batches kept to. Batches are counted and not windows: a
   * window in which the computer did something else has few of them.
   */
  private double slowTenth() {
    List<Window> fastFirst = windows.stream()
        .sorted(Comparator.comparingDouble(window -> window.seconds() / window.batches()))
        .toList();
    long all = windows.stream().mapToLong(Window::batches).sum();
    long index = (long) (SLOW_QUANTILE * (all - 1));
    double slow = 0;
    long counted = 0;
    for (Window window : fastFirst) {
      if (counted <= index) {
        slow = window.seconds() / window.batches();
      }
      counted += window.batches();
    }
    return slow;
  }

  private double slowSecondsPerBatch(double mean) {
    double slow = slowTenth();
    double overall = allBatches == 0 ? 0 : allSeconds / allBatches;
    return Math.max(Math.max(mean, overall) * PESSIMISM, slow);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS;
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos((long) (seconds * NANOS));
  }
}
