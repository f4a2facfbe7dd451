package org.carbonaware.grid.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntensityRowsTest {
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private static IntensitySeries series(IntensityRows rows) {
    return rows.series(
        Zone.of("DE"), Basis.DIRECT, new Provenance("test", Provenance.Kind.MEASURED));
  }

  private static IntensitySeries series(int... minutes) {
    IntensityRows rows = new IntensityRows(QUARTER);
    for (int minute : minutes) {
      assertThat(rows.add(START.plusSeconds(minute * 60L), minute)).isTrue();
    }
    return series(rows);
  }

  @Test
  void findsTheStep() {
    for (int step : new int[] {5, 10, 15, 30, 60}) {
      IntensitySeries series = series(0, step, 2 * step);
      assertThat(series.step()).isEqualTo(Duration.ofMinutes(step));
      assertThat(series.toArray()).containsExactly(0, step, 2 * step);
    }
  }

  @Test
  void oneRowHoldsTheUsualStep() {
    assertThat(series(30).step()).isEqualTo(QUARTER);
    assertThat(series(30).toArray()).containsExactly(30);
    assertThat(series().size()).isZero();
    assertThat(series().step()).isEqualTo(QUARTER);
  }

  @Test
  void aHoleStaysAHole() {
    assertThat(series(0, 15, 60, 75).toArray())
        .containsExactly(0, 15, Double.NaN, Double.NaN, 60, 75);
    assertThat(series(0, 600).toArray()).hasSize(41).contains(0, 600);
    assertThat(series(0, 600).mean()).hasValue(300);
  }

  @Test
  void hoursAndQuartersShareOneStep() {
    assertThat(series(0, 60, 120, 135, 150).toArray())
        .containsExactly(0, 0, 0, 0, 60, 60, 60, 60, 120, 135, 150);
  }

  @Test
  void contradictionsAreUnknownAndStaySo() {
    IntensityRows rows = new IntensityRows(QUARTER);
    double[] told = {1, 2, 1, 1};
    for (double value : told) {
      rows.add(START, value);
    }
    rows.add(START.plus(QUARTER), Double.NaN);
    rows.add(START.plus(QUARTER), 7);
    rows.add(START.plus(QUARTER), 7);
    assertThat(series(rows).toArray()).containsExactly(Double.NaN, 7);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, -0.001, 3000.1, Double.POSITIVE_INFINITY, Double.NaN})
  void valuesOfNoGridAreUnknown(double value) {
    IntensityRows rows = new IntensityRows(QUARTER);
    assertThat(rows.add(START, value)).isTrue();
    assertThat(rows.add(START.plus(QUARTER), 3000)).isTrue();
    assertThat(series(rows).toArray()).containsExactly(Double.NaN, 3000);
  }

  @Test
  void refusesTimesOffTheStepOrYearsAway() {
    IntensityRows rows = new IntensityRows(QUARTER);
    assertThat(rows.add(START, 1)).isTrue();
    assertThat(rows.add(START.plusSeconds(1), 1)).isFalse();
    assertThat(rows.add(START.plusNanos(1), 1)).isFalse();
    assertThat(rows.add(START.plus(Duration.ofDays(2000)), 1)).isFalse();
    assertThat(rows.add(START.minus(Duration.ofDays(2000)), 1)).isFalse();
    assertThat(series(rows).toArray()).containsExactly(1);
  }

  @Test
  void refusesAnUnusualStep() {
    for (int seconds : new int[] {60, 700, 7200}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new IntensityRows(Duration.ofSeconds(seconds)))
          .withMessageContaining("expected 5, 10, 15, 30 or 60 minutes");
    }
  }

  @Test
  void trimsUnknownEnds() {
    IntensityRows rows = new IntensityRows(QUARTER);
    double[] values = {Double.NaN, 1, Double.NaN, 2, Double.NaN, Double.NaN};
    for (int i = 0; i < values.length; i++) {
      rows.add(START.plus(QUARTER.multipliedBy(i)), values[i]);
    }
    assertThat(IntensityRows.trimmed(series(rows)).toArray()).containsExactly(1, Double.NaN, 2);
    assertThat(IntensityRows.trimmedEnd(series(rows)).toArray())
        .containsExactly(Double.NaN, 1, Double.NaN, 2);
    IntensityRows unknown = new IntensityRows(QUARTER);
    unknown.add(START, Double.NaN);
    assertThat(IntensityRows.trimmed(series(unknown)).size()).isZero();
    assertThat(IntensityRows.trimmed(series(new IntensityRows(QUARTER))).size()).isZero();
  }

  @Test
  void orderDoesNotMatterAndEveryValueIsARows() {
    SplittableRandom random = new SplittableRandom(42);
    for (int run = 0; run < 300; run++) {
      List<Integer> minutes = new ArrayList<>();
      for (int i = random.nextInt(1, 60); i > 0; i--) {
        minutes.add(5 * random.nextInt(500));
      }
      IntensitySeries plain = series(minutes.stream().mapToInt(i -> i).toArray());
      Collections.shuffle(minutes, new Random(run));
      IntensitySeries shuffled = series(minutes.stream().mapToInt(i -> i).toArray());
      assertThat(shuffled).isEqualTo(plain);
      for (int minute : minutes) {
        assertThat(plain.at(START.plusSeconds(minute * 60L)).orElseThrow()).isEqualTo(minute);
      }
      for (double value : plain.toArray()) {
        assertThat(Double.isNaN(value) || minutes.contains((int) value)).isTrue();
      }
    }
  }

  @Test
  void rowsMaySayHowLongTheyHold() {
    IntensityRows rows = new IntensityRows(QUARTER);
    Duration hour = Duration.ofHours(1);
    rows.add(START, 1, hour);
    rows.add(START.plus(Duration.ofMinutes(90)), 2, hour);
    rows.add(START.plus(Duration.ofHours(2)), 3, Duration.ofHours(1));
    assertThat(series(rows).step()).isEqualTo(Duration.ofMinutes(30));
    assertThat(series(rows).toArray())
        .as("a hole after the first, and the second cut short by the third")
        .containsExactly(1, 1, Double.NaN, 2, 3, 3);
  }

  @Test
  void aRowEndsWhereTheNextBegins() {
    IntensityRows rows = new IntensityRows(QUARTER);
    rows.add(START, 1, Duration.ofHours(10));
    rows.add(START.plus(QUARTER), 2, QUARTER);
    assertThat(series(rows).toArray()).containsExactly(1, 2);
  }

  @Test
  void rowsMayHoldForDays() {
    IntensityRows rows = new IntensityRows(QUARTER);
    rows.add(START, 1, Duration.ofDays(30));
    assertThat(series(rows).step()).isEqualTo(Duration.ofDays(30));
    assertThat(series(rows).toArray()).containsExactly(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -300, 1, 299, 301, 150_000_000})
  void lengthsThatMeanNothingCountAsNotSaid(long seconds) {
    IntensityRows rows = new IntensityRows(QUARTER);
    assertThat(rows.add(START, 1, Duration.ofSeconds(seconds))).isTrue();
    assertThat(rows.add(START.plus(QUARTER), 2, Duration.ofSeconds(seconds))).isTrue();
    assertThat(series(rows).step()).isEqualTo(QUARTER);
    assertThat(series(rows).toArray()).containsExactly(1, 2);
  }

  @Test
  void ofTwoLengthsTheShorterHolds() {
    for (boolean shorterFirst : new boolean[] {true, false}) {
      IntensityRows rows = new IntensityRows(QUARTER);
      rows.add(START, 1, Duration.ofMinutes(shorterFirst ? 30 : 60));
      rows.add(START, 1, Duration.ofMinutes(shorterFirst ? 60 : 30));
      assertThat(series(rows).end()).isEqualTo(START.plus(Duration.ofMinutes(30)));
    }
  }

  @Test
  void findsTheFullFiveMinutes() {
    assertThat(IntensityRows.fullFiveMinutes(START)).isEqualTo(START);
    assertThat(IntensityRows.fullFiveMinutes(START.plusSeconds(300).minusNanos(1)))
        .isEqualTo(START);
    assertThat(IntensityRows.fullFiveMinutes(Instant.ofEpochSecond(-1)))
        .isEqualTo(Instant.ofEpochSecond(-300));
  }
}
