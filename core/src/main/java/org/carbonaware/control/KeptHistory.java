package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.jspecify.annotations.Nullable;

/**
 * A zone's past, asked for bit by bit and kept: at first the last 14 days, then what is new and a
 * little before it, since estimates are corrected; once a day the last 14 days again, since gaps
 * are filled. What is older comes in pieces, the newer first, as far back as it is wanted, the
 * source may be asked and there is something. Belongs to the grid thread; blocks as long as the
 * source does.
 */
final class KeptHistory {
  static final Duration RECENT = Duration.ofDays(14);
  static final Duration PIECE = Duration.ofDays(91);
  static final Duration OVERLAP = Duration.ofHours(18); // with it Electricity Maps needs one call
  static final Duration REVIEW = Duration.ofDays(1);
  static final Duration PATIENCE = Duration.ofHours(1);

  /** What is older than this is no use to a forecast of the next days, and is given up. */
  private static final Duration OLDEST = Duration.ofDays(1);

  private final GridSource source;
  private final Zone zone;
  private final Duration wanted;
  private final Predicate<Basis> isOurs;

  private @Nullable IntensitySeries known;
  private Instant answered = Instant.MIN;
  private Rest untilReview = Rest.OVER;
  private Instant begin = Instant.MIN;
  private Rest rest = Rest.OVER;
  private boolean complete;

  /**
   * Keeps a zone's past.
   *
   * @param wanted how much of it, more than zero
   * @param isOurs whether figures of a basis may be used
   */
  KeptHistory(GridSource source, Zone zone, Duration wanted, Predicate<Basis> isOurs) {
    this.source = source;
    this.zone = zone;
    this.wanted = wanted;
    this.isOurs = isOurs;
  }

  /**
   * What is known up to a moment, as much of it as is wanted. A source that fails is made up for by
   * what is kept, as a stale history.
   *
   * @throws RuntimeException as the source does, if nothing is kept that is newer than a day
   */
  Optional<IntensitySeries> upTo(Instant now) {
    IntensitySeries kept = known;
    if (kept == null || isOld(kept, now)) {
      known = null;
      return first(now).map(series -> asOf(now, series, false));
    }
    boolean review = !untilReview.lasts(now);
    if (!kept.end().isBefore(now) && !review) {
      return Optional.of(asOf(now, kept, false)); // no step has begun that is not known
    }
    boolean failed = false;
    try {
      learn(kept, ask(review ? now.minus(shorter(RECENT)) : kept.end().minus(OVERLAP), now), now);
      untilReview = review ? new Rest(now, REVIEW) : untilReview;
    } catch (RuntimeException e) {
      failed = true;
    }
    return Optional.of(asOf(now, known == null ? kept : known, failed));
  }

  private Optional<IntensitySeries> first(Instant now) {
    begin = now.minus(shorter(RECENT));
    complete = false;
    try {
      Optional<IntensitySeries> answer = ask(begin, now);
      boolean tells = answer.isPresent() && answer.get().size() > 0;
      if (tells) {
        known = answer.get();
        answered = now;
        untilReview = new Rest(now, REVIEW);
      }
      rest = tells ? Rest.OVER : new Rest(now, PATIENCE);
      return answer;
    } catch (RuntimeException e) {
      rest = new Rest(now, patienceAfter(e));
      throw e;
    }
  }

  /**
   * What is kept, however old, without asking for what is new; if nothing is, the last days are
   * asked for, and where that fails again after a while. Never throws.
   */
  Optional<IntensitySeries> atHand(Instant now) {
    if (known == null && !rest.lasts(now)) {
      try {
        first(now);
      } catch (RuntimeException e) {
        return Optional.empty(); // nobody depends on it
      }
    }
    return kept();
  }

  /** What is kept, however old. */
  Optional<IntensitySeries> kept() {
    return Optional.ofNullable(known);
  }

  private Optional<IntensitySeries> ask(Instant from, Instant to) {
    return Optional.of(source.history(zone, from, to))
        .filter(series -> isOurs.test(series.basis()));
  }

  private void learn(IntensitySeries kept, Optional<IntensitySeries> answer, Instant now) {
    answer.flatMap(news -> joined(kept, news, news)).ifPresent(longer -> {
      known = longer.between(now.minus(wanted), longer.end());
      answered = now;
    });
  }

