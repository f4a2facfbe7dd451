package org.carbonaware.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FiguresTest {
  static Stream<Arguments> figures() {
    return Stream.of(
        Arguments.of(Figures.grams(0), "0 g CO₂e"),
        Arguments.of(Figures.grams(1296), "1.30 kg CO₂e"),
        Arguments.of(Figures.mass(999.6), "1.00 kg"),
        Arguments.of(Figures.mass(999.4), "999 g"),
        Arguments.of(Figures.mass(200), "200 g"),
        Arguments.of(Figures.mass(25.96), "26.0 g"),
        Arguments.of(Figures.mass(0.5), "0.500 g"),
        Arguments.of(Figures.mass(0.0361), "36.1 mg"),
        Arguments.of(Figures.mass(1e-7), "below 0.001 mg"),
        Arguments.of(Figures.mass(-1e-7), "above −0.001 mg"),
        Arguments.of(Figures.mass(-12.34), "−12.3 g"),
        Arguments.of(Figures.mass(4.2e9), "4,200 t"),
        Arguments.of(Figures.mass(Double.NaN), "unknown"),
        Arguments.of(Figures.mass(Double.NEGATIVE_INFINITY), "unknown"),
        Arguments.of(Figures.mass(1e300), "unknown"),
        Arguments.of(Figures.energy(3.6e6), "1 kWh"),
        Arguments.of(Figures.energy(250), "69.4 mWh"),
        Arguments.of(Figures.watts(1270), "1.27 kW"),
        Arguments.of(Figures.intensity(Double.NaN), "unknown"),
        Arguments.of(Figures.intensity(123.4), "123 g/kWh"),
        Arguments.of(Figures.litres(2.43), "2.43 L"),
        Arguments.of(Figures.percent(0.16666), "16.7 %"),
        Arguments.of(Figures.percent(1), "100 %"),
        Arguments.of(Figures.percent(12.5), "1,250 %"),
        Arguments.of(Figures.percent(-1e-9), "0 %"),
        Arguments.of(Figures.percent(Double.NaN), "unknown"),
        Arguments.of(Figures.number(1.2), "1.2"),
        Arguments.of(Figures.anySize(0.0123), "0.0123"),
        Arguments.of(Figures.anySize(4.237e-5), "4.24×10⁻⁵"),
        Arguments.of(Figures.anySize(-9.999e-12), "−1×10⁻¹¹"),
        Arguments.of(Figures.anySize(0), "0"),
        Arguments.of(Figures.anySize(Double.NaN), "unknown"),
        Arguments.of(Figures.count(1, "pause", "pauses"), "1 pause"),
        Arguments.of(Figures.count(24_000, "batch", "batches"), "24,000 batches"),
        Arguments.of(Figures.duration(Duration.ofSeconds(5)), "5 s"),
        Arguments.of(Figures.duration(Duration.ofSeconds(-90)), "1 min 30 s"),
        Arguments.of(Figures.duration(Duration.ofMinutes(750)), "12 h 30 min"),
        Arguments.of(Figures.duration(Duration.ofDays(1096)), "1,096 d"),
        Arguments.of(
            Figures.duration(Duration.ofSeconds(Long.MIN_VALUE + 1)),
            "106,751,991,167,300 d 15 h"));
  }

  @ParameterizedTest
  @MethodSource("figures")
  void areReadableAndHaveTheirUnit(String figure, String wanted) {
    assertThat(figure.replace('\u00a0', ' ')).isEqualTo(wanted);
  }

  @Test
  void keepTheirUnitOnTheSameLine() {
    assertThat(Figures.grams(1296)).doesNotContain(" ");
  }

  @Test
  void shareAUnitOnAnAxis() {
    assertThat(Figures.Unit.grams(1555)).isEqualTo(new Figures.Unit("kg", 1000));
    assertThat(Figures.Unit.grams(0.02)).isEqualTo(new Figures.Unit("mg", 1e-3));
    assertThat(Figures.Unit.watts(0)).isEqualTo(new Figures.Unit("W", 1));
  }

  @Test
  void endsAreKeptAndTheMiddleIsCounted() {
    assertThat(Ends.of(List.of(1, 2, 3, 4), 2, 0))
        .isEqualTo(new Ends<>(List.of(1, 2, 3, 4), 0, List.of()));
    assertThat(Ends.of(List.of(1, 2, 3, 4, 5), 2, 0))
        .isEqualTo(new Ends<>(List.of(1, 2), 1, List.of(4, 5)));
    assertThat(Ends.of(List.of(1, 2, 3), 2, 7)).isEqualTo(new Ends<>(List.of(1, 2), 7, List.of(3)));
  }

  @Test
  void longTextsAreCutAndLinesJoined() {
    assertThat(Words.clean(" a\n\tb\u2028c ")).isEqualTo("a b c");
    assertThat(Words.clean("🌍".repeat(401))).isEqualTo("🌍".repeat(400) + " …");
    assertThat(Words.clean("🌍".repeat(400))).isEqualTo("🌍".repeat(400));
    assertThat(Words.joined(List.of("a", "b", "c"))).isEqualTo("a, b and c");
  }
}
