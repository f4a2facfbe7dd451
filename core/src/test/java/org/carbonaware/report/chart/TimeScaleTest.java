package org.carbonaware.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TimeScaleTest {
  private static TimeScale of(String from, String to) {
    return new TimeScale(Instant.parse(from), Instant.parse(to));
  }

  static Stream<Arguments> ticks() {
    return Stream.of(
        Arguments.of(
            of("2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z"),
            4,
            List.of("00:00|2 Mar", "06:00|", "12:00|", "18:00|", "00:00|3 Mar")),
        Arguments.of(
            of("2026-03-02T20:10:00Z", "2026-03-03T03:00:00Z"),
            4,
            List.of("22:00|2 Mar", "00:00|3 Mar", "02:00|")),
        Arguments.of(
            of("2026-02-26T12:00:00Z", "2026-03-03T12:00:00Z"),
            5,
            List.of("27 Feb|2026", "28 Feb|", "1 Mar|", "2 Mar|", "3 Mar|")),
        Arguments.of(
            of("2026-03-01T00:00:00Z", "2026-04-02T00:00:00Z"),
            6,
            List.of("2 Mar|2026", "9 Mar|", "16 Mar|", "23 Mar|", "30 Mar|")),
        Arguments.of(
            of("2025-11-15T00:00:00Z", "2026-03-15T00:00:00Z"),
            6,
            List.of("Dec|2025", "Jan|2026", "Feb|", "Mar|")),
        Arguments.of(
            of("2024-01-01T00:00:00Z", "2027-01-01T00:00:00Z"),
            4,
            List.of("2024|", "2025|", "2026|", "2027|")));
  }

  @ParameterizedTest
  @MethodSource("ticks")
  void hasTicksAtRoundTimes(TimeScale scale, int about, List<String> labels) {
    assertThat(scale.ticks(about))
        .extracting(tick -> tick.label() + "|" + tick.context())
        .containsExactlyElementsOf(labels);
  }

  @Test
  void putsMomentsWhereTheyBelong() {
    TimeScale scale = of("2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z");
    assertThat(scale.share(Instant.parse("2026-03-02T06:00:00Z"))).isEqualTo(0.25);
    assertThat(scale.share(Instant.parse("2026-03-01T06:00:00Z"))).isZero();
    assertThat(scale.share(Instant.parse("2026-03-04T06:00:00Z"))).isEqualTo(1);
  }

  @Test
  void givesALengthToWhatHasNone() {
    TimeScale scale = of("2026-03-02T00:00:00Z", "2026-03-02T00:00:00Z");
    assertThat(scale.to()).isEqualTo(scale.from().plusSeconds(1));
  }

  @Test
  void hasFewTicksInsideAnyStretch() {
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < 2000; i++) {
      Instant from = Instant.ofEpochSecond(random.nextLong(-4_000_000_000L, 8_000_000_000L));
      Instant to = from.plusMillis(1 + (long) Math.pow(10, random.nextDouble(0, 13)));
      int about = random.nextInt(1, 10);
      List<Tick> ticks = new TimeScale(from, to).ticks(about);
      assertThat(ticks).hasSizeLessThanOrEqualTo(about + 2);
      assertThat(ticks).allSatisfy(tick -> assertThat(tick.share()).isBetween(0.0, 1.0));
    }
  }

  @Test
  void fiveSecondsHaveSeconds() {
    Instant from = Instant.parse("2026-03-02T10:59:58.500Z");
    TimeScale scale = new TimeScale(from, from.plus(Duration.ofSeconds(5)));
    assertThat(scale.ticks(3)).extracting(Tick::label).containsExactly("11:00:00", "11:00:02");
  }
}
