package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;

class CleanestWindowTest {
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private static IntensitySeries series(double... values) {
    return IntensitySeries.of(
        Zone.of("DE"),
        Basis.DIRECT,
        new Provenance("test", Provenance.Kind.FORECAST),
        START,
        Duration.ofHours(1),
        values);
  }

  private static Instant minute(int minutes) {
    return START.plus(Duration.ofMinutes(minutes));
  }

  private static CleanestWindow of(int from, int to, int minutes, double... values) {
    return CleanestWindow.of(series(values), minute(from), minute(to), Duration.ofMinutes(minutes));
  }

  @Test
  void aWindowMayEndWithAStep() {
    // 90 minutes: the clean hour and the half before it, which is cleaner than the one after
    CleanestWindow best = of(0, 300, 90, 500, 300, 100, 400, 500);
    assertThat(best.start()).isEqualTo(minute(90));
    assertThat(best.end()).isEqualTo(minute(180));
    assertThat(best.meanGramsPerKwh()).isCloseTo((100 * 60 + 300 * 30) / 90.0, offset(1e-9));
    assertThat(best.nowGramsPerKwh()).isCloseTo((500 * 60 + 300 * 30) / 90.0, offset(1e-9));
  }

  @Test
  void theDeadlineHolds() {
    assertThat(of(0, 179, 60, 500, 300, 100, 100).start()).isEqualTo(minute(119));
    assertThat(of(0, 180, 60, 500, 300, 100, 100).start()).isEqualTo(minute(120));
  }

  @Test
  void theEarliestOfEqualWindowsIsTaken() {
    CleanestWindow best = of(20, 240, 60, 300, 300, 300, 300);
    assertThat(best.start()).isEqualTo(minute(20));
    assertThat(best.savingPercentVsNow()).isZero();
    assertThat(of(0, 240, 60, 300, 100, 100, 100).start()).isEqualTo(minute(60));
    assertThat(of(0, 240, 60, 300, 100, 100, 100).savingPercentVsNow())
        .isCloseTo(200 / 3.0, offset(1e-9));
  }

  @Test
  void nothingIsSavedOnAGridWithoutEmissions() {
    assertThat(of(0, 120, 60, 0, 0).savingPercentVsNow()).isZero();
  }

  @Test
  void noMinuteIsACleanerStartAndNoEarlierOneAsClean() {
    SplittableRandom random = new SplittableRandom(42);
    for (int round = 0; round < 200; round++) {
      // small whole numbers make many ties, thirds make sums that are rounded
      double unit = round % 2 == 0 ? 1 : 1e3 / 3;
      double[] values =
          random.doubles(random.nextInt(2, 30)).map(d -> unit * (int) (4 * d)).toArray();
      int now = random.nextInt(0, 60);
      int minutes = random.nextInt(1, 60 * values.length - now);
      int deadline = random.nextInt(now + minutes, 60 * values.length) + 1;
      int best = now;
      for (int start = now; start + minutes <= deadline; start++) {
        if (mean(start, minutes, values) < mean(best, minutes, values) - 1e-9) {
          best = start;
        }
      }
      CleanestWindow window = of(now, deadline, minutes, values);
      assertThat(window.start()).isEqualTo(minute(best));
      assertThat(window.end()).isEqualTo(minute(best + minutes));
      assertThat(window.meanGramsPerKwh()).isCloseTo(mean(best, minutes, values), offset(1e-9));
      assertThat(window.nowGramsPerKwh()).isCloseTo(mean(now, minutes, values), offset(1e-9));
    }
  }

  private static double mean(int start, int minutes, double... values) {
    double sum = 0;
    for (int minute = start; minute < start + minutes; minute++) {
      sum += values[minute / 60];
    }
    return sum / minutes;
  }

  @Test
  void ofEqualDaysAfterMonthsThatAreDirtyTheFirstIsTaken() {
    double[] values = new double[24 * 366];
    // the sum passes 2^24, from where on it is rounded to half as many digits
    Arrays.setAll(values, i -> i < 24 * 200 ? 3495.2 : (7 + i % 24) / 30.0);
    for (int minutes : new int[] {150, 60 * 24 * 100 + 90}) {
      assertThat(of(30, 60 * values.length, minutes, values).start())
          .isEqualTo(minute(60 * 24 * 200));
    }
  }
}
