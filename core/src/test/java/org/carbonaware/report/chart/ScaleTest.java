package org.carbonaware.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScaleTest {
  static Stream<Arguments> ticks() {
    return Stream.of(
        Arguments.of(Scale.linear(0, 400, 4), List.of("0", "100", "200", "300", "400")),
        Arguments.of(Scale.linear(0, 401, 4), List.of("0", "200", "400", "600")),
        Arguments.of(Scale.linear(0, 1.555, 5), List.of("0", "0.5", "1.0", "1.5", "2.0")),
        Arguments.of(Scale.linear(0, 0.3, 3), List.of("0", "0.1", "0.2", "0.3")),
        Arguments.of(Scale.linear(-3, 7, 5), List.of("-4", "-2", "0", "2", "4", "6", "8")),
        Arguments.of(Scale.linear(0, 0, 2), List.of("0", "0.5", "1.0")),
        Arguments.of(Scale.linear(2.3, 2.3, 2), List.of("2", "4", "6")),
        Arguments.of(Scale.linear(0, 9e8, 2), List.of("0", "5×10⁸", "10⁹")),
        Arguments.of(Scale.linear(0, 4e-7, 2), List.of("0", "2×10⁻⁷", "4×10⁻⁷")),
        Arguments.of(Scale.exact(0.5, 4.5, 4), List.of("1", "2", "3", "4")),
        Arguments.of(
            Scale.logarithmic(0.3, 40), List.of("0.2", "0.5", "1", "2", "5", "10", "20", "50")),
        Arguments.of(Scale.logarithmic(1, 1), List.of("1", "2", "5", "10")),
        Arguments.of(
            Scale.logarithmic(0.001, 900),
            List.of("0.001", "0.01", "0.1", "1", "10", "100", "1000")),
        Arguments.of(
            Scale.logarithmic(2e-6, 3), List.of("10⁻⁵", "0.001", "0.1", "10"))); // every other
  }

  @ParameterizedTest
  @MethodSource("ticks")
  void hasTicksAtOneTwoOrFiveTimesAPowerOfTen(Scale scale, List<String> labels) {
    assertThat(scale.ticks()).extracting(Tick::label).containsExactlyElementsOf(labels);
  }

  @Test
  void putsValuesWhereTheyBelong() {
    Scale scale = Scale.linear(0, 400, 4);
    assertThat(scale.share(100)).isEqualTo(0.25);
    assertThat(scale.share(-1)).isZero();
    assertThat(scale.share(500)).isEqualTo(1);
    assertThat(scale.share(Double.NaN)).isNaN();
    assertThat(scale.ticks()).extracting(Tick::share).containsExactly(0.0, 0.25, 0.5, 0.75, 1.0);
  }

  @Test
  void putsPowersAtEqualDistancesOnALogarithmicScale() {
    Scale scale = Scale.logarithmic(0.1, 100);
    assertThat(scale.share(0.1)).isZero();
    assertThat(scale.share(1)).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(scale.share(10)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(scale.share(0)).isNaN();
  }

  @Test
  void refusesWhatHasNoPlace() {
    assertThatThrownBy(() -> Scale.linear(0, Double.NaN, 4)).hasMessageContaining("finite");
    assertThatThrownBy(() -> Scale.linear(0, Double.POSITIVE_INFINITY, 4))
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> Scale.logarithmic(0, 1)).hasMessageContaining("above 0");
  }

  @Test
  void coversAnyRangeWithFewTicks() {
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < 2000; i++) {
      double low = random.nextDouble(-1, 1) * Math.pow(10, random.nextInt(-12, 12));
      double high = low + random.nextDouble() * Math.pow(10, random.nextInt(-12, 12));
      int about = random.nextInt(1, 9);
      Scale scale = Scale.linear(low, high, about);
      assertThat(scale.low()).isLessThanOrEqualTo(low);
      assertThat(scale.high()).isGreaterThanOrEqualTo(high);
      assertThat(scale.ticks()).hasSizeBetween(2, about + 2);
      assertThat(scale.ticks().get(0).share()).isZero();
      assertThat(scale.ticks().get(scale.ticks().size() - 1).share()).isEqualTo(1);
      Scale powers = Scale.logarithmic(Math.abs(low) + 1e-12, Math.abs(high) + 1);
      assertThat(powers.ticks()).hasSizeBetween(2, 9);
      assertThat(powers.low()).isLessThanOrEqualTo((Math.abs(low) + 1e-12) * (1 + 1e-9));
      assertThat(powers.high()).isGreaterThanOrEqualTo((Math.abs(high) + 1) * (1 - 1e-9));
    }
  }
}