  /**
   * Asks for the next older piece, if one is wanted. Never throws: without it the outlook is made
   * from what there is. Where the source can't be asked now, it is after a while.
   *
   * @return all that is known, or empty if that is not more than before
   */
  Optional<IntensitySeries> extended(Instant now) {
    IntensitySeries kept = known;
    Instant earliest = now.minus(shorter(source.longestHistory()));
    if (kept == null || complete || rest.lasts(now) || !earliest.isBefore(begin)) {
      return Optional.empty();
    }
    Instant from = begin.minus(PIECE).isBefore(earliest) ? earliest : begin.minus(PIECE);
    Instant to = kept.start().isBefore(begin) ? kept.start() : begin;
    try {
      Optional<IntensitySeries> older =
          ask(from, to).filter(series -> series.mean().isPresent());
      complete = older.isEmpty();
      Optional<IntensitySeries> longer = older.flatMap(series -> joined(series, kept, kept));
      if (longer.isEmpty()) {
        rest = new Rest(now, PATIENCE); // perhaps another source stood in
        return longer;
      }
      known = longer.get();
      begin = from;
      return Optional.of(asOf(now, longer.get(), false));
    } catch (RuntimeException e) {
      rest = new Rest(now, patienceAfter(e));
      return Optional.empty();
    }
  }

  private static Duration patienceAfter(RuntimeException e) {
    boolean lasting = e instanceof GridException failure && !failure.mayHelpToRetry();
    return lasting ? REVIEW : PATIENCE;
  }

  private Duration shorter(Duration than) {
    return wanted.compareTo(than) < 0 ? wanted : than;
  }

  private static boolean isOld(IntensitySeries series, Instant now) {
    return series.end().plus(OLDEST).isBefore(now) || now.isBefore(series.start());
  }

  private IntensitySeries asOf(Instant now, IntensitySeries series, boolean overdue) {
    boolean setBack = now.isBefore(answered); // the clock: nobody knows how old it is
    Duration kept = setBack ? Duration.ZERO : Duration.between(answered, now);
    return series
        .between(now.minus(wanted), now)
        .withProvenance(series
            .provenance()
            .withFreshness(series.provenance().freshness().keptFor(kept, overdue || setBack)));
  }

  /**
   * Both as one, where they are of one origin: two providers differ in level for ever. What the
   * later one knows goes before.
   */
  private static Optional<IntensitySeries> joined(
      IntensitySeries earlier, IntensitySeries later, IntensitySeries named) {
    if (later.size() == 0) {
      return Optional.of(earlier);
    }
    Duration step = earlier.step().compareTo(later.step()) < 0 ? earlier.step() : later.step();
    long seconds = step.toSeconds();
    long offset = Duration.between(earlier.start(), later.start()).toSeconds();
    if (!origin(earlier).equals(origin(later))
        || earlier.step().toSeconds() % seconds != 0
        || later.step().toSeconds() % seconds != 0
        || offset % seconds != 0) {
      return Optional.empty();
    }
    Instant start = earlier.start().isBefore(later.start()) ? earlier.start() : later.start();
    Instant end = earlier.end().isAfter(later.end()) ? earlier.end() : later.end();
    double[] values = new double[(int) Duration.between(start, end).dividedBy(step)];
    Arrays.fill(values, Double.NaN);
    for (IntensitySeries part : new IntensitySeries[] {earlier, later}) {
      int first = (int) Duration.between(start, part.start()).dividedBy(step);
      int each = (int) part.step().dividedBy(step);
      for (int i = 0; i < part.size() * each; i++) {
        double value = part.gramsPerKwh(i / each);
        values[first + i] = Double.isNaN(value) ? values[first + i] : value;
      }
    }
    return Optional.of(
        IntensitySeries.of(named.zone(), named.basis(), named.provenance(), start, step, values));
  }

  /** Without the remarks on it, such as how many values are estimated. */
  private static String origin(IntensitySeries series) {
    String text = series.provenance().source();
    int remark = text.indexOf(" (");
    return remark < 0 ? text : text.substring(0, remark);
  }
}
