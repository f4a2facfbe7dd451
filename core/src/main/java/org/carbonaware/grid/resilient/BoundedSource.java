package org.carbonaware.grid.resilient;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.SourceHealth;
import org.carbonaware.grid.Zone;

/**
 * Does not believe everything. Values that cannot be are refused: in a series they become missing,
 * a present value fails with a passing {@link GridException}. Answers about another zone, in
 * another basis, or about another time than asked are refused too. What is odd but possible is
 * reported and believed.
 *
 * <p>Blocks as long as the source does; safe for several threads if source and listener are.
 */
public final class BoundedSource implements GridSource {
  private static final int ZONES = 1_000;

  private final GridSource source;
  private final Bounds bounds;
  private final Consumer<String> findings;
  private final Cache<Zone, Instant> zeroSince =
      Caffeine.newBuilder().maximumSize(ZONES).executor(Runnable::run).build();

  private BoundedSource(GridSource source, Bounds bounds, Consumer<String> findings) {
    this.source = source;
    this.bounds = bounds;
    this.findings = findings;
  }

  /**
   * Checks what a source says.
   *
   * @param source the source to ask
   * @param bounds what is believed
   * @param findings gets a sentence for everything missing or odd in an answer that is given all
   *     the same; called on the asking thread, must not throw
   * @return the source, checked
   */
  public static BoundedSource of(GridSource source, Bounds bounds, Consumer<String> findings) {
    return new BoundedSource(source, bounds, findings);
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public Basis basis() {
    return source.basis();
  }

  @Override
  public Duration longestHistory() {
    return source.longestHistory();
  }

  @Override
  public List<SourceHealth> health() {
    return source.health();
  }

  @Override
  public Optional<Intensity> current(Zone zone, Instant now) {
    Optional<Intensity> answer = source.current(zone, now);
    if (answer.isEmpty()) {
      return answer;
    }
    Intensity value = answer.get();
    requireBasis(zone, value.basis());
    if (value.at().isAfter(now)) {
      throw refused(zone, "the present value begins at " + value.at() + ", after " + now);
    }
    if (value.gramsPerKwh() > bounds.mostGramsPerKwh()) {
      throw refused(zone, grams(value.gramsPerKwh()) + " at " + value.at() + ", above " + most());
    }
    if (value.gramsPerKwh() > 0) {
      zeroSince.invalidate(zone);
    } else if (isOutage(Duration.between(zeroSince.get(zone, key -> value.at()), now))) {
      throw refused(zone, "exactly 0 for " + bounds.zeros() + " or more, which is an outage");
    }
    Duration behind = Duration.between(value.at(), now);
    Freshness freshness = value.provenance().freshness();
    return behind.compareTo(bounds.behind()) <= 0 || freshness.state() != Freshness.State.LIVE
        ? answer
        : Optional.of(
            value.withProvenance(value.provenance().withFreshness(Freshness.stale(behind))));
  }

  @Override
  public IntensitySeries history(Zone zone, Instant from, Instant to) {
    return checked(zone, source.history(zone, from, to)).between(from, to);
  }

  @Override
  public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
    Optional<IntensitySeries> answer = source.forecast(zone, now, horizon);
    if (answer.isEmpty()) {
      return answer;
    }
    IntensitySeries ahead = checked(zone, answer.get()).between(now, now.plus(horizon));
    if (ahead.size() == 0 || ahead.start().isAfter(now)) {
      throw refused(
          zone,
          "the forecast is from " + answer.get().start() + " to " + answer.get().end()
              + " and does not hold " + now);
    }
    return ahead.mean().isPresent() ? Optional.of(ahead) : Optional.empty();
  }

  private IntensitySeries checked(Zone zone, IntensitySeries series) {
    requireBasis(zone, series.basis());
    if (!series.zone().equals(zone)) {
      throw refused(zone, "the answer is about " + series.zone());
    }
    double[] values = series.toArray();
    int above = dropAbove(values);
    int zeros = dropOutages(values, series.step());
    int jump = firstJump(values);
    if (above > 0) {
      find(zone, above + " of " + values.length + " values above " + most() + " taken as missing");
    }
    if (zeros > 0) {
      find(zone, zeros + " zeros in runs of " + bounds.zeros() + " or more taken as missing");
    }
    if (jump > 0) {
      find(
          zone,
          "jumps from " + grams(values[jump - 1]) + " to " + grams(values[jump]) + " at "
              + series.startOf(jump));
    }
    return above + zeros == 0
        ? series
        : IntensitySeries.of(
            zone, series.basis(), series.provenance(), series.start(), series.step(), values);
  }

  private int dropAbove(double[] values) {
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] > bounds.mostGramsPerKwh()) {
        values[i] = Double.NaN;
        count++;
      }
    }
    return count;
  }

  private int dropOutages(double[] values, Duration step) {
    int count = 0;
    int begin = 0;
    for (int i = 0; i <= values.length; i++) {
      if (i < values.length && values[i] == 0) {
        continue;
      }
      if (i > begin && isOutage(step.multipliedBy(i - begin))) {
        Arrays.fill(values, begin, i, Double.NaN);
        count += i - begin;
      }
      begin = i + 1;
    }
    return count;
  }

  private int firstJump(double[] values) {
    for (int i = 1; i < values.length; i++) {
      if (Math.abs(values[i] - values[i - 1]) > bounds.jumpGramsPerKwh()) {
        return i;
      }
    }
    return 0;
  }

  private boolean isOutage(Duration zeros) {
    return zeros.compareTo(bounds.zeros()) >= 0;
  }

  private void requireBasis(Zone zone, Basis basis) {
    if (basis != basis()) {
      throw refused(
          zone, "the answer counts " + basis.label() + ", not " + basis().label());
    }
  }

  private GridException refused(Zone zone, String why) {
    return GridException.passing(name() + ", " + zone + ": refused: " + why, null);
  }

  private void find(Zone zone, String what) {
    findings.accept(name() + ", " + zone + ": " + what);
  }

  private String most() {
    return grams(bounds.mostGramsPerKwh());
  }

  private static String grams(double value) {
    return String.format(Locale.ROOT, "%.0f gCO2e/kWh", value);
  }
}
