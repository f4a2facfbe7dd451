package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.carbonaware.plan.RecentRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentIntensityTest {
  private static final Instant NOW = Instant.parse("2024-05-08T00:30:00Z");
  private static final Instant MIDNIGHT = Instant.parse("2024-05-08T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Provenance TEST = new Provenance("test", Provenance.Kind.MEASURED);

  private final RecentIntensity recent = new RecentIntensity();

  private static Intensity at(Instant moment, double gramsPerKwh, Provenance.Kind kind) {
    return new Intensity(gramsPerKwh, Basis.LIFECYCLE, moment, new Provenance("test", kind));
  }

  private void observe(Instant moment, double gramsPerKwh) {
    recent.add(at(moment, gramsPerKwh, Provenance.Kind.MEASURED));
  }

  private static IntensitySeries history(Instant start, double... values) {
    return IntensitySeries.of(Zone.of("DE"), Basis.LIFECYCLE, TEST, start, HOUR, values);
  }

  @Test
  void aDayOfWatchingIsEnough() {
    for (int hour = 24; hour > 1; hour--) {
      observe(NOW.minus(HOUR.multipliedBy(hour)), 200);
      observe(NOW.minus(HOUR.multipliedBy(hour)).plusSeconds(600), 300);
    }
    observe(NOW, 900); // of an hour that is not over
    assertThat(recent.range(NOW, Optional.empty())).isEmpty(); // two looks within an hour are one
    observe(NOW.minus(HOUR), 300);
    assertThat(recent.range(NOW, Optional.empty())).contains(new RecentRange(300, 300));
  }

  @Test
  void whatTheSourceRemembersStandsAboveWhatWasObserved() {
    double[] values = new double[168];
    Arrays.fill(values, 0, 100, 100);
    Arrays.fill(values, 100, 168, Double.NaN);
    for (int hour = 1; hour <= 168; hour++) {
      observe(MIDNIGHT.minus(HOUR.multipliedBy(hour)), 900);
    }
    Optional<IntensitySeries> kept =
        Optional.of(history(MIDNIGHT.minus(Duration.ofDays(7)), values));
    double[] sorted = new double[168];
    Arrays.fill(sorted, 0, 100, 100);
    Arrays.fill(sorted, 100, 168, 900);
    assertThat(recent.range(NOW, kept)).isEqualTo(RecentRange.of(sorted, 168, HOUR));
    assertThat(recent.range(
            NOW,
            kept.map(series ->
                series.withProvenance(new Provenance("a table", Provenance.Kind.ASSUMED)))))
        .contains(new RecentRange(900, 900));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 15, 60, 180})
  void isWhatASimulatedRunWouldBeTold(int minutes) {
    Duration step = Duration.ofMinutes(minutes);
    SplittableRandom random = new SplittableRandom(minutes);
    double[] values = random.doubles(9 * 24 * 60 / minutes, 0, 900).toArray();
    for (int i = 0; i < 20; i++) {
      values[random.nextInt(values.length)] = Double.NaN;
    }
    IntensitySeries trace =
        IntensitySeries.of(Zone.of("DE"), Basis.LIFECYCLE, TEST, MIDNIGHT, step, values);
    for (Instant now = trace.start(); now.isBefore(trace.end()); now = now.plusSeconds(7000)) {
      IntensitySeries over = trace.between(
          trace.startOf(trace.indexOf(now)).minus(RecentRange.SPAN),
          trace.startOf(trace.indexOf(now)));
      assertThat(recent.range(now, Optional.of(trace))).isEqualTo(RecentRange.of(over));
    }
  }

  @Test
  void aValueHoldsForAnHourWhereStepsAreShorter() {
    Optional<IntensitySeries> quarters = Optional.of(IntensitySeries.of(
        Zone.of("DE"),
        Basis.LIFECYCLE,
        TEST,
        MIDNIGHT.minus(Duration.ofDays(7)),
        Duration.ofMinutes(15),
        new double[] {Double.NaN}));
    for (int hour = 1; hour <= 24; hour++) {
      observe(MIDNIGHT.minus(HOUR.multipliedBy(hour)), 900);
    }
    assertThat(recent.range(MIDNIGHT, quarters)).contains(new RecentRange(900, 900));
    assertThat(recent.range(MIDNIGHT.plus(HOUR), quarters))
        .as("an hour later a day is still a day")
        .contains(new RecentRange(900, 900));
    assertThat(recent.range(MIDNIGHT.plus(Duration.ofDays(6)).plus(HOUR), quarters))
        .isEmpty();
  }

  @Test
  void forgetsWhatIsOlderThanAWeekAndWhatTablesSay() {
    double[] values = new double[48];
    Arrays.setAll(values, i -> i < 24 ? 900 : 100);
    Optional<IntensitySeries> kept =
        Optional.of(history(MIDNIGHT.minus(Duration.ofDays(8)), values));
    for (int hour = 0; hour < 100; hour++) {
      recent.add(at(NOW.minus(HOUR.multipliedBy(hour)), 500, Provenance.Kind.ASSUMED));
    }
    assertThat(recent.range(NOW, kept)).contains(new RecentRange(100, 100));
    assertThat(recent.range(NOW.plus(HOUR), kept)).isEmpty();
    for (int hour = 1; hour <= 30; hour++) {
      observe(MIDNIGHT.minus(HOUR.multipliedBy(hour)), 300);
    }
    assertThat(recent.range(NOW.plus(Duration.ofDays(8)), Optional.empty())).isEmpty();
    assertThat(recent.range(NOW, Optional.empty())).as("forgotten").isEmpty();
  }
}
