package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long it takes to come back from a pause that left the process: what was declared, and what
 * this and earlier processes of the run have measured. A computer that gets busier, or a place in
 * the data that is further and further away, makes it longer from time to time; so more is kept in
 * hand than was ever measured, by as much as the measurements differ. Safe for several threads.
 */
final class ResumeTimes {
  /** What was longer ago says little about the computer as it is now. */
  private static final int REMEMBERED = 8;

  private static final String RESUMES = "resumeSeconds";
  private static final String START = "startSeconds";
  private static final double NANOS = 1e9;

  private final double declared;
  private final Deque<Double> resumes = new ArrayDeque<>();
  private double start = Double.NaN;
  private boolean resumed;
  private @Nullable Instant since;
  private double cameBack = Double.NaN;
  private double warmUp;

  ResumeTimes(Duration declared) {
    this.declared = declared.toNanos() / NANOS;
  }

  /** Takes over what earlier processes of the run measured; what can't be read is not known. */
  synchronized void restore(Map<String, String> run) {
    resumed = true;
    resumes.clear();
    for (String seconds : run.getOrDefault(RESUMES, "").split(" ", -1)) {
      double value = parse(seconds);
      if (!Double.isNaN(value)) {
        add(value);
      }
    }
    start = parse(run.getOrDefault(START, ""));
  }

  private static double parse(String seconds) {
    try {
      double value = Double.parseDouble(seconds);
      return value >= 0 && value < Double.POSITIVE_INFINITY ? value : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private void add(double seconds) {
    resumes.addLast(seconds);
    if (resumes.size() > REMEMBERED) {
      resumes.removeFirst();
    }
  }

  /** Forgets that this process goes on from a checkpoint: it begins. */
  synchronized void beginAnew() {
    resumed = false;
    resumes.clear();
    start = Double.NaN;
  }

  /** The training of this process has been on its way since a moment. */
  synchronized void comes(Instant from) {
    since = from;
  }

  /** The training of this process is there: trains, or stands where it would. Counts once. */
  synchronized void isThere(Instant now) {
    Instant from = since;
    if (from != null) {
      since = null;
      cameBack = Math.max(0, Duration.between(from, now).toNanos() / NANOS);
    }
  }

  /** How much longer than usual the first batches took, which they do in each process. */
  synchronized void warmedUp(double seconds) {
    warmUp = Math.max(warmUp, seconds);
  }

  /** For the checkpoint: what is known by now. */
  synchronized void save(Map<String, String> run) {
    StringBuilder text = new StringBuilder();
    for (double seconds : all()) {
      text.append(text.isEmpty() ? "" : " ").append(seconds);
    }
    run.put(RESUMES, text.toString());
    run.put(START, Double.toString(startOfAll()));
  }

  /** What is to be expected of the next one. */
  synchronized Duration expected() {
    double mean = all().stream().mapToDouble(Double::doubleValue).average().orElse(0);
    return duration(Math.max(declared, mean));
  }

  /**
   * What the next one will hardly take: more than the longest of the last ones, by the difference
   * to the shortest, or by a share that shrinks with their number while these are few. Where none
   * was measured, the start of the run stands for them, which does much the same.
   */
  synchronized Duration pessimistic() {
    Deque<Double> known = all();
    double first = startOfAll();
    if (known.isEmpty() && !Double.isNaN(first)) {
      known.add(first);
    }
    if (known.isEmpty()) {
      return duration(declared);
    }
    double worst = known.stream().mapToDouble(Double::doubleValue).max().getAsDouble();
    double best = known.stream().mapToDouble(Double::doubleValue).min().getAsDouble();
    double spread = Math.max(worst - best, worst / (known.size() + 1));
    return duration(Math.max(declared, worst + spread));
  }

  /** What is to be kept in hand besides what is expected. */
  synchronized Duration beyondExpected() {
    return pessimistic().minus(expected());
  }

  /** Those of earlier processes, and this one's if it resumed and trains. */
  private Deque<Double> all() {
    Deque<Double> known = new ArrayDeque<>(resumes);
    if (resumed && !Double.isNaN(cameBack)) {
      known.addLast(cameBack + warmUp);
      if (known.size() > REMEMBERED) {
        known.removeFirst();
      }
    }
    return known;
  }

  private double startOfAll() {
    return resumed ? start : cameBack + warmUp;
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos((long) (seconds * NANOS)); // a cast saturates
  }
}
