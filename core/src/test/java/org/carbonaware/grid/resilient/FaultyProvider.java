package org.carbonaware.grid.resilient;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;

/**
 * A provider that is good for a while and bad for a while, and when it is bad does everything a
 * provider has ever been seen to do. Remembers when it gave good answers and how often it was
 * asked.
 */
final class FaultyProvider implements GridSource {
  /** What it can be asked. */
  enum Question {
    CURRENT,
    FORECAST,
    HISTORY
  }

  private record Answer(Question question, Instant at) implements Comparable<Answer> {
    @Override
    public int compareTo(Answer other) {
      int order = question.compareTo(other.question);
      return order == 0 ? at.compareTo(other.at) : order;
    }
  }

  private final ScriptedSource good;
  private final VirtualTime time;
  private final RateLimit limit;
  private final SplittableRandom random;
  private final NavigableSet<Answer> goodAnswers = new TreeSet<>();
  private final Deque<Instant> lately = new ArrayDeque<>();
  private boolean bad;
  private int asked;
  private boolean askedTooOften;

  FaultyProvider(String name, VirtualTime time, RateLimit limit, SplittableRandom random) {
    good = new ScriptedSource(name, Basis.LIFECYCLE, time);
    this.time = time;
    this.limit = limit;
    this.random = random;
  }

  int asked() {
    return asked;
  }

  boolean askedTooOften() {
    return askedTooOften;
  }

  /** Whether it gave a good answer then, or at most a little later: as long as retries may take. */
  boolean answered(Question question, Instant at, Duration later) {
    Answer next = goodAnswers.ceiling(new Answer(question, at));
    return next != null && next.question() == question && !next.at().isAfter(at.plus(later));
  }

  @Override
  public String name() {
    return good.name();
  }

  @Override
  public Basis basis() {
    return good.basis();
  }

  @Override
  public Optional<Intensity> current(Zone zone, Instant now) {
    Optional<Intensity> answer = good.current(zone, now);
    Intensity value = answer.orElseThrow();
    return switch (fault()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(new Intensity(5935, value.basis(), value.at(), value.provenance()));
      case 2 -> Optional.of(new Intensity(1, Basis.MARGINAL, value.at(), value.provenance()));
      case 3 ->
        Optional.of(
            new Intensity(2, value.basis(), now.plus(Duration.ofHours(2)), value.provenance()));
      default -> {
        goodAnswers.add(new Answer(Question.CURRENT, now));
        yield answer;
      }
    };
  }

  @Override
  public IntensitySeries history(Zone zone, Instant from, Instant to) {
    IntensitySeries answer = good.history(zone, from, to);
    int fault = fault();
    if (leavesTruth(fault)) {
      goodAnswers.add(new Answer(Question.HISTORY, time.instant()));
    }
    return damaged(answer, fault);
  }

  @Override
  public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
    IntensitySeries answer = good.forecast(zone, now, horizon).orElseThrow();
    int fault = fault();
    if (fault == 0) {
      return Optional.empty();
    }
    if (leavesTruth(fault)) {
      goodAnswers.add(new Answer(Question.FORECAST, now));
    }
    return Optional.of(damaged(answer, fault));
  }

  private static boolean leavesTruth(int fault) {
    return fault < 2 || fault > 6;
  }

  private static IntensitySeries damaged(IntensitySeries s, int fault) {
    double[] values = s.toArray();
    return switch (fault) {
      case 1 -> // ends early
        s.between(s.start(), s.start().plus(s.step().multipliedBy(values.length / 2 + 1)));
      case 2 -> of(s.zone(), Basis.MARGINAL, s.start(), s, values);
      case 3 -> of(ScriptedSource.OTHER, s.basis(), s.start(), s, values);
      case 4 -> of(s.zone(), s.basis(), s.start().plus(Duration.ofDays(9)), s, values);
      case 5 -> of(s.zone(), s.basis(), s.start(), s, filled(values, 0));
      case 6 -> of(s.zone(), s.basis(), s.start(), s, filled(values, 9999));
      default -> s;
    };
  }

  private static IntensitySeries of(
      Zone zone, Basis basis, Instant start, IntensitySeries s, double[] values) {
    return IntensitySeries.of(zone, basis, s.provenance(), start, s.step(), values);
  }

  private static double[] filled(double[] values, double value) {
    Arrays.fill(values, value);
    return values;
  }

  /** Throws, or says which damage to do; none from 7 on. */
  private int fault() {
    count();
    if (random.nextInt(20) == 0) {
      bad = !bad;
    }
    if (!bad && random.nextInt(10) > 0) {
      return 99;
    }
    return switch (random.nextInt(12)) {
      case 0 -> throw GridException.passing(name() + ": HTTP 503", null);
      case 1 ->
        throw GridException.passing(
            name() + ": HTTP 429", null, Duration.ofSeconds(random.nextInt(-10, 100_000)));
      case 2 -> throw GridException.lasting(name() + ": HTTP 401");
      case 3 -> throw new IllegalArgumentException("a fault");
      case 4 -> throw new NullPointerException("a fault");
      default -> random.nextInt(9);
    };
  }

  private void count() {
    asked++;
    Instant now = time.instant();
    while (!lately.isEmpty() && !lately.getFirst().isAfter(now.minus(limit.per()))) {
      lately.removeFirst();
    }
    lately.addLast(now);
    askedTooOften |= lately.size() > limit.requests();
  }
}
