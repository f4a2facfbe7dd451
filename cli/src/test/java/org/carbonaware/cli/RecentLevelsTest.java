package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.carbonaware.cli.terminal.Levels;
import org.carbonaware.cli.terminal.Tone;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;

class RecentLevelsTest {
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private static IntensitySeries hours(int count, IntToDoubleFunction value) {
    return IntensitySeries.of(
        Zone.of("DE"),
        Basis.LIFECYCLE,
        new Provenance("made", Provenance.Kind.MEASURED),
        START,
        Duration.ofHours(1),
        IntStream.range(0, count).mapToDouble(value).toArray());
  }

  private static Instant hour(int hour) {
    return START.plus(Duration.ofHours(hour));
  }

  @Test
  void theThirdsAreThoseOfTheWeekBefore() {
    // a week of 0 to 167, before and after it values that would move the thirds
    IntensitySeries series = hours(1000, i -> i >= 300 && i < 468 ? i - 300 : 5000);
    Levels levels = RecentLevels.of(series, hour(468)).orElseThrow();
    assertThat(levels).isEqualTo(new Levels(56, 111));
  }

  @Test
  void lessThanADayTellsNothing() {
    assertThat(RecentLevels.of(hours(23, i -> i), hour(23))).isEmpty();
    assertThat(RecentLevels.of(hours(24, i -> i), hour(24))).contains(new Levels(8, 15));
    assertThat(RecentLevels.of(hours(40, i -> i % 2 == 0 ? i : Double.NaN), hour(40)))
        .isEmpty();
  }

  @Test
  void ofAGridThatNeverChangesNothingIsLowOrHigh() {
    Levels levels = RecentLevels.of(hours(200, i -> 42), hour(200)).orElseThrow();
    assertThat(levels.of(42)).isEqualTo(Tone.MODERATE);
    assertThat(levels.of(41)).isEqualTo(Tone.LOW);
    assertThat(levels.of(43)).isEqualTo(Tone.HIGH);
  }
}
