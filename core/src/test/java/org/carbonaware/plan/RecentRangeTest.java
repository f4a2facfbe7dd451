package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.carbonaware.plan.tck.Situations;
import org.junit.jupiter.api.Test;

class RecentRangeTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private static Optional<RecentRange> range(double... values) {
    return RecentRange.of(Situations.outlook(Situations.NOW, HOUR, values));
  }

  @Test
  void leavesTheTenthsAtBothEndsOut() {
    double[] values = new double[101];
    Arrays.setAll(values, i -> i * 37 % 101); // 0 to 100 in disorder
    assertThat(range(values)).contains(new RecentRange(10, 90));
  }

  @Test
  void liesBetweenTwoValuesWhereNoneStands() {
    double[] values = new double[24];
    Arrays.setAll(values, i -> i * i);
    RecentRange range = range(values).orElseThrow();
    assertThat(range.lowGramsPerKwh()).isCloseTo(4 + 0.3 * 5, offset(1e-9)); // place 2.3
    assertThat(range.highGramsPerKwh()).isCloseTo(400 + 0.7 * 41, offset(1e-9)); // place 20.7
  }

  @Test
  void isUnknownWithLessThanADayOfValues() {
    double[] values = new SplittableRandom(42).doubles(30, 50, 500).toArray();
    Arrays.fill(values, 3, 10, Double.NaN);
    assertThat(range(values)).isEmpty();
    values[3] = 100;
    assertThat(range(values)).isPresent();
    assertThat(range()).isEmpty();
  }

  @Test
  void refusesBoundsTheWrongWayRound() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RecentRange(200, 100))
        .withMessage("recent range from 200.0 to 100.0 g/kWh: expected finite figures,"
            + " 0 <= low <= high");
    assertThatIllegalArgumentException().isThrownBy(() -> new RecentRange(-1, 100));
    assertThatIllegalArgumentException().isThrownBy(() -> new RecentRange(Double.NaN, 100));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RecentRange(1, Double.POSITIVE_INFINITY));
  }

  @Test
  void whatIsBehindARunIsNeverNegative() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Past(Instant.EPOCH, -1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Past(Instant.EPOCH, 0, Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Job(HOUR, HOUR, Instant.EPOCH).withWorkDone(HOUR.negated()))
        .withMessage("work done PT-1H: expected a duration of 0 or more");
  }

  @Test
  void oneValueOfAWholeDayIsBothEnds() {
    assertThat(RecentRange.of(new double[] {300}, 1, Duration.ofDays(1)))
        .contains(new RecentRange(300, 300));
  }

  @Test
  void onlyTheFirstValuesCount() {
    double[] values = new double[48];
    Arrays.setAll(values, i -> i < 24 ? i : 1000);
    RecentRange range = RecentRange.of(values, 24, HOUR).orElseThrow();
    assertThat(range.lowGramsPerKwh()).isCloseTo(2.3, offset(1e-9));
    assertThat(range.highGramsPerKwh()).isCloseTo(20.7, offset(1e-9));
    assertThat(RecentRange.of(values, 0, Duration.ofDays(9))).isEmpty();
  }
}
