package org.carbonaware.forecast;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;

/**
 * What a forecaster would have said earlier, made anew from what was known then. Each issue sees as
 * much history as the forecaster's {@link Forecaster#memory() memory} holds and is kept under the
 * values it was made from, so that asking again a day later costs one new issue.
 *
 * <p>Safe for several threads; two that need the same issue may both make it.
 */
final class PastIssues {
  private static final long MOST_KEPT_STEPS = 4_000_000; // 32 MB

  private final Forecaster forecaster;
  private final Cache<Issue, double[]> kept = Caffeine.newBuilder()
      .maximumWeight(MOST_KEPT_STEPS)
      .weigher((Issue issue, double[] logs) -> logs.length + 16)
      .executor(Runnable::run)
      .build();

  private record Issue(
      Zone zone,
      Basis basis,
      Duration step,
      Instant at,
      Duration horizon,
      Instant seenFrom,
      Fingerprints.Fingerprint seen) {}

  PastIssues(Forecaster forecaster) {
    this.forecaster = forecaster;
  }

  /** Looks back from one history. */
  View of(IntensitySeries history) {
    return new View(history);
  }

  /** The past issues as one history shows them. Safe for several threads. */
  final class View {
    private final IntensitySeries history;
    private final Fingerprints fingerprints;

    private View(IntensitySeries history) {
      this.history = history;
      this.fingerprints = new Fingerprints(history.toArray());
    }

    /**
     * What an issue expected.
     *
     * @param at when it was made; rows that start then or later do not show in it
     * @return ln(gCO2e/kWh) step by step, values below 1 g as 1 g; nothing if nothing was known
     */
    double[] logs(Instant at, Duration horizon) {
      int from = Math.max(0, history.indexOf(at.minus(forecaster.memory())));
      int started = history.startOf(history.indexOf(at)).isBefore(at) ? 1 : 0;
      int to = Math.min(history.size(), history.indexOf(at) + started);
      if (to <= from) {
        return new double[0];
      }
      Issue issue = new Issue(
          history.zone(),
          history.basis(),
          history.step(),
          at,
          horizon,
          history.startOf(from),
          fingerprints.of(from, to));
      double[] logs = kept.getIfPresent(issue);
      if (logs == null) {
        logs = made(history.between(history.startOf(from), history.startOf(to)), at, horizon);
        kept.put(issue, logs);
      }
      return logs;
    }
  }

  private double[] made(IntensitySeries seen, Instant at, Duration horizon) {
    return Arrays.stream(forecaster.forecast(seen, at, horizon).mean().toArray())
        .map(PastIssues::log)
        .toArray();
  }

  /** The logarithm of an intensity, of which less than 1 g counts as 1 g; NaN if it is missing. */
  static double log(double gramsPerKwh) {
    return StrictMath.log(Math.max(1, gramsPerKwh));
  }
}
