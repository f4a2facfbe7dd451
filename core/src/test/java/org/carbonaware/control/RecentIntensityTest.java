package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.carbonaware.plan.RecentRange;
import org.junit.jupiter.api.Test;

class RecentIntensityTest {
  private static final Instant NOW = Instant.parse("2024-05-08T00:30:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final RecentIntensity recent = new RecentIntensity();

  private static Intensity at(Instant moment, double gramsPerKwh, Provenance.Kind kind) {
    return new Intensity(gramsPerKwh, Basis.LIFECYCLE, moment, new Provenance("test", kind));
  }

  private void observe(Instant moment, double gramsPerKwh) {
    recent.add(at(moment, gramsPerKwh, Provenance.Kind.MEASURED));
  }

  private static IntensitySeries history(Instant start, double... values) {
    Provenance test = new Provenance("test", Provenance.Kind.MEASURED);
    return IntensitySeries.of(Zone.of("DE"), Basis.LIFECYCLE, test, start, HOUR, values);
  }

  @Test
  void aDayOfWatchingIsEnough() {
    for (int hour = 24; hour > 1; hour--) {
      observe(NOW.minus(HOUR.multipliedBy(hour)), 200);
      observe(NOW.minus(HOUR.multipliedBy(hour)).plusSeconds(600), 300);
    }
    assertThat(recent.range(NOW)).isEmpty(); // two looks within an hour are one
    observe(NOW, 300);
    assertThat(recent.range(NOW)).contains(new RecentRange(300, 300));
  }

  @Test
  void whatWasObservedStandsAboveWhatTheSourceRemembers() {
    observe(NOW.minus(HOUR), 900);
    double[] values = new double[168];
    Arrays.fill(values, 100);
    recent.addAll(history(Instant.parse("2024-05-01T00:00:00Z"), values));
    for (int hour = 1; hour < 20; hour++) {
      observe(NOW.minus(HOUR.multipliedBy(hour)), 900);
    }
    assertThat(recent.range(NOW)).contains(new RecentRange(100, 900));
  }

  @Test
  void forgetsWhatIsOlderThanAWeekAndWhatTablesSay() {
    double[] values = new double[48];
    Arrays.setAll(values, i -> i < 24 ? 900 : 100);
    recent.addAll(history(NOW.minus(Duration.ofDays(8)).plus(HOUR), values));
    for (int hour = 0; hour < 100; hour++) {
      recent.add(at(NOW.minus(HOUR.multipliedBy(hour)), 500, Provenance.Kind.ASSUMED));
    }
    assertThat(recent.range(NOW)).contains(new RecentRange(100, 100));
    assertThat(recent.range(NOW.plus(Duration.ofDays(2)))).isEmpty();
  }
}
