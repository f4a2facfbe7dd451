package org.carbonaware.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IntensitySeriesTest {
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final Provenance MEASURED = new Provenance("test", Provenance.Kind.MEASURED);

  private static IntensitySeries series(Instant start, Duration step, double... values) {
    return IntensitySeries.of(Zone.of("DE"), Basis.LIFECYCLE, MEASURED, start, step, values);
  }

  private static IntensitySeries hours(double... values) {
    return series(START, Duration.ofHours(1), values);
  }

  record Case(IntensitySeries series, Instant time, Instant later) {}

  // Starts before and after 1970, with and without fractions of a second.
  static Stream<Case> cases() {
    SplittableRandom random = new SplittableRandom(42);
    return Stream.generate(() -> {
          double[] values = new double[random.nextInt(0, 30)];
          Arrays.setAll(
              values, i -> random.nextInt(5) == 0 ? Double.NaN : random.nextDouble(0, 900));
          Instant start = Instant.ofEpochSecond(
              random.nextLong(-4_000_000_000L, 4_000_000_000L),
              random.nextBoolean() ? 0 : random.nextInt(1_000_000_000));
          Duration step = Duration.ofSeconds(random.nextLong(1, 7200));
          long span = step.toSeconds() * 40;
          Instant time = start
              .plusSeconds(random.nextLong(-span, span))
              .plusNanos(random.nextBoolean() ? 0 : random.nextInt(1_000_000_000));
          Instant later = time.plusSeconds(random.nextLong(0, span)).plusNanos(random.nextInt(2));
          return new Case(series(start, step, values), time, later);
        })
        .limit(400);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theStepOfATimeContainsIt(Case c) {
    int index = c.series.indexOf(c.time);
    assertThat(c.series.startOf(index)).isBeforeOrEqualTo(c.time);
    assertThat(c.series.startOf(index + 1)).isAfter(c.time);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void atAgreesWithIndexOf(Case c) {
    int index = c.series.indexOf(c.time);
    boolean present =
        index >= 0 && index < c.series.size() && !Double.isNaN(c.series.gramsPerKwh(index));
    assertThat(c.series.at(c.time).isPresent()).isEqualTo(present);
    c.series
        .at(c.time)
        .ifPresent(value -> assertThat(value).isEqualTo(c.series.gramsPerKwh(index)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void betweenKeepsExactlyTheStepsThatTouchTheInterval(Case c) {
    IntensitySeries part = c.series.between(c.time, c.later);
    double[] expected = java.util.stream.IntStream.range(0, c.series.size())
        .filter(i -> c.time.isBefore(c.later)
            && c.series.startOf(i).isBefore(c.later)
            && c.series.startOf(i + 1).isAfter(c.time))
        .mapToDouble(c.series::gramsPerKwh)
        .toArray();
    assertThat(part.toArray()).isEqualTo(expected);
    assertThat(part.step()).isEqualTo(c.series.step());
    if (part.size() > 0) {
      int first = c.series.indexOf(part.start());
      assertThat(c.series.startOf(first)).isEqualTo(part.start());
    }
    assertThat(part.between(c.time, c.later)).isEqualTo(part);
  }

  @Test
  void stepsBeginInclusivelyAndEndExclusively() {
    IntensitySeries series = hours(1, 2);
    assertThat(series.at(START)).hasValue(1);
    assertThat(series.at(START.minusNanos(1))).isEmpty();
    assertThat(series.at(START.plusSeconds(3600).minusNanos(1))).hasValue(1);
    assertThat(series.at(START.plusSeconds(3600))).hasValue(2);
    assertThat(series.at(series.end().minusNanos(1))).hasValue(2);
    assertThat(series.at(series.end())).isEmpty();
    assertThat(series.at(Instant.MIN)).isEmpty();
    assertThat(series.at(Instant.MAX)).isEmpty();
  }

  @Test
  void indicesBeforeTheStartAreNegative() {
    assertThat(hours(1).indexOf(START.minusNanos(1))).isEqualTo(-1);
    assertThat(hours(1).indexOf(START.minusSeconds(3600))).isEqualTo(-1);
    assertThat(hours(1).indexOf(START.minusSeconds(3601))).isEqualTo(-2);
  }

  @Test
  void anEmptyIntervalTouchesNothing() {
    Instant inside = START.plusSeconds(1800);
    assertThat(hours(1, 2).between(inside, inside).size()).isZero();
    assertThat(hours(1, 2).between(inside, inside.minusSeconds(7)).size()).isZero();
    assertThat(hours(1, 2).between(inside, inside.plusNanos(1)).toArray()).containsExactly(1);
  }

  @Test
  void anEmptySeriesHasNoMeanAndEndsWhereItStarts() {
    assertThat(hours().mean()).isEmpty();
    assertThat(hours().end()).isEqualTo(START);
    assertThat(hours().between(Instant.MIN, Instant.MAX)).isEqualTo(hours());
  }

  @Test
  void theMeanLeavesMissingValuesOut() {
    assertThat(hours(1, Double.NaN, 3).mean()).hasValue(2);
    assertThat(hours(Double.NaN).mean()).isEmpty();
  }

  @Test
  void doesNotShareItsArray() {
    double[] values = {1, 2};
    IntensitySeries series = series(START, Duration.ofHours(1), values);
    values[0] = 9;
    series.toArray()[1] = 9;
    assertThat(series.toArray()).containsExactly(1, 2);
  }

  @Test
  void refusesImpossibleStepsAndValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hours(1, -0.1))
        .withMessageContaining("index 1")
        .withMessageContaining("2024-01-01T01:00:00Z");
    assertThatIllegalArgumentException().isThrownBy(() -> hours(Double.POSITIVE_INFINITY));
    assertThatIllegalArgumentException().isThrownBy(() -> series(START, Duration.ZERO, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> series(START, Duration.ofMillis(1500), 1));
    assertThatIllegalArgumentException().isThrownBy(() -> series(START, Duration.ofHours(-1), 1));
  }

  @Test
  void equalityIncludesWhereTheValuesCameFrom() {
    Provenance other = new Provenance("test", Provenance.Kind.FORECAST);
    assertThat(hours(1, Double.NaN))
        .isEqualTo(hours(1, Double.NaN))
        .hasSameHashCodeAs(hours(1, Double.NaN));
    assertThat(hours(1).withProvenance(other)).isNotEqualTo(hours(1));
    assertThat(hours(1).withProvenance(other).provenance()).isEqualTo(other);
  }
}
