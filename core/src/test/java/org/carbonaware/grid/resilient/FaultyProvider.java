package org.carbonaware.grid.resilient;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.resilient.AnswerLog.Question;

/**
 * A provider that is good for a while and bad for a while, and when it is bad does everything a
 * provider has ever been seen to do.
 */
final class FaultyProvider implements GridSource {
  private static final int NONE = 99;

  private final ScriptedSource good;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final AnswerLog log;
  private final SplittableRandom random;
  private boolean bad;

  FaultyProvider(
      String name, InstantSource clock, Sleeper sleeper, AnswerLog log, SplittableRandom random) {
    good = new ScriptedSource(name, Basis.LIFECYCLE, clock);
    this.clock = clock;
    this.sleeper = sleeper;
    this.log = log;
    this.random = random;
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
    int fault = fault();
    Intensity value = good.current(zone, now).orElseThrow();
    return switch (fault) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(new Intensity(5935, value.basis(), value.at(), value.provenance()));
      case 2 -> Optional.of(new Intensity(1, Basis.MARGINAL, value.at(), value.provenance()));
      case 3 ->
        Optional.of(
            new Intensity(2, value.basis(), now.plus(Duration.ofHours(2)), value.provenance()));
      case 4 -> { // stale
        Instant old = value.at().minus(Duration.ofHours(5));
        log.answered(Question.CURRENT, old);
        yield good.current(zone, old);
      }
      default -> {
        log.answered(Question.CURRENT, now);
        yield Optional.of(value);
      }
    };
  }

  @Override
  public IntensitySeries history(Zone zone, Instant from, Instant to) {
    int fault = fault();
    if (leavesTruth(fault)) {
      log.answered(Question.HISTORY, clock.instant());
    }
    return damaged(good.history(zone, from, to), fault);
  }

  @Override
  public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
    int fault = fault();
    if (fault == 0) {
      return Optional.empty();
    }
    if (leavesTruth(fault)) {
      log.answered(Question.FORECAST, now);
    }
    return Optional.of(damaged(good.forecast(zone, now, horizon).orElseThrow(), fault));
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
      case 7 -> of(s.zone(), s.basis(), s.start(), s, withHoles(values));
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

  private static double[] withHoles(double[] values) {
    for (int i = 1; i < values.length; i += 3) {
      values[i] = Double.NaN;
    }
    return values;
  }

  /** Throws, or takes its time, or says which damage to do. */
  private int fault() {
    log.asked(clock.instant());
    if (random.nextInt(20) == 0) {
      bad = !bad;
    }
    if (!bad && random.nextInt(10) > 0) {
      return NONE;
    }
    return switch (random.nextInt(14)) {
      case 0 -> throw GridException.passing(name() + ": HTTP 503", null);
      case 1 ->
        throw GridException.passing(
            name() + ": HTTP 429", null, Duration.ofSeconds(random.nextInt(-10, 100_000)));
      case 2 -> throw GridException.lasting(name() + ": HTTP 401");
      case 3 -> throw new IllegalArgumentException("a fault");
      case 4 -> throw new NullPointerException("a fault");
      case 5 -> {
        answerSlowly();
        throw GridException.passing(name() + ": did not answer: timeout", null);
      }
      case 6 -> {
        answerSlowly();
        yield NONE;
      }
      default -> random.nextInt(9);
    };
  }

  private void answerSlowly() {
    try {
      sleeper.sleep(Duration.ofSeconds(random.nextInt(30)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
